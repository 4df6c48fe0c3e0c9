import type { Field } from '../../domain/article.ts'
import { compilePattern, type Pattern } from '../signs/regex.ts'
import type { LineSource, Near, Phrase } from '../source.ts'
import type { Phrasebook } from './phrasebook.ts'

/** A line, ready to be evaluated: terms by number. */
export type CompiledLine = {
  readonly source: LineSource
  readonly field: Field | undefined
  /** Alternatives; each needs all of its parts. Empty for a regular expression. */
  readonly branches: readonly (readonly CompiledPart[])[]
  readonly pattern: Pattern | undefined
  /** One of these terms is there whenever the line hits; undefined: it has to be tried every time. */
  readonly triggers: readonly number[] | undefined
}

export type CompiledPart =
  | { readonly kind: 'phrase'; readonly terms: readonly number[] }
  | {
      readonly kind: 'near'
      readonly left: readonly number[]
      readonly right: readonly number[]
      readonly within: number | 'sentence'
    }

export function compileLine(source: LineSource, book: Phrasebook): CompiledLine {
  const { line } = source
  const { field } = line
  if (line.kind === 'regex')
    return {
      source,
      field,
      branches: [],
      pattern: compilePattern(line.pattern),
      triggers: undefined,
    }
  const branches = line.or.map((and) => and.map((near) => compilePart(near, book)))
  const triggers = [...new Set(branches.flatMap((branch) => rarestSide(branch, book)))]
  return { source, field, branches, pattern: undefined, triggers }
}

function compilePart(near: Near, book: Phrasebook): CompiledPart {
  const terms = (phrase: Phrase) => book.idsOf(phrase)
  if (near.kind === 'phrase') return { kind: 'phrase', terms: terms(near.phrase) }
  return { kind: 'near', left: terms(near.left), right: terms(near.right), within: near.within }
}

/** All parts must hit, so it is enough to wait for the one that is met least. */
function rarestSide(branch: readonly CompiledPart[], book: Phrasebook): readonly number[] {
  const sides = branch.flatMap((part) =>
    part.kind === 'phrase' ? [part.terms] : [part.left, part.right],
  )
  const commonest = (terms: readonly number[]) =>
    Math.min(...terms.map((id) => book.terms[id]!.rarity)) - Math.log2(terms.length + 1)
  return sides.toSorted((a, b) => commonest(b) - commonest(a))[0] ?? []
}
