import type { Quote, WhyLine } from '../domain/alert.ts'
import {
  compareSeverity,
  type Evidence,
  type Match,
  type Passage,
  type Severity,
  type Span,
} from '../domain/rule.ts'
import { excerpt } from './excerpt.ts'

/** What fits into a message beside the rest of it: at most three quotes, 900 UTF-16 units together. */
export const QUOTES = { most: 3, characters: 900 } as const

/** The part of a quote that stands behind a line in "why you see it", UTF-16 units. */
const WHY_QUOTE = 160

/**
 * The sentences that made the rules fire, best first, hits marked: those behind a raised level, then those with the
 * most hits. The title stands in the message anyway, so it is quoted only when nothing else was hit.
 */
export function quotesOf(matches: readonly Match[]): readonly Quote[] {
  const passages = joined(matches.flatMap(({ evidence }) => evidence.flatMap(leveled)))
  const inside = passages.filter(({ field }) => field !== 'title')
  const best = (inside.length > 0 ? inside : passages).toSorted(byWeight)
  return fitQuotes(best.map(quoteOf))
}

/** Earlier quotes first, then those that say something else; cut to what a message holds. */
export function joinQuotes(earlier: readonly Quote[], later: readonly Quote[]): readonly Quote[] {
  const seen = new Set(earlier.map(({ text }) => essence(text)))
  return fitQuotes([...earlier, ...later.filter(({ text }) => !seen.has(essence(text)))])
}

/** One line for each line of a rule that hit, those that raised the level last in their topic. */
export function whyOf(matches: readonly Match[]): readonly WhyLine[] {
  return matches.flatMap(({ topic, evidence }) =>
    evidence
      .toSorted((a, b) => Number(a.line.list === 'raise') - Number(b.line.list === 'raise'))
      .map((one) => whyLine(topic, one)),
  )
}

export function joinWhy(
  earlier: readonly WhyLine[],
  later: readonly WhyLine[],
): readonly WhyLine[] {
  return [...earlier, ...later.filter((one) => !earlier.some((other) => isSameLine(one, other)))]
}

function isSameLine(
  a: Pick<WhyLine, 'file' | 'row' | 'level' | 'line'>,
  b: Pick<WhyLine, 'file' | 'row' | 'level' | 'line'>,
): boolean {
  return a.file === b.file && a.row === b.row && a.level === b.level && a.line === b.line
}

function whyLine(topic: string, { line, passages: [first] }: Evidence): WhyLine {
  const { file, row, text, level } = line
  const { field } = first!
  const quote = excerpt(quoteOf(first!), WHY_QUOTE).text
  return { topic, file, row, line: text, field, quote, level }
}

/** A passage with the level that its line lifts to. */
type Leveled = Passage & { readonly level: Severity | undefined }

function leveled({ line: { level }, passages }: Evidence): readonly Leveled[] {
  return passages.map((passage) => ({ ...passage, level }))
}

/** Passages of one field that overlap become one with the hits of both. */
function joined(all: readonly Leveled[]): readonly Leveled[] {
  const passages: Leveled[] = []
  for (const one of all.toSorted((a, b) => a.start - b.start)) {
    const index = passages.findIndex((other) => other.field === one.field && one.start <= other.end)
    const other = passages[index]
    if (other) passages[index] = merged(other, one)
    else passages.push(one)
  }
  return passages
}

function merged(first: Leveled, second: Leveled): Leveled {
  return {
    ...first,
    level: loudestLevel(first.level, second.level),
    quote: first.quote + second.quote.slice(Math.max(0, first.end - second.start)),
    end: Math.max(first.end, second.end),
    spans: joinSpans([...first.spans, ...second.spans]),
  }
}

function loudestLevel(a: Leveled['level'], b: Leveled['level']): Leveled['level'] {
  if (a === undefined || b === undefined) return a ?? b
  return compareSeverity(a, b) > 0 ? a : b
}

function joinSpans(spans: readonly Span[]): readonly Span[] {
  const out: Span[] = []
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = out.at(-1)
    if (last && span.start < last.end)
      out[out.length - 1] = { start: last.start, end: Math.max(last.end, span.end) }
    else out.push(span)
  }
  return out
}

function byWeight(a: Leveled, b: Leveled): number {
  return (
    compareSeverity(b.level ?? 'low', a.level ?? 'low') ||
    b.spans.length - a.spans.length ||
    Number(a.field === 'body') - Number(b.field === 'body') ||
    a.start - b.start
  )
}

function quoteOf({ field, quote, start, spans }: Passage): Quote {
  return {
    field,
    text: quote,
    marks: joinSpans(spans).map((span) => ({ start: span.start - start, end: span.end - start })),
  }
}

/** A short quote leaves its room to the longer ones. */
function fitQuotes(quotes: readonly Quote[]): readonly Quote[] {
  const shown = quotes.slice(0, QUOTES.most)
  const byLength = shown.toSorted((a, b) => a.text.length - b.text.length)
  let left: number = QUOTES.characters
  const cut = new Map<Quote, Quote>()
  for (const [index, quote] of byLength.entries()) {
    const fitted = excerpt(quote, Math.floor(left / (shown.length - index)))
    left -= fitted.text.length
    cut.set(quote, fitted)
  }
  return shown.map((quote) => cut.get(quote)!)
}

/** The letters and figures alone, to compare texts by. */
export function essence(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]+/gu, '').toLowerCase()
}
