import { RuleError } from '../../domain/errors.ts'
import type { Phrase } from '../source.ts'
import { createExpander, type FlatPhrase, type Lists } from './expand.ts'
import { Keys, type Needs } from './keys.ts'
import { termsOf, type Term } from './term.ts'

/** All phrases of all rules, each once, found by the rarest of their words. */
export type Phrasebook = {
  readonly terms: readonly Term[]
  /** What phrases stand for: each is a list of terms, by their numbers. */
  readonly groups: readonly (readonly number[])[]
  /** Of each group its term, where it has one alone; -1 for all others. */
  readonly singles: Int32Array
  /** What a token may be, by its key. */
  readonly keys: Keys
  /** Whether any term looks for percentages, dates or spans. */
  readonly needs: Needs
}

/** Collects phrases; `seal` makes the book, once all are known. */
export type PhrasebookDraft = {
  /** The number of the group of terms that a phrase stands for. */
  groupOf(phrase: Phrase): number
  seal(): Phrasebook
}

/** More than any person writes: what a hostile folder may cost in memory. */
const MOST_TERMS = 1_000_000
export function draftPhrasebook(lists: Lists): PhrasebookDraft {
  const expand = createExpander(lists)
  const phrases: FlatPhrase[] = []
  const known = new Map<string, number>()
  const groups: (readonly number[])[] = []
  const knownGroups = new Map<string, number>()
  let total = 0

  function intern(atoms: FlatPhrase): number {
    const key = atoms.map((atom) => atom.key).join('\u0001')
    const id = known.get(key)
    if (id !== undefined) return id
    known.set(key, phrases.length)
    return phrases.push(atoms) - 1
  }

  return {
    groupOf(phrase) {
      const expanded = expand(phrase)
      total += expanded.length
      if (total > MOST_TERMS)
        throw new RuleError(
          `The rules stand for more than ${MOST_TERMS} phrases together. Write shorter lists, or NEAR.`,
          'too-many-forms',
        )
      const ids = [...new Set(expanded.map(intern))]
      const key = ids.join(' ')
      const before = knownGroups.get(key)
      if (before !== undefined) return before
      knownGroups.set(key, groups.length)
      return groups.push(ids) - 1
    },
    seal: () => bookOf(phrases, groups),
  }
}

function bookOf(
  phrases: readonly FlatPhrase[],
  groups: readonly (readonly number[])[],
): Phrasebook {
  const terms = termsOf(phrases)
  const needs: Needs = { percent: false, date: false, span: false }
  for (const atom of phrases.flat()) if (atom.finds) needs[atom.finds] = true
  const singles = Int32Array.from(groups, (group) => (group.length === 1 ? group[0]! : -1))
  return { terms, groups, singles, needs, keys: new Keys(terms, needs) }
}
