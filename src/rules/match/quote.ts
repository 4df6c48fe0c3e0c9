import type { Passage, Span } from '../../domain/rule.ts'
import { tokenAt, type Hit, type Hits } from './hit.ts'
import type { Pairs } from './near.ts'
import { sentenceOfOriginal, sentenceText, type Part } from './part.ts'

/** A line is explained by at most this many quotes. */
const MOST_QUOTES = 3
/** A longer sentence is cut, so many characters around its hits. */
const LONGEST = 600
const AROUND = 200

/** A sentence, or several in a row, with the hits in it. */
export type Quote = {
  readonly part: Part
  /** The first and the last of its sentences. */
  readonly first: number
  readonly last: number
  /** In the original text, ascending, without overlap. */
  readonly spans: readonly Span[]
}

/** The first sentences in which hits stand. `list` is in the order of the text. */
export function quotesOfHits(list: readonly Hit[], hits: Hits): readonly Quote[] {
  return stretches(list, 1, hits, toQuote)
}

/** The same, cut from the text. */
export function passagesOfHits(list: readonly Hit[], hits: Hits): readonly Passage[] {
  return stretches(list, 1, hits, toPassage)
}

/** The first stretches of sentences in which pairs stand. */
export function quotesOfPairs(pairs: Pairs, hits: Hits): readonly Quote[] {
  return stretches(pairs, 2, hits, toQuote)
}

/** The same, cut from the text. */
export function passagesOfPairs(pairs: Pairs, hits: Hits): readonly Passage[] {
  return stretches(pairs, 2, hits, toPassage)
}

type Make<T> = (part: Part, first: number, last: number, spans: readonly Span[]) => T

/** Where the stretches end that are being made, and their last sentences. */
const tos = new Int32Array(MOST_QUOTES)
const lasts = new Int32Array(MOST_QUOTES)

/** Puts together what stands in the same sentences: single hits, or with `step` 2 pairs. */
function stretches<T>(list: readonly Hit[], step: 1 | 2, hits: Hits, make: Make<T>): readonly T[] {
  let count = 0
  for (let at = 0; at < list.length && count < MOST_QUOTES; count++) {
    at = stretchFrom(list, at, step, hits, count)
  }
  // Written out: an array that grows takes room for seventeen, which was a third of all memory.
  const one = made(list, 0, hits, make)
  if (count === 1) return [one]
  const two = made(list, 1, hits, make)
  return count === 2 ? [one, two] : [one, two, made(list, 2, hits, make)]
}

function made<T>(list: readonly Hit[], index: number, hits: Hits, make: Make<T>): T {
  const from = index === 0 ? 0 : tos[index - 1]!
  const hit = list[from]!
  const part = hits.partOf(hit)
  const spans = spansOf(list, from, tos[index]!, hits)
  return make(part, beginOf(hit, part, hits), lasts[index]!, spans)
}

/** Writes down where the stretch ends that begins with `from`. */
function stretchFrom(
  list: readonly Hit[],
  from: number,
  step: 1 | 2,
  hits: Hits,
  index: number,
): number {
  const { orders } = hits
  const order = orders[list[from]!]!
  const part = hits.partOf(list[from]!)
  let last = endOf(list[from + step - 1]!, part, hits)
  let at = from + step
  for (; at < list.length && orders[list[at]!] === order; at += step) {
    if (beginOf(list[at]!, part, hits) > last) break
    const end = endOf(list[at + step - 1]!, part, hits)
    if (end > last) last = end
  }
  lasts[index] = last
  tos[index] = at
  return at
}

/** The sentence in which a hit begins; a regular expression's hit knows no tokens. */
function beginOf(hit: Hit, part: Part, { firsts, starts }: Hits): number {
  const position = firsts[hit]!
  if (position < 0) return sentenceOfOriginal(part, starts[hit]!)
  return part.sentences.ofToken[tokenAt(position)]!
}

/** The sentence in which it ends. */
function endOf(hit: Hit, part: Part, { lasts, ends }: Hits): number {
  const position = lasts[hit]!
  if (position < 0) return sentenceOfOriginal(part, ends[hit]! - 1)
  return part.sentences.ofToken[tokenAt(position)]!
}

