import type { Passage, Span } from '../../domain/rule.ts'
import type { Tokens } from '../../text/tokens.ts'
import { positionOf, type Hit, type Hits } from './hit.ts'
import { sentenceText, type Part } from './part.ts'

/** A longer sentence is cut, so many characters around its hits. */
const LONGEST = 600
const AROUND = 200

/** The sentences `first` to `last` of a field with the hits in them: ascending, without overlap. */
export function passageOf(
  part: Part,
  first: number,
  last: number,
  spans: readonly Span[],
): Passage {
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

/** Where the hits `from` to `to` stand, ascending, without overlap: a hit inside another one is part of it. */
export function spansOf(hits: Hits, from: Hit, to: Hit): readonly Span[] {
  const { tokens, order } = hits.partOf(from)
  const base = positionOf(order, 0)
  const one = spanOf(hits, from, tokens, base)
  if (to - from === 1) return [one]
  const spans = [one, spanOf(hits, from + 1, tokens, base)]
  for (let hit = from + 2; hit < to; hit++) spans.push(spanOf(hits, hit, tokens, base))
  return areApart(spans) ? spans : withoutOverlap(inOrder(spans))
}

/** `tokens` are those of its field, and `base` the position of the first of them. */
function spanOf(hits: Hits, hit: Hit, { source, starts, ends }: Tokens, base: number): Span {
  const first = hits.firsts[hit]!
  const end = hits.ends[hit]!
  // Nearly all texts are plain, and nearly all hits end with their last token.
  if (source.map !== undefined || first < 0 || end >= 0)
    return { start: hits.startOf(hit), end: hits.endOf(hit) }
  return { start: starts[first - base]!, end: ends[hits.lasts[hit]! - base]! }
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
export function merged(some: readonly Span[], others: readonly Span[]): readonly Span[] {
  const [a, b] = [some[0]!, others[0]!]
  if (some.length === 1 && others.length === 1) {
    if (a.end <= b.start) return [a, b]
    if (b.end <= a.start) return [b, a]
  }
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
