import { datesIn, spansIn } from '../../text/dates.ts'
import type { FoundAt } from '../../text/found.ts'
import { originalEnd } from '../../text/normalise.ts'
import { percentsIn } from '../../text/numbers.ts'
import type { Tokens } from '../../text/tokens.ts'
import { foundKey, type Found } from '../signs/atom.ts'
import { positionOf } from './hit.ts'
import type { Part } from './part.ts'
import {
  ATOMS,
  fitsAtom,
  HEAD,
  OTHER,
  OTHERS,
  SINGLES,
  type Entry,
  type Keys,
  type Needs,
} from './keys.ts'
import type { Phrasebook } from './phrasebook.ts'
import type { Store } from './store.ts'
import type { Term } from './term.ts'

/** One pass over the tokens: candidates by their rarest word, then their neighbours. */
export function findHits(parts: readonly Part[], book: Phrasebook, store: Store): void {
  for (const part of parts) new Scan(part, book, store).run()
  store.putInRows()
}

/** The search through one field. */
class Scan {
  /** The position of its first token. */
  readonly #base: number
  readonly #tokens: Tokens
  readonly #book: Phrasebook
  readonly #store: Store
  /** What each token may be. */
  readonly #entries: Int32Array
  #found: readonly FoundAt<Found>[] = []

  constructor(part: Part, book: Phrasebook, store: Store) {
    this.#base = positionOf(part.order, 0)
    this.#tokens = part.tokens
    this.#book = book
    this.#store = store
    this.#entries = store.entriesFor(part.tokens.count)
  }

  run(): void {
    const { keys: words, count } = this.#tokens
    const { keys, needs } = this.#book
    const entries = this.#entries
    keys.makeRoom()
    for (let token = 0; token < count; token++) entries[token] = keys.lookUp(words[token]!)
    this.#found = findBeside(this.#tokens, needs, entries, keys)
    const { rows } = keys
    for (let token = 0; token < count; token++) {
      const entry = entries[token]!
      if (entry === 0) continue
      const others = this.#addSingles(rows, entry, token)
      if (rows[entry + OTHERS]! > 0) this.#tryOthers(rows, others, rows[entry + OTHERS]!, token)
    }
    for (const found of this.#found)
      for (const term of keys.othersOf(foundKey(found)))
        this.#tryFound(this.#book.terms[term]!, found)
  }

  /** Where the others stand among the numbers. */
  #addSingles(rows: Int32Array, entry: Entry, token: number): number {
    const from = entry + HEAD + rows[entry + ATOMS]!
    const to = from + rows[entry + SINGLES]!
    const position = this.#base + token
    for (let at = from; at < to; at++) this.#store.add(rows[at]!, position, position, -1)
    return to
  }

  #tryOthers(rows: Int32Array, from: number, count: number, token: number): void {
    const end = from + count * OTHER
    const next = this.#entryAt(token + 1)
    const last = this.#entryAt(token - 1)
    for (let at = from; at < end; at += OTHER) {
      const before = rows[at + 1]!
      const behind = rows[at + 2]!
      if (behind >= 0 && !fitsAtom(rows, next, behind)) continue
      if (before >= 0 && !fitsAtom(rows, last, before)) continue
      const length = rows[at + 4]!
      if (length === 0) this.#tryAt(this.#book.terms[rows[at]!]!, token)
      else {
        const first = this.#base + token - rows[at + 3]!
        this.#store.add(rows[at]!, first, first + length - 1, -1)
      }
    }
  }

  #tryAt(term: Term, at: number): void {
    if (term.means !== undefined && !term.means(this.#tokens, at)) return
    if (term.isSingle) this.#add(term, at, at, undefined)
    else this.#extend(term, at, at)
  }

  #tryFound(term: Term, found: FoundAt<Found>): void {
    if (term.atoms[term.anchor]!.fits!(found))
      this.#extend(term, found.first, found.last, found.end)
  }

  /** Adds the hit if the atoms before and behind the anchor stand there. */
  #extend(term: Term, first: number, last: number, signEnd?: number): void {
    let from = first
    for (let index = term.anchor - 1; index >= 0; index--) {
      const before = this.#before(term, index, from - 1)
      if (before === undefined) return
      from = before
    }
    let to = last
    let end = signEnd
    for (let index = term.anchor + 1; index < term.atoms.length; index++) {
      if (this.#isAt(term, index, to + 1)) {
        to++
        end = undefined
        continue
      }
      const found = this.#behind(term, index, to + 1)
      if (!found) return
      to = found.last
      end = found.end
    }
    this.#add(term, from, to, end)
  }

  /** The first token of an atom that ends with token `at`. */
  #before(term: Term, index: number, at: number): number | undefined {
    if (this.#isAt(term, index, at)) return at
    const { fits } = term.atoms[index]!
    return fits && this.#found.find((found) => found.last === at && fits(found))?.first
  }

  /** What is found beside tokens and begins with token `at`, if the atom looks for that. */
  #behind(term: Term, index: number, at: number): FoundAt<Found> | undefined {
    const { fits } = term.atoms[index]!
    return fits && this.#found.find((found) => found.first === at && fits(found))
  }

  /** Whether a token's key fits an atom; capitals are not looked at. */
  #mayBe(at: number, atom: number): boolean {
    return fitsAtom(this.#book.keys.rows, this.#entryAt(at), atom)
  }

  #entryAt(token: number): Entry {
    return token < 0 || token >= this.#tokens.count ? 0 : this.#entries[token]!
  }

  #isAt(term: Term, index: number, at: number): boolean {
    if (!this.#mayBe(at, term.numbers[index]!)) return false
    const { means } = term.atoms[index]!
    return means === undefined || means(this.#tokens, at)
  }

  #add({ id }: Term, first: number, last: number, signEnd: number | undefined): void {
    const end = signEnd === undefined ? -1 : originalEnd(this.#tokens.source, signEnd)
    this.#store.add(id, this.#base + first, this.#base + last, end)
  }
}

const NOTHING: readonly FoundAt<Found>[] = []
/**
 * Tokens with which numbers and dates may begin: lists that every text is looked through with. They keep their length:
 * cut, or filled by `push`, they would be allocated anew for each text.
 */
const numbers: number[] = []
const dates: number[] = []

/** Percentages, dates and spans, as far as any rule looks for them. */
function findBeside(
  tokens: Tokens,
  needs: Needs,
  entries: Int32Array,
  keys: Keys,
): readonly FoundAt<Found>[] {
  if (!needs.percent && !needs.span && !needs.date) return NOTHING
  let [numberCount, dateCount] = [0, 0]
  for (let token = 0; token < tokens.count; token++) {
    const entry = entries[token]!
    if (entry === 0) continue
    if (keys.mayBeNumber(entry)) numbers[numberCount++] = token
    if (keys.mayBeDate(entry)) dates[dateCount++] = token
  }
  if (numberCount === 0 && dateCount === 0) return NOTHING
  const found: FoundAt<Found>[] = []
  if (needs.percent)
    for (const percent of percentsIn(tokens, numbers, numberCount))
      found.push({ kind: 'percent', ...percent })
  if (needs.span)
    for (const span of spansIn(tokens, numbers, numberCount)) found.push({ kind: 'span', ...span })
  if (needs.date)
    for (const date of datesIn(tokens, dates, dateCount)) found.push({ kind: 'date', ...date })
  return found
}
