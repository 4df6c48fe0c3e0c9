import { larger, positionOf, type Hit, type Hits } from './hit.ts'
import { sentenceOfOriginal, type Part } from './part.ts'

/** A line is explained by at most this many passages. */
const MOST = 3

/** Sentences in a row that show hits: its number in the arrays of `Stretches`. */
export type Stretch = number

/** Room for all stretches of one article; the next article's take it over. */
export class Stretches {
  /** The positions of the first and the last sentence. */
  firsts = new Int32Array(512)
  lasts = new Int32Array(512)
  /** The hits that it shows, in a row: the first, and the one behind the last. */
  froms = new Int32Array(512)
  tos = new Int32Array(512)
  count = 0

  add(first: number, last: number, from: Hit, to: Hit): void {
    const stretch = this.count++
    if (stretch === this.firsts.length) this.#grow(2 * stretch)
    this.firsts[stretch] = first
    this.lasts[stretch] = last
    this.froms[stretch] = from
    this.tos[stretch] = to
  }

  #grow(size: number): void {
    this.firsts = larger(this.firsts, size)
    this.lasts = larger(this.lasts, size)
    this.froms = larger(this.froms, size)
    this.tos = larger(this.tos, size)
  }
}

/** Writes down the first stretches of a row of single hits, or with `step` 2 of pairs; how many they are. */
export function addStretches(
  hits: Hits,
  stretches: Stretches,
  from: Hit,
  to: Hit,
  step: 1 | 2,
): number {
  let count = 0
  for (let at = from; at < to && count < MOST; count++)
    at = addStretch(hits, stretches, at, to, step)
  return count
}

/** Adds the stretch that begins with `from`; the hit behind it. */
function addStretch(hits: Hits, stretches: Stretches, from: Hit, to: Hit, step: 1 | 2): Hit {
  const order = hits.orderOf(from)
  const part = hits.part(order)
  const base = positionOf(order, 0)
  const { ofToken } = part.sentences
  let last = endOf(from + step - 1, base, part, hits, ofToken)
  let at = from + step
  for (; at < to && hits.orderOf(at) === order; at += step) {
    if (beginOf(at, base, part, hits, ofToken) > last) break
    last = Math.max(last, endOf(at + step - 1, base, part, hits, ofToken))
  }
  stretches.add(base + beginOf(from, base, part, hits, ofToken), base + last, from, at)
  return at
}

/** The sentence in which a hit begins; a regular expression's hit knows no tokens. */
function beginOf(hit: Hit, base: number, part: Part, hits: Hits, ofToken: Uint32Array): number {
  const first = hits.firsts[hit]!
  if (first < 0) return sentenceOfOriginal(part, hits.startOf(hit))
  return ofToken[first - base]!
}

/** The sentence in which it ends. */
function endOf(hit: Hit, base: number, part: Part, hits: Hits, ofToken: Uint32Array): number {
  if (hits.firsts[hit]! < 0) return sentenceOfOriginal(part, hits.endOf(hit) - 1)
  return ofToken[hits.lasts[hit]! - base]!
}
