import type { Atom } from '../signs/atom.ts'
import type { FlatPhrase } from './expand.ts'
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

/** Every phrase as a term, by its number. */
export function termsOf(phrases: readonly FlatPhrase[]): readonly Term[] {
  const asked = new Map<string, number>()
  for (const atom of phrases.flat()) asked.set(atom.key, (asked.get(atom.key) ?? 0) + 1)
  const numbers = new Map([...asked.keys()].map((key, index) => [key, index]))
  return phrases.map((atoms, id) => termOf(id, atoms, asked, numbers))
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
