import { FIELDS, type Field } from '../../domain/article.ts'
import type { Matchable } from '../../domain/rule.ts'
import { datesIn, spansIn } from '../../text/dates.ts'
import { percentsIn, type FoundAt } from '../../text/numbers.ts'
import { sentenceAt, sentenceStarts } from '../../text/sentences.ts'
import { tokenise, type Tokens } from '../../text/tokens.ts'
import { foundKey, type Found } from '../signs/atom.ts'
import type { Phrasebook } from './phrasebook.ts'

/** One field of an article, cut up; what costs time is done when it is first needed. */
export type Part = {
  readonly field: Field
  readonly tokens: Tokens
  /** Percentages, dates and spans, as far as any rule looks for them. */
  readonly found: readonly FoundAt<Found>[]
  /** Where sentences begin in the normalised text. */
  sentences(): readonly number[]
  sentenceOf(token: number): number
}

/** Cuts an article up: normalising, tokens, and what is found beside them. */
export function prepare(article: Matchable, needs: Phrasebook['needs']): readonly Part[] {
  return FIELDS.filter((field) => article[field] !== '').map((field) =>
    partOf(field, article[field], needs),
  )
}

function partOf(field: Field, text: string, needs: Phrasebook['needs']): Part {
  const tokens = tokenise(text)
  let starts: readonly number[] | undefined
  const sentences = () => (starts ??= field === 'title' ? [0] : sentenceStarts(tokens.source.text))
  return {
    field,
    tokens,
    found: foundIn(tokens, needs),
    sentences,
    sentenceOf: (token) => sentenceAt(sentences(), tokens.starts[token]!),
  }
}

function foundIn(tokens: Tokens, needs: Phrasebook['needs']): readonly FoundAt<Found>[] {
  const found: FoundAt<Found>[] = []
  if (needs.percent)
    for (const percent of percentsIn(tokens)) found.push({ kind: 'percent', ...percent })
  if (needs.date) for (const date of datesIn(tokens)) found.push({ kind: 'date', ...date })
  if (needs.span) for (const span of spansIn(tokens)) found.push({ kind: 'span', ...span })
  return found
}

export { foundKey }
