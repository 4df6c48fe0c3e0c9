import type { Field } from '../../domain/article.ts'
import type { RuleLine } from '../../domain/rule.ts'
import { compilePattern, type Pattern } from '../signs/regex.ts'
import type { LineSource, Near } from '../source.ts'
import type { Phrasebook, PhrasebookDraft } from './phrasebook.ts'

/** A line, ready to be evaluated: phrases by the numbers of their groups. */
export type CompiledLine = {
  /** What evidence names. */
  readonly rule: RuleLine
  readonly source: LineSource
  readonly field: Field | undefined
  /** The group of a line that is one phrase; -1 for all others. */
  readonly phrase: number
  /** Alternatives; each needs all of its sides. Empty for a regular expression. */
  readonly branches: readonly (readonly CompiledSide[])[]
  readonly pattern: Pattern | undefined
}

export type CompiledSide =
  | { readonly kind: 'phrase'; readonly group: number }
  | {
      readonly kind: 'near'
      readonly left: number
      readonly right: number
      readonly within: number | 'sentence'
    }

/** Where in its topic a line stands. */
export type LineRole = Pick<RuleLine, 'list' | 'level'>

export function compileLine(
  source: LineSource,
  { list, level }: LineRole,
  draft: PhrasebookDraft,
): CompiledLine {
  const { line, text, file, row } = source
  const { field } = line
  const rule: RuleLine = { list, level, text, file, row }
  if (line.kind === 'regex') {
    const pattern = compilePattern(line.pattern)
    return { rule, source, field, phrase: -1, branches: [], pattern }
  }
  const branches = line.or.map((and) => and.map((near) => compileSide(near, draft)))
  const [side] = branches.length === 1 && branches[0]!.length === 1 ? branches[0]! : []
  const phrase = side?.kind === 'phrase' ? side.group : -1
  return { rule, source, field, phrase, branches, pattern: undefined }
}

function compileSide(near: Near, draft: PhrasebookDraft): CompiledSide {
  if (near.kind === 'phrase') return { kind: 'phrase', group: draft.groupOf(near.phrase) }
  const [left, right] = [draft.groupOf(near.left), draft.groupOf(near.right)]
  return { kind: 'near', left, right, within: near.within }
}

/** Groups of which one must be there, besides the one that wakes a line of one alternative: -1 for none. */
export function otherGroup(
  { branches }: CompiledLine,
  triggers: readonly number[],
  book: Phrasebook,
): number {
  if (branches.length !== 1) return -1
  const groups = groupsOf(branches[0]!)
  return groups.find((group) => book.groups[group] !== triggers) ?? -1
}

function groupsOf(branch: readonly CompiledSide[]): readonly number[] {
  return branch.flatMap((side) => (side.kind === 'phrase' ? [side.group] : [side.left, side.right]))
}

/** One of these terms is there whenever the line hits; undefined: it has to be tried on every article. */
export function triggersOf(line: CompiledLine, book: Phrasebook): readonly number[] | undefined {
  if (line.pattern) return undefined
  const [first] = line.branches
  if (line.branches.length === 1) return rarestSide(first!, book)
  return [...new Set(line.branches.flatMap((branch) => rarestSide(branch, book)))]
}

/** All sides must hit, so it is enough to wait for the one that is met least. */
function rarestSide(branch: readonly CompiledSide[], book: Phrasebook): readonly number[] {
  const sides = groupsOf(branch)
  const rarities = sides.map((group) => rarityOfAny(book.groups[group]!, book))
  return book.groups[sides[rarities.indexOf(Math.max(...rarities))]!] ?? []
}

function rarityOfAny(terms: readonly number[], book: Phrasebook): number {
  let least = Infinity
  for (const id of terms) least = Math.min(least, book.terms[id]!.rarity)
  return least - Math.log2(terms.length + 1)
}
