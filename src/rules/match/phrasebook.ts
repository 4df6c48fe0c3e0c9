import { RuleError } from '../../domain/errors.ts'
import { beginsDate } from '../../text/dates.ts'
import { beginsNumber } from '../../text/numerals.ts'
import type { Phrase } from '../source.ts'
import { expand, type FlatPhrase, type Lists } from './expand.ts'
import { rarityOf } from './rarity.ts'

/** A phrase that some line looks for; the same words in two rules are one of these. */
export type Term = {
  readonly id: number
  readonly atoms: FlatPhrase
  /** The position of its rarest atom: where the search for it begins. */
  readonly anchor: number
  /** How rarely it is met; more is rarer. */
  readonly rarity: number
}

/** What a token with a certain key may be the beginning of a search for. */
export type Entry = {
  readonly terms: readonly Term[]
  /** Whether a number, or a date, that some rule asks for may begin here. */
  readonly number: boolean
  readonly date: boolean
}

/** All phrases of all rules, each once, found by the rarest of their words. */
export type Phrasebook = {
  readonly terms: readonly Term[]
  /** What a token's key leads to; undefined: nothing, as with most words. */
  lookUp(key: string): Entry | undefined
  /** Whether any term looks for percentages, dates or spans. */
  readonly needs: Needs
}

export type Needs = { percent: boolean; date: boolean; span: boolean }

/** Collects phrases; `seal` makes the book, once all are known. */
export type PhrasebookDraft = {
  /** The numbers of the terms that a phrase stands for; one array for all phrases that stand for the same. */
  idsOf(phrase: Phrase): readonly number[]
  seal(): Phrasebook
}

/** More than any person writes: what a hostile folder may cost in memory. */
const MOST_TERMS = 1_000_000
/** About the vocabulary of a year's news; then the memory of look-ups begins anew. */
const MOST_KEYS = 100_000

export function draftPhrasebook(lists: Lists): PhrasebookDraft {
  const phrases: FlatPhrase[] = []
  const known = new Map<string, number>()
  const groups = new Map<string, readonly number[]>()
  let total = 0

  function intern(atoms: FlatPhrase): number {
    const key = atoms.map((atom) => atom.key).join('\u0001')
    const id = known.get(key)
    if (id !== undefined) return id
    known.set(key, phrases.length)
    return phrases.push(atoms) - 1
  }

  return {
    idsOf(phrase) {
      const expanded = expand(phrase, lists)
      total += expanded.length
      if (total > MOST_TERMS)
        throw new RuleError(
          `The rules stand for more than ${MOST_TERMS} phrases together. Write shorter lists, or NEAR.`,
          'too-many-forms',
        )
      const ids = [...new Set(expanded.map(intern))]
      const key = ids.join(' ')
      return groups.get(key) ?? (groups.set(key, ids), ids)
    },
    seal: () => bookOf(phrases),
  }
}

function bookOf(phrases: readonly FlatPhrase[]): Phrasebook {
  const asked = new Map<string, number>()
  for (const atom of phrases.flat())
    for (const key of atom.index.slice(0, 1)) asked.set(key, (asked.get(key) ?? 0) + 1)
  const terms = phrases.map((atoms, id) => termOf(id, atoms, asked))
  const needs: Needs = { percent: false, date: false, span: false }
  for (const atom of phrases.flat()) if (atom.finds) needs[atom.finds] = true
  return { terms, needs, lookUp: indexOf(terms, needs) }
}

function termOf(id: number, atoms: FlatPhrase, asked: ReadonlyMap<string, number>): Term {
  const rarities = atoms.map((atom) => rarityOf(atom, asked.get(atom.index[0] ?? '') ?? 0))
  const rarity = Math.max(...rarities)
  return { id, atoms, anchor: rarities.indexOf(rarity), rarity: rarity + atoms.length - 1 }
}

/** From a token's key to what may begin there, remembered for every word that has been met. */
function indexOf(terms: readonly Term[], needs: Needs): Phrasebook['lookUp'] {
  const byKey = new Map<string, Term[]>()
  const byPrefix = new Map<string, { readonly prefix: string; readonly term: Term }[]>()
  for (const term of terms) {
    const { index, prefix } = term.atoms[term.anchor]!
    for (const key of index) push(byKey, key, term)
    if (prefix) push(byPrefix, prefix.slice(0, 3), { prefix, term })
  }
  const met = new Map<string, Entry | undefined>()

  function search(key: string): Entry | undefined {
    const begun = byPrefix.get(key.slice(0, 3))?.filter(({ prefix }) => key.startsWith(prefix))
    const found = [...(byKey.get(key) ?? []), ...(begun ?? []).map(({ term }) => term)]
    const number = (needs.percent || needs.span) && beginsNumber(key)
    const date = needs.date && beginsDate(key)
    return found.length > 0 || number || date ? { terms: found, number, date } : undefined
  }

  return (key) => {
    const before = met.get(key)
    if (before !== undefined || met.has(key)) return before
    if (met.size >= MOST_KEYS) met.clear()
    const entry = search(key)
    met.set(key, entry)
    return entry
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
