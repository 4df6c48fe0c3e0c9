import type { Evidence, Severity, Span } from '../../domain/rule.ts'
import { originalStart } from '../../text/normalise.ts'
import { sentenceAt } from '../../text/sentences.ts'
import type { Part } from './document.ts'
import type { Finding, Group } from './evaluate.ts'
import type { CompiledLine } from './lines.ts'

/** A line is explained by at most this many quotes. */
const MOST_QUOTES = 3

type Why = { readonly list: Evidence['list']; readonly level: Severity | undefined }

/** The quotes that show why a line hit: the sentences around its hits, cut from the original text. */
export function evidenceOf(
  { source }: CompiledLine,
  finding: Finding,
  why: Why,
): readonly Evidence[] {
  const quotes = new Map<string, Quote>()
  // Each part's first hits come first: a line with + shows both of its sides.
  for (let round = 0; round < MOST_QUOTES; round++)
    for (const groups of finding) if (groups[round]) addQuote(quotes, groups[round]!)
  return [...quotes.values()]
    .slice(0, MOST_QUOTES)
    .map(({ part, start, end, spans }): Evidence => ({
      ...why,
      line: source.text,
      file: source.file,
      row: source.row,
      field: part.field,
      quote: part.tokens.source.original.slice(start, end),
      start,
      end,
      spans: apart(spans),
    }))
}

type Quote = {
  readonly part: Part
  readonly start: number
  readonly end: number
  readonly spans: Span[]
}

function addQuote(quotes: Map<string, Quote>, group: Group): void {
  const { part } = group[0]!
  const { start, end } = around(part, group)
  const key = `${part.field} ${start} ${end}`
  const quote = quotes.get(key) ?? { part, start, end, spans: [] }
  quotes.set(key, quote)
  for (const hit of group) quote.spans.push({ start: hit.start, end: hit.end })
}

/** The sentences from that of the first hit to that of the last, without the space around them. */
function around(part: Part, group: Group): Span {
  const { source } = part.tokens
  const first = Math.min(...group.map((hit) => hit.start))
  const last = Math.max(...group.map((hit) => hit.end)) - 1
  const starts = part.sentences().map((offset) => originalStart(source, offset))
  const from = starts[sentenceAt(starts, first)]!
  const to = starts[sentenceAt(starts, last) + 1] ?? source.original.length
  const text = source.original.slice(from, to)
  return {
    start: from + (text.length - text.trimStart().length),
    end: to - (text.length - text.trimEnd().length),
  }
}

/** Ascending, touching none: a hit inside another one is part of it. */
function apart(spans: readonly Span[]): readonly Span[] {
  const out: { start: number; end: number }[] = []
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const before = out.at(-1)
    if (before && start < before.end) before.end = Math.max(before.end, end)
    else out.push({ start, end })
  }
  return out
}
