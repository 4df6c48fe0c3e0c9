import type { Phrase } from '../source.ts'
import { expand, type FlatPhrase, type Lists } from './expand.ts'
import { rarity } from './rarity.ts'

/** A phrase that some line looks for; the same words in two rules are one of these. */
export type Term = {
  readonly id: number
  readonly atoms: FlatPhrase
  /** The position of its rarest atom: where the search for it begins. */
  readonly anchor: number
  /** How rarely it is met; larger is rarer. */
  readonly rarity: number
}

/** All phrases of all rules, each once, found by the rarest of their words. */
export type Phrasebook = {
  readonly terms: readonly Term[]
  /** The terms that a phrase stands for; the same array for the same phrase. */
  idsOf(phrase: Phrase): readonly number[]
  /** The terms that may stand where a token with this key stands. */
  lookUp(key: string): readonly Term[] | undefined
  /** Whether any term looks for percentages, dates or spans. */
  readonly needs: { percent: boolean; date: boolean; span: boolean }
}

/** The vocabulary of a year's news; then the memory of look-ups begins anew. */
const MOST_KEYS = 200_000

export function createPhrasebook(lists: Lists): Phrasebook {
  const terms: Term[] = []
  const known = new Map<string, number>()
  const byKey = new Map<string, Term[]>()
  const byPrefix = new Map<string, { readonly prefix: string; readonly term: Term }[]>()
  const lookedUp = new Map<string, readonly Term[] | undefined>()
  const needs = { percent: false, date: false, span: false }

  function intern(atoms: FlatPhrase): number {
    const key = atoms.map((atom) => atom.key).join('\u0001')
    const id = known.get(key)
    if (id !== undefined) return id
    const anchor = rarestOf(atoms)
    const term = {
      id: terms.length,
      atoms,
      anchor,
      rarity: rarity(atoms[anchor]!) + atoms.length - 1,
    }
    terms.push(term)
    known.set(key, term.id)
    index(term)
    return term.id
  }

  function index(term: Term): void {
    lookedUp.clear()
    const { index: keys, prefix } = term.atoms[term.anchor]!
    for (const key of keys) push(byKey, key, term)
    if (prefix) push(byPrefix, prefix.slice(0, 3), { prefix, term })
    for (const atom of term.atoms) noteNeeds(atom.index[0] ?? '')
  }

  function noteNeeds(key: string): void {
    if (key.startsWith('percent ')) needs.percent = true
    if (key.startsWith('month ')) needs.date = true
    if (key.startsWith('span ')) needs.span = true
  }

  function search(key: string): readonly Term[] | undefined {
    const exact = byKey.get(key)
    const begun = byPrefix.get(key.slice(0, 3))?.filter(({ prefix }) => key.startsWith(prefix))
    if (!begun || begun.length === 0) return exact
    return [...(exact ?? []), ...begun.map(({ term }) => term)]
  }

  return {
    terms,
    idsOf: (phrase) => [...new Set(expand(phrase, lists).map(intern))],
    needs,
    lookUp(key) {
      const seen = lookedUp.get(key)
      if (seen !== undefined || lookedUp.has(key)) return seen
      if (lookedUp.size > MOST_KEYS) lookedUp.clear()
      const found = search(key)
      lookedUp.set(key, found)
      return found
    },
  }
}

function rarestOf(atoms: FlatPhrase): number {
  let best = 0
  for (let at = 1; at < atoms.length; at++) if (rarity(atoms[at]!) > rarity(atoms[best]!)) best = at
  return best
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