function toQuote(part: Part, first: number, last: number, spans: readonly Span[]): Quote {
  return { part, first, last, spans }
}

/** One quote for two that stand in the same sentences. */
export function joined(a: Quote, b: Quote): Quote {
  return toQuote(a.part, a.first, a.last, merged(a.spans, b.spans))
}

export function passageOf({ part, first, last, spans }: Quote): Passage {
  return toPassage(part, first, last, spans)
}

function toPassage(part: Part, first: number, last: number, spans: readonly Span[]): Passage {
  const { places } = part.sentences
  const { start } = places[first]!
  const { end } = places[last]!
  if (end - start > LONGEST) return piece(part, start, end, spans)
  const quote = first === last ? sentenceText(part, first) : part.original.slice(start, end)
  return { field: part.field, quote, start, end, spans }
}

/** Of a long sentence what stands around the first hits. */
function piece(part: Part, from: number, to: number, all: readonly Span[]): Passage {
  const { start, end } = around(part.original, from, to, all)
  const spans = all.filter((span) => span.start >= start && span.end <= end)
  return { field: part.field, quote: part.original.slice(start, end), start, end, spans }
}

/** The hits `from` to `to`, ascending, without overlap: a hit inside another one is part of it. */
function spansOf(
  list: readonly Hit[],
  from: number,
  to: number,
  { starts, ends }: Hits,
): readonly Span[] {
  const one = { start: starts[list[from]!]!, end: ends[list[from]!]! }
  if (to - from === 1) return [one]
  const two = { start: starts[list[from + 1]!]!, end: ends[list[from + 1]!]! }
  const spans = [one, two]
  for (let at = from + 2; at < to; at++)
    spans.push({ start: starts[list[at]!]!, end: ends[list[at]!]! })
  return areApart(spans) ? spans : withoutOverlap(inOrder(spans))
}

function areApart(spans: readonly Span[]): boolean {
  for (let at = 1; at < spans.length; at++) if (spans[at]!.start < spans[at - 1]!.end) return false
  return true
}

/** Nearly in order as they are, and few; `sort` would copy them twice. */
function inOrder(spans: Span[]): readonly Span[] {
  for (let at = 1; at < spans.length; at++) {
    const span = spans[at]!
    let to = at
    for (; to > 0 && byStart(spans[to - 1]!, span) > 0; to--) spans[to] = spans[to - 1]!
    spans[to] = span
  }
  return spans
}

function withoutOverlap(ascending: readonly Span[]): readonly Span[] {
  const spans: Span[] = []
  for (const span of ascending) addSpan(spans, span)
  return spans
}

/** Two ascending lists as one; step by step, since a text without a full stop may hold thousands. */
function merged(some: readonly Span[], others: readonly Span[]): readonly Span[] {
  const spans: Span[] = []
  for (let at = 0, from = 0; at < some.length || from < others.length;) {
    const isFirst =
      from === others.length || (at < some.length && some[at]!.start <= others[from]!.start)
    addSpan(spans, isFirst ? some[at++]! : others[from++]!)
  }
  return spans
}

function addSpan(spans: Span[], span: Span): void {
  const before = spans.length > 0 ? spans[spans.length - 1] : undefined
  if (!before || span.start >= before.end) spans.push(span)
  else if (span.end > before.end) spans[spans.length - 1] = { start: before.start, end: span.end }
}

function byStart(a: Span, b: Span): number {
  return a.start - b.start || b.end - a.end
}

/** A piece around the first hits, cut between words. */
function around(text: string, start: number, end: number, spans: readonly Span[]): Span {
  const [first] = spans
  if (!first) return { start, end }
  const reach = spans.findLast((span) => span.end - first.start <= LONGEST - 2 * AROUND) ?? first
  const from = Math.max(start, first.start - AROUND)
  const to = Math.min(end, reach.end + AROUND)
  const space = text.slice(from, first.start).search(/\s/)
  const lastSpace = text.slice(reach.end, to).search(/\s\S*$/)
  return {
    start: from === start || space < 0 ? between(text, from) : from + space + 1,
    end: to === end || lastSpace < 0 ? between(text, to) : reach.end + lastSpace,
  }
}

/** Never inside a character of two units. */
function between(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit < 0xe000 ? at - 1 : at
}
