import { originalEnd, originalStart } from '../../text/normalise.ts'
import type { Part } from './part.ts'

/** A place where something stands: its number in the arrays of `Hits`. */
export type Hit = number

/** Tokens of one field at most; a position is `FIELD * (the field's place) + token`, so that positions ascend. */
const FIELD_BITS = 24
const IN_FIELD = (1 << FIELD_BITS) - 1
const FEW = 1024

/**
 * Room for all hits of one article, side by side in memory: common words have dozens, and an object for each of them
 * cost more than finding it. What belongs together stands in a row, in the order of the text: the hits of a term, those
 * of several terms once more when they are put together, the pairs of a NEAR two by two. Made once for a rule set; the
 * next article's look takes it over.
 */
export class Hits {
  /** The position of the first token; `-1 - field` for a regular expression's hit, which knows no tokens. */
  firsts = new Int32Array(FEW)
  /** The position of the last token; of a regular expression's hit where it begins in the original text. */
  lasts = new Int32Array(FEW)
  /** Where it ends in the original text; -1: with its last token. */
  ends = new Int32Array(FEW)
  count = 0
  #parts: (Part | undefined)[] = []

  /** Forgets the hits of the article before. */
  begin(parts: readonly Part[]): void {
    this.#parts = [undefined, undefined, undefined]
    for (const part of parts) this.#parts[part.order] = part
    this.count = 0
  }

  /** Room for so many more, which the caller fills; the first of them. */
  reserve(size: number): Hit {
    const first = this.count
    this.count += size
    if (this.count > this.firsts.length) this.#grow(Math.max(this.count, 2 * this.firsts.length))
    return first
  }

  add(first: number, last: number, end: number): void {
    const hit = this.reserve(1)
    this.firsts[hit] = first
    this.lasts[hit] = last
    this.ends[hit] = end
  }

  addPattern(part: Part, start: number, end: number): void {
    this.add(-1 - part.order, start, end)
  }

  /** Once more, in another row. */
  copy(hit: Hit): void {
    this.add(this.firsts[hit]!, this.lasts[hit]!, this.ends[hit]!)
  }

  /** The field, by its place among the fields. */
  orderOf(hit: Hit): number {
    const first = this.firsts[hit]!
    return first < 0 ? -1 - first : first >>> FIELD_BITS
  }

  partOf(hit: Hit): Part {
    return this.part(this.orderOf(hit))
  }

  part(order: number): Part {
    return this.#parts[order]!
  }

  /** Where it begins in the original text of its field. */
  startOf(hit: Hit): number {
    const first = this.firsts[hit]!
    if (first < 0) return this.lasts[hit]!
    const { source, starts } = this.part(first >>> FIELD_BITS).tokens
    return originalStart(source, starts[first & IN_FIELD]!)
  }

  endOf(hit: Hit): number {
    const end = this.ends[hit]!
    if (end >= 0) return end
    const last = this.lasts[hit]!
    const { source, ends } = this.part(last >>> FIELD_BITS).tokens
    return originalEnd(source, ends[last & IN_FIELD]!)
  }

  #grow(size: number): void {
    this.firsts = larger(this.firsts, size)
    this.lasts = larger(this.lasts, size)
    this.ends = larger(this.ends, size)
  }
}

export function larger(array: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(size)
  copy.set(array)
  return copy
}

/** The position of a token, or of a sentence, of a field. */
export function positionOf(order: number, index: number): number {
  return (order << FIELD_BITS) + index
}

/** The token, or the sentence, at a position, counted within its field. */
export function indexAt(position: number): number {
  return position & IN_FIELD
}

/** The field of a position, by its place among the fields. */
export function orderAt(position: number): number {
  return position >>> FIELD_BITS
}
