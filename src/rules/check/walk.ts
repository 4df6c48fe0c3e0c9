import type { Place } from '../problem.ts'
import type { Item, Line, LineSource, Phrase, RuleSource, TopicSource } from '../source.ts'

/** A line with where it stands: its topic (undefined in _shared.yaml) and the key it is under. */
export type PlacedLine = {
  readonly topic: TopicSource | undefined
  readonly key: 'any' | 'all' | 'none' | 'ignore' | 'raise' | 'list'
  readonly list: string | undefined
  readonly line: LineSource
}

export function* allLines(source: RuleSource): Generator<PlacedLine> {
  for (const { name, lines } of source.lists.values())
    for (const line of lines) yield { topic: undefined, key: 'list', list: name, line }
  for (const line of source.ignore) yield { topic: undefined, key: 'ignore', list: undefined, line }
  for (const topic of source.topics) yield* topicLines(topic)
}

export function* topicLines(topic: TopicSource): Generator<PlacedLine> {
  for (const key of ['any', 'all', 'none', 'ignore'] as const)
    for (const line of topic[key]) yield { topic, key, list: undefined, line }
  for (const { line } of topic.raise) yield { topic, key: 'raise', list: undefined, line }
}

/** The phrases of a line as they are written, those of groups apart. */
export function phrasesOf(line: Line): readonly Phrase[] {
  if (line.kind === 'regex') return []
  return line.or
    .flat()
    .flatMap((near) => (near.kind === 'phrase' ? [near.phrase] : [near.left, near.right]))
}

/** A phrase; `isWhole`: all that stands between two `|`, so that one more of them needs no brackets. */
export type PlacedPhrase = { readonly phrase: Phrase; readonly isWhole: boolean }

/** Every phrase of a line, those inside groups too. */
export function* everyPhrase(line: Line): Generator<PlacedPhrase> {
  if (line.kind === 'regex') return
  for (const and of line.or)
    for (const near of and)
      if (near.kind === 'phrase') yield* phrasesWithin(near.phrase, and.length === 1)
      else for (const side of [near.left, near.right]) yield* phrasesWithin(side, false)
}

function* phrasesWithin(phrase: Phrase, isWhole: boolean): Generator<PlacedPhrase> {
  yield { phrase, isWhole }
  for (const item of phrase)
    if (item.sign === 'group') for (const inner of item.phrases) yield* phrasesWithin(inner, true)
}

/** `a | b` to be written into a line; in brackets where more stands beside it. */
export function either(terms: readonly string[], isWhole: boolean): string {
  const written = terms.join(' | ')
  return isWhole ? written : `(${written})`
}

/** Every item of a line, those inside groups too. */
export function* itemsOf(line: Line): Generator<Item> {
  for (const phrase of phrasesOf(line)) yield* itemsIn(phrase)
}

export function* itemsIn(phrase: Phrase): Generator<Item> {
  for (const item of phrase) {
    yield item
    if (item.sign === 'group') for (const inner of item.phrases) yield* itemsIn(inner)
  }
}

/** The place of a whole line, or of a part of it. */
export function placeIn(
  line: LineSource,
  sources: Sources,
  part?: { readonly start: number; readonly end: number },
): Place {
  const { start, end } = part ?? { start: 0, end: line.text.length }
  return {
    file: line.file,
    line: line.row,
    column: line.column + start,
    length: Math.max(1, end - start),
    source: sources(line.file, line.row),
  }
}

/** A row of a file as it stands there. */
export type Sources = (file: string, row: number) => string
