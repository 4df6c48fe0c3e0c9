import { RuleError } from '../../domain/errors.ts'
import { beginsDate } from '../../text/dates.ts'
import { beginsNumber } from '../../text/numerals.ts'
import type { Phrase } from '../source.ts'
import type { Atom } from '../signs/atom.ts'
import { createExpander, type FlatPhrase, type Lists } from './expand.ts'
import { rarityOf } from './rarity.ts'

/** A phrase that some line looks for; the same words in two rules are one of these. */
export type Term = {
  readonly id: number
  readonly atoms: FlatPhrase
  /** The same atoms by number: one number for all atoms that stand for the same. */
  readonly numbers: readonly number[]
  /** The position of its rarest atom: where the search for it begins. */
  readonly anchor: number
  readonly isSingle: boolean
  /** Whether a token whose key fits the anchor is really meant: capitals. */
  readonly means: Atom['means']
  /** The atom, by number, that a token right before or behind the anchor must be; -1: none, or no single token. */
  readonly before: number
  readonly behind: number
  /** How rarely it is met; more is rarer. */
  readonly rarity: number
}

/** What a token with a certain key may be. */
export type Entry = {
  /** Terms that are this one word, whatever its capitals, by their numbers. */
  readonly singles: readonly number[]
  /** The other terms whose anchor may stand here. */
  readonly others: readonly Term[]
  /** Of each of those the atoms before and behind the anchor, two by two: most are turned down by these alone. */
  readonly beside: readonly number[]
  /** The atoms, by number, that the key fits. */
  readonly atoms: readonly number[]
  /** Whether a number, or a date, that some rule asks for may begin here. */
  readonly number: boolean
  readonly date: boolean
}

/** All phrases of all rules, each once, found by the rarest of their words. */
export type Phrasebook = {
  readonly terms: readonly Term[]
  /** What phrases stand for: each is a list of terms, by their numbers. */
  readonly groups: readonly (readonly number[])[]
  /** What a token's key leads to; undefined: nothing, as with most words. */
  lookUp(key: string): Entry | undefined
  /** Whether any term looks for percentages, dates or spans. */
  readonly needs: Needs
}

export type Needs = { percent: boolean; date: boolean; span: boolean }

/** Collects phrases; `seal` makes the book, once all are known. */
export type PhrasebookDraft = {
  /** The number of the group of terms that a phrase stands for. */
  groupOf(phrase: Phrase): number
  seal(): Phrasebook
}

/** More than any person writes: what a hostile folder may cost in memory. */
const MOST_TERMS = 1_000_000
/** About the vocabulary of a year's news; then the memory of look-ups begins anew. */
const MOST_KEYS = 100_000

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
  const asked = new Map<string, number>()
  for (const atom of phrases.flat()) asked.set(atom.key, (asked.get(atom.key) ?? 0) + 1)
  const numbers = new Map([...asked.keys()].map((key, index) => [key, index]))
  const terms = phrases.map((atoms, id) => termOf(id, atoms, asked, numbers))
  const needs: Needs = { percent: false, date: false, span: false }
  for (const atom of phrases.flat()) if (atom.finds) needs[atom.finds] = true
  return { terms, groups, needs, lookUp: indexOf(terms, needs) }
}

function termOf(
  id: number,
  atoms: FlatPhrase,
  asked: ReadonlyMap<string, number>,
  numbers: ReadonlyMap<string, number>,
): Term {
  const rarities = atoms.map((atom) => rarityOf(atom, asked.get(atom.key)!))
  const rarity = Math.max(...rarities)
  const anchor = rarities.indexOf(rarity)
  return {
    id,
    atoms,
    numbers: atoms.map(({ key }) => numbers.get(key)!),
    anchor,
    isSingle: atoms.length === 1,
    means: atoms[anchor]!.means,
    before: tokenNumber(atoms[anchor - 1], numbers),
    behind: tokenNumber(atoms[anchor + 1], numbers),
    rarity: rarity + atoms.length - 1,
  }
}

function tokenNumber(atom: Atom | undefined, numbers: ReadonlyMap<string, number>): number {
  return atom && !atom.fits ? numbers.get(atom.key)! : -1
}

/** An atom under one of its keys, or under a prefix. */
type Indexed = {
  readonly number: number
  readonly prefix: string | undefined
  readonly terms: Term[]
}

/** Looked up before, and of no interest to any rule. */
const NOTHING = Symbol('nothing')

/** From a token's key to what it may be, remembered for every word that has been met. */
function indexOf(terms: readonly Term[], needs: Needs): Phrasebook['lookUp'] {
  const { byKey, byPrefix } = indexAtoms(terms)
  const met = new Map<string, Entry | typeof NOTHING>()

  function search(key: string): Entry | undefined {
    const begun = (byPrefix.get(key.slice(0, 3)) ?? []).filter(({ prefix }) =>
      key.startsWith(prefix!),
    )
    const found = [...(byKey.get(key) ?? []), ...begun]
    const number = (needs.percent || needs.span) && beginsNumber(key)
    const date = needs.date && beginsDate(key)
    if (found.length === 0 && !number && !date) return undefined
    const anchored = found.flatMap((each) => each.terms)
    const others = anchored.filter((term) => !isPlainWord(term))
    return {
      singles: anchored.filter(isPlainWord).map(({ id }) => id),
      others,
      beside: others.flatMap((term) => [term.before, term.behind]),
      atoms: found.map((each) => each.number),
      number,
      date,
    }
  }

  return (key) => {
    const before = met.get(key)
    if (before !== undefined) return before === NOTHING ? undefined : before
    if (met.size >= MOST_KEYS) met.clear()
    const entry = search(key)
    met.set(key, entry ?? NOTHING)
    return entry
  }
}

function isPlainWord({ isSingle, means, atoms }: Term): boolean {
  return isSingle && means === undefined && atoms[0]!.fits === undefined
}

function indexAtoms(terms: readonly Term[]) {
  const byNumber = new Map<number, Indexed>()
  const byKey = new Map<string, Indexed[]>()
  const byPrefix = new Map<string, Indexed[]>()
  for (const term of terms)
    for (const [at, number] of term.numbers.entries()) {
      const { index, prefix } = term.atoms[at]!
      const known = byNumber.get(number)
      const indexed = known ?? { number, prefix, terms: [] }
      if (at === term.anchor) indexed.terms.push(term)
      if (known) continue
      byNumber.set(number, indexed)
      for (const key of index) push(byKey, key, indexed)
      if (prefix) push(byPrefix, prefix.slice(0, 3), indexed)
    }
  return { byKey, byPrefix }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
