import { beginsDate } from '../../text/dates.ts'
import { beginsNumber } from '../../text/numerals.ts'
import { larger } from './hit.ts'
import type { Term } from './term.ts'

/** What is looked for beside tokens by any term. */
export type Needs = { percent: boolean; date: boolean; span: boolean }

/** About the vocabulary of a year's news; then the memory of look-ups begins anew. */
const MOST_KEYS = 100_000

/** An atom under one of its keys, or under a prefix. */
type Indexed = {
  readonly number: number
  readonly prefix: string | undefined
  readonly terms: Term[]
}

/** What a token may be: where its row begins among the numbers of `Keys`; 0: nothing, as with most words. */
export type Entry = number

/** A number, or a date, that some rule asks for may begin with the token. */
const NUMBER = 1
const DATE = 2

/** At the head of a row stands whether a number or a date may begin, and how many atoms, singles and others follow. */
export const HEAD = 4
export const ATOMS = 1
export const SINGLES = 2
export const OTHERS = 3
/** Numbers for each of the others. */
export const OTHER = 5

/**
 * From a token's key to what it may be, remembered for every word that has been met. What belongs to a key lies in a row
 * of numbers: the atoms that the key fits; singles, which are the terms that are this one word, whatever its capitals;
 * and the others whose anchor may stand here. Of each of these its term; the atoms that must stand before and behind,
 * -1 for any, by which most are turned down; and, where these are all that has to be looked at, how far before the anchor
 * it begins and how many tokens it has (0: there is more to be looked at).
 */
export class Keys {
  rows = new Int32Array(1024)
  #end = 1
  readonly #needs: Needs
  readonly #met = new Map<string, Entry>()
  readonly #byKey: ReadonlyMap<string, readonly Indexed[]>
  readonly #byPrefix: ReadonlyMap<string, readonly Indexed[]>

  constructor(terms: readonly Term[], needs: Needs) {
    const { byKey, byPrefix } = indexAtoms(terms)
    this.#byKey = byKey
    this.#byPrefix = byPrefix
    this.#needs = needs
  }

  /** To be called before the look-ups of a text: what was looked up before may be forgotten, and its rows. */
  makeRoom(): void {
    if (this.#met.size < MOST_KEYS) return
    this.#met.clear()
    this.#end = 1
  }

  lookUp(key: string): Entry {
    const before = this.#met.get(key)
    if (before !== undefined) return before
    const entry = this.#search(key)
    this.#met.set(key, entry)
    return entry
  }

  mayBeNumber(entry: Entry): boolean {
    return (this.rows[entry]! & NUMBER) !== 0
  }

  mayBeDate(entry: Entry): boolean {
    return (this.rows[entry]! & DATE) !== 0
  }

  /** The terms, by their numbers, whose anchor is found under a key beside tokens. */
  othersOf(key: string): readonly number[] {
    const entry = this.lookUp(key)
    if (entry === 0) return []
    const { rows } = this
    const from = entry + HEAD + rows[entry + ATOMS]! + rows[entry + SINGLES]!
    return Array.from({ length: rows[entry + OTHERS]! }, (_, index) => rows[from + OTHER * index]!)
  }

  #search(key: string): Entry {
    const begun = (this.#byPrefix.get(key.slice(0, 3)) ?? []).filter(({ prefix }) =>
      key.startsWith(prefix!),
    )
    const found = [...(this.#byKey.get(key) ?? []), ...begun]
    const { percent, span, date } = this.#needs
    const isNumber = (percent || span) && beginsNumber(key)
    const isDate = date && beginsDate(key)
    if (found.length === 0 && !isNumber && !isDate) return 0
    const anchored = found.flatMap((each) => each.terms)
    const atoms = found.map(({ number }) => number)
    const singles = anchored.filter(isPlainWord).map(({ id }) => id)
    const others = anchored.filter((term) => !isPlainWord(term))
    const begins = (isNumber ? NUMBER : 0) + (isDate ? DATE : 0)
    const counts = [begins, atoms.length, singles.length, others.length]
    return this.#addRow([...counts, ...atoms, ...singles, ...others.flatMap(otherRow)])
  }

  #addRow(row: readonly number[]): Entry {
    const entry = this.#end
    this.#end += row.length
    if (this.#end > this.rows.length) this.rows = larger(this.rows, 2 * this.#end)
    this.rows.set(row, entry)
    return entry
  }
}

/** Whether the key of a token fits an atom, by its number. */
export function fitsAtom(rows: Int32Array, entry: Entry, atom: number): boolean {
  if (entry === 0) return false
  const end = entry + HEAD + rows[entry + ATOMS]!
  for (let at = entry + HEAD; at < end; at++) if (rows[at] === atom) return true
  return false
}

/** Most phrases are known from the words beside their anchor alone: no capitals, nothing beside tokens. */
function otherRow(term: Term): readonly number[] {
  const { id, atoms, anchor, before, behind, isSingle } = term
  const isKnown =
    !isSingle &&
    anchor <= 1 &&
    atoms.length - anchor <= 2 &&
    atoms.every(({ means, fits }) => means === undefined && fits === undefined)
  return [id, before, behind, anchor, isKnown ? atoms.length : 0]
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
