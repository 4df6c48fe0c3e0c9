import type { Evidence, Severity, Span } from '../../domain/rule.ts'
import type { Found } from './evaluate.ts'
import type { Hit } from './hits.ts'
import type { CompiledLine } from './lines.ts'
import type { Part } from './part.ts'

/** A line is explained by at most this many quotes of a field. */
const MOST_QUOTES = 4
/** So many passages are looked at, to choose the best of them. */
const MOST_PASSAGES = 12
/** A longer sentence is cut, so many characters around its hits. */
const LONGEST = 600
const AROUND = 200

type Why = { readonly list: Evidence['list']; readonly level: Severity | undefined }

/** One sentence, or several in a row, with the hits in it. */
type Passage = {
  readonly part: Part
  first: number
  last: number
  readonly hits: Hit[]
  /** Which sides of the line it shows. */
  readonly sides: number[]
}

/** What a passage looks like from outside, made once for all lines with the same single phrase. */
export type Quoted = Pick<Evidence, 'field' | 'quote' | 'start' | 'end' | 'spans'>

/** The quotes that show why a line hit: the sentences around its hits, cut from the original text. */
export function evidenceOf(
  { source }: CompiledLine,
  found: readonly Found[],
  { list, level }: Why,
): readonly Evidence[] {
  return quotesOf(found).map(({ field, quote, start, end, spans }) => ({
    list,
    level,
    line: source.text,
    file: source.file,
    row: source.row,
    field,
    quote,
    start,
    end,
    spans,
  }))
}

const quotesOfHits = new WeakMap<readonly Hit[], readonly Quoted[]>()

/** The quotes alone. */
export function quotesOf(found: readonly Found[]): readonly Quoted[] {
  const [only] = found
  if (found.length !== 1 || only?.kind !== 'hits') return chosen(found).map(quoted)
  const before = quotesOfHits.get(only.hits)
  if (before) return before
  const quotes = chosen(found).map(quoted)
  quotesOfHits.set(only.hits, quotes)
  return quotes
}

/** The passages that show most sides of the line, in the order of the text; every side is shown. */
function chosen(found: readonly Found[]): readonly Passage[] {
  const passages: Passage[] = []
  for (const [side, each] of found.entries()) addSide(passages, side, each)
  const best = passages.toSorted((a, b) => b.sides.length - a.sides.length || compare(a, b))
  const kept: Passage[] = []
  const shown = new Set<number>()
  for (const passage of best) {
    const ofField = kept.filter(({ part }) => part === passage.part).length
    const isNew = passage.sides.some((side) => !shown.has(side))
    if (ofField >= MOST_QUOTES && !isNew) continue
    kept.push(passage)
    for (const side of passage.sides) shown.add(side)
  }
  return kept.sort(compare)
}

function compare(a: Passage, b: Passage): number {
  return a.part.order - b.part.order || a.first - b.first
}

function addSide(passages: Passage[], side: number, found: Found): void {
  const groups = found.kind === 'pairs' ? found.pairs : found.hits
  let open: Passage | undefined
  let count = 0
  for (const group of groups) {
    const hits = 'part' in group ? [group] : group
    const before = open
    open = addGroup(passages, open, side, hits)
    if (open !== before && ++count >= MOST_PASSAGES) return
  }
}

/** Puts hits that belong together into the passage that they stand in, a new one if need be. */
function addGroup(
  passages: Passage[],
  open: Passage | undefined,
  side: number,
  hits: readonly Hit[],
): Passage {
  const { part } = hits[0]!
  const first = sentenceAt(hits[0]!, false)
  const last = sentenceAt(hits.at(-1)!, true)
  const passage =
    (open && meets(open, part, first, last) ? open : undefined) ??
    passages.find((each) => meets(each, part, first, last)) ??
    addNew(passages, part, first, last)
  passage.first = Math.min(passage.first, first)
  passage.last = Math.max(passage.last, last)
  for (const hit of hits) if (!passage.hits.includes(hit)) passage.hits.push(hit)
  if (!passage.sides.includes(side)) passage.sides.push(side)
  return passage
}

function meets(passage: Passage, part: Part, first: number, last: number): boolean {
  return passage.part === part && passage.first <= last && first <= passage.last
}

function addNew(passages: Passage[], part: Part, first: number, last: number): Passage {
  const passage: Passage = { part, first, last, hits: [], sides: [] }
  passages.push(passage)
  return passage
}

/** The sentence in which a hit begins, or ends; a pattern's hit knows no tokens. */
function sentenceAt({ part, first, last, start, end }: Hit, atEnd: boolean): number {
  if (first >= 0) return part.sentenceOfToken(atEnd ? last : first)
  return part.sentenceOfOriginal(atEnd ? end - 1 : start)
}

function quoted({ part, first, last, hits }: Passage): Quoted {
  const spans = apart(hits)
  const whole = { start: part.sentence(first).start, end: part.sentence(last).end }
  const { start, end } = around(part.original, whole, spans)
  const kept = spans.filter((span) => span.start >= start && span.end <= end)
  return { field: part.field, quote: part.original.slice(start, end), start, end, spans: kept }
}

/** Ascending, without overlap: a hit inside another one is part of it. */
function apart(hits: readonly Hit[]): readonly Span[] {
  const spans: { start: number; end: number }[] = []
  for (const { start, end } of hits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const before = spans.at(-1)
    if (before && start < before.end) before.end = Math.max(before.end, end)
    else spans.push({ start, end })
  }
  return spans
}

/** The whole, or where that is long a piece of it around the first hits, cut between words. */
function around(text: string, whole: Span, spans: readonly Span[]): Span {
  const [first] = spans
  if (whole.end - whole.start <= LONGEST || !first) return whole
  const reach = spans.findLast(({ end }) => end - first.start <= LONGEST - 2 * AROUND) ?? first
  const from = Math.max(whole.start, first.start - AROUND)
  const to = Math.min(whole.end, reach.end + AROUND)
  const space = text.slice(from, first.start).search(/\s/)
  const lastSpace = text.slice(reach.end, to).search(/\s\S*$/)
  return {
    start: from === whole.start || space < 0 ? between(text, from) : from + space + 1,
    end: to === whole.end || lastSpace < 0 ? between(text, to) : reach.end + lastSpace,
  }
}

/** Never inside a character of two units. */
function between(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit < 0xe000 ? at - 1 : at
}
