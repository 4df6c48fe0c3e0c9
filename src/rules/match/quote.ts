import type { Passage, Span } from '../../domain/rule.ts'
import type { Hit } from './hit.ts'
import type { Pair } from './near.ts'
import { sentenceOfOriginal, type Part } from './part.ts'

/** A line is explained by at most this many quotes. */
export const MOST_QUOTES = 3
/** A longer sentence is cut, so many characters around its hits. */
const LONGEST = 600
const AROUND = 200

/** A sentence, or several in a row, cut from the original text, with the hits in it. */
export type Quote = {
  readonly passage: Passage
  readonly part: Part
  /** The first and the last of its sentences. */
  readonly first: number
  readonly last: number
}

/** The first sentences in which hits stand. `hits` are in the order of the text. */
export function quotesOfHits(hits: readonly Hit[]): readonly Quote[] {
  const quotes: Quote[] = []
  for (let at = 0; at < hits.length && quotes.length < MOST_QUOTES;) {
    const { part } = hits[at]!
    const first = sentenceOf(hits[at]!, false)
    let last = sentenceOf(hits[at]!, true)
    const from = at++
    while (at < hits.length && hits[at]!.part === part && sentenceOf(hits[at]!, false) <= last)
      last = Math.max(last, sentenceOf(hits[at++]!, true))
    quotes.push(quoteOf(part, first, last, spansOf(hits, from, at)))
  }
  return quotes
}

/** The first stretches of sentences in which pairs stand. */
export function quotesOfPairs(pairs: readonly Pair[]): readonly Quote[] {
  const quotes: Quote[] = []
  for (let at = 0; at < pairs.length && quotes.length < MOST_QUOTES;) {
    const [begin, end] = pairs[at]!
    const { part } = begin
    const first = sentenceOf(begin, false)
    let last = sentenceOf(end, true)
    const hits = [begin, end]
    for (at++; at < pairs.length; at++) {
      const [one, other] = pairs[at]!
      if (one.part !== part || sentenceOf(one, false) > last) break
      last = Math.max(last, sentenceOf(other, true))
      hits.push(one, other)
    }
    quotes.push(quoteOf(part, first, last, spansOf(hits)))
  }
  return quotes
}

/** The sentence in which a hit begins, or ends; a regular expression's hit knows no tokens. */
function sentenceOf({ part, first, last, start, end }: Hit, atEnd: boolean): number {
  if (first >= 0) return part.sentences.ofToken[atEnd ? last : first]!
  return sentenceOfOriginal(part, atEnd ? end - 1 : start)
}

/** One quote for two that stand in the same sentences. */
export function joined(a: Quote, b: Quote): Quote {
  return quoteOf(a.part, a.first, a.last, merged(a.passage.spans, b.passage.spans))
}

function quoteOf(part: Part, first: number, last: number, spans: readonly Span[]): Quote {
  const { places } = part.sentences
  const { start } = places[first]!
  const { end } = places[last]!
  const passage =
    end - start <= LONGEST ? cut(part, start, end, spans) : piece(part, start, end, spans)
  return { passage, part, first, last }
}

function cut(
  { field, original }: Part,
  start: number,
  end: number,
  spans: readonly Span[],
): Passage {
  return { field, quote: original.slice(start, end), start, end, spans }
}

/** Of a long sentence what stands around the first hits. */
function piece(part: Part, from: number, to: number, all: readonly Span[]): Passage {
  const { start, end } = around(part.original, from, to, all)
  const spans = all.filter((span) => span.start >= start && span.end <= end)
  return cut(part, start, end, spans)
}

/** The hits `from` to `to`, ascending, without overlap: a hit inside another one is part of it. */
function spansOf(hits: readonly Span[], from = 0, to = hits.length): readonly Span[] {
  if (to - from === 1) return [{ start: hits[from]!.start, end: hits[from]!.end }]
  const some = hits.slice(from, to)
  const spans: { start: number; end: number }[] = []
  for (const hit of isAscending(some) ? some : some.sort(byStart)) addSpan(spans, hit)
  return spans
}

/** Two ascending lists as one. */
function merged(some: readonly Span[], others: readonly Span[]): readonly Span[] {
  const spans: { start: number; end: number }[] = []
  for (let at = 0, from = 0; at < some.length || from < others.length;) {
    const a = some[at]
    const b = others[from]
    const isFirst = !b || (a !== undefined && a.start <= b.start)
    addSpan(spans, isFirst ? some[at++]! : others[from++]!)
  }
  return spans
}

function addSpan(spans: { start: number; end: number }[], { start, end }: Span): void {
  const before = spans.at(-1)
  if (before && start < before.end) before.end = Math.max(before.end, end)
  else spans.push({ start, end })
}

function byStart(a: Span, b: Span): number {
  return a.start - b.start || b.end - a.end
}

function isAscending(hits: readonly Span[]): boolean {
  for (let at = 1; at < hits.length; at++) if (hits[at]!.start < hits[at - 1]!.start) return false
  return true
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
