import { RuleError } from '../../domain/errors.ts'
import { atomOf } from '../signs/index.ts'
import type { Atom } from '../signs/atom.ts'
import { compoundAtom, isSmallLatin } from '../signs/word.ts'
import type { Item, Line, ListSource, Phrase } from '../source.ts'

export type Lists = ReadonlyMap<string, ListSource>

/** A phrase without lists and brackets: one atom a position. */
export type FlatPhrase = readonly Atom[]

/** More than anybody means; a list in a list in a list multiplies. */
const MOST = 20_000
const DEEPEST = 20

/** Everything that a phrase stands for. Throws RuleError where that is too much, or where lists go round. */
export function expand(phrase: Phrase, lists: Lists): readonly FlatPhrase[] {
  return expandItems(phrase, lists, 0).flatMap((items) => {
    const atoms = items.map((item) => atomOf(item))
    const compound = compoundOf(items)
    return compound ? [atoms, [compound]] : [atoms]
  })
}

type Plain = Parameters<typeof atomOf>[0]

function expandItems(phrase: Phrase, lists: Lists, depth: number): readonly (readonly Plain[])[] {
  if (depth > DEEPEST) throw new RuleError('Lists contain each other without end.', 'list-cycle')
  let all: (readonly Plain[])[] = [[]]
  for (const item of phrase) {
    const choices = choicesOf(item, lists, depth)
    if (all.length * choices.length > MOST)
      throw new RuleError(
        `A line stands for more than ${MOST} phrases. Write two lines, or NEAR.`,
        'too-many-forms',
      )
    all = all.flatMap((before) => choices.map((choice) => [...before, ...choice]))
  }
  return all
}

function choicesOf(item: Item, lists: Lists, depth: number): readonly (readonly Plain[])[] {
  if (item.sign === 'group')
    return item.phrases.flatMap((phrase) => expandItems(phrase, lists, depth + 1))
  if (item.sign !== 'list') return [[item]]
  const lines = lists.get(item.name)?.lines ?? []
  return lines
    .flatMap(({ line }) => phrasesOf(line))
    .flatMap((phrase) => expandItems(phrase, lists, depth + 1))
}

/** The phrases of a line that holds no NEAR and no +: a list's, or `ignore`'s. */
export function phrasesOf(line: Line): readonly Phrase[] {
  if (line.kind === 'regex') return []
  return line.or.flat().flatMap((near) => (near.kind === 'phrase' ? [near.phrase] : []))
}

function compoundOf(items: readonly Plain[]): Atom | undefined {
  const [first, second] = items
  if (items.length !== 2 || first?.sign !== 'word' || second?.sign !== 'word') return undefined
  return isSmallLatin(first.text) && isSmallLatin(second.text)
    ? compoundAtom(first.text, second.text)
    : undefined
}
