import { InvariantError } from '../../domain/errors.ts'
import { Found, type Rooms } from './found.ts'
import { Hits, larger } from './hit.ts'
import type { Part } from './part.ts'
import { Stretches } from './stretch.ts'

/** Looked for, and not there. */
export const NOTHING = Symbol('nothing')

/** Numbers for each hit that is written down: its term, its first and last position, its end. */
const STEP = 4

/**
 * Room for what is found in one article: an element for every term and every group of a rule set. Made once, since
 * with ten thousand rules making it anew would cost more than the search; the next article's look takes it over.
 */
export class Store {
  readonly hits = new Hits()
  readonly rooms: Rooms = { hits: this.hits, stretches: new Stretches() }
  #entries = new Int32Array(1024)
  /** 1 for each term that has hits. */
  readonly isThere: Uint8Array
  /** The terms that have hits, in the order in which they were met, and how many they are. */
  readonly terms: Uint32Array
  termCount = 0
  /** Hits in the order in which they were met. */
  #met = new Int32Array(STEP * 1024)
  #metEnd = 0
  /** Of each term the number of its hits, and where their row ends. */
  readonly #counts: Uint32Array
  readonly #tos: Uint32Array
  readonly #found: (Found | typeof NOTHING | undefined)[]
  /** The groups that were asked for, and how many they are. */
  readonly #groups: Uint32Array
  #groupCount = 0
  #owner: object | undefined

  constructor(terms: number, groups: number) {
    this.isThere = new Uint8Array(terms)
    this.terms = new Uint32Array(terms)
    this.#counts = new Uint32Array(terms)
    this.#tos = new Uint32Array(terms)
    this.#found = Array.from({ length: groups }, () => undefined)
    this.#groups = new Uint32Array(groups)
  }

  /** Forgets what was found in the article before. */
  takeOver(owner: object, parts: readonly Part[]): void {
    this.hits.begin(parts)
    this.rooms.stretches.count = 0
    for (let at = 0; at < this.termCount; at++) {
      const term = this.terms[at]!
      this.#counts[term] = 0
      this.isThere[term] = 0
    }
    for (let at = 0; at < this.#groupCount; at++) this.#found[this.#groups[at]!] = undefined
    this.#metEnd = 0
    this.termCount = 0
    this.#groupCount = 0
    this.#owner = owner
  }

  /** Room for what each token of a field may be; the next field takes it over. */
  entriesFor(tokens: number): Int32Array {
    if (tokens > this.#entries.length) this.#entries = new Int32Array(2 * tokens)
    return this.#entries
  }

  /** Writes a hit of a term down: the positions of its tokens, and its end (-1: that of its last token). */
  add(term: number, first: number, last: number, end: number): void {
    const at = this.#metEnd
    if (at === this.#met.length) this.#met = larger(this.#met, 2 * at)
    const met = this.#met
    met[at] = term
    met[at + 1] = first
    met[at + 2] = last
    met[at + 3] = end
    this.#metEnd = at + STEP
    if (this.#counts[term]!++ > 0) return
    this.terms[this.termCount++] = term
    this.isThere[term] = 1
  }

  /** Puts the hits of each term in a row, once all are known. */
  putInRows(): void {
    const tos = this.#tos
    let count = 0
    for (let at = 0; at < this.termCount; at++) {
      const term = this.terms[at]!
      tos[term] = count
      count += this.#counts[term]!
    }
    this.hits.reserve(count)
    const { firsts, lasts, ends } = this.hits
    const met = this.#met
    for (let at = 0; at < this.#metEnd; at += STEP) {
      const hit = tos[met[at]!]!++
      firsts[hit] = met[at + 1]!
      lasts[hit] = met[at + 2]!
      ends[hit] = met[at + 3]!
    }
  }

  /** The hits of a term that is there, in the order in which they were met. */
  foundOf(term: number): Found {
    const to = this.#tos[term]!
    return new Found(this.rooms, to - this.#counts[term]!, to, 1)
  }

  /** What was remembered for a group of terms; undefined: it was not looked for yet. */
  found(group: number, owner: object): Found | typeof NOTHING | undefined {
    if (owner !== this.#owner)
      throw new InvariantError('An article was asked about after the next one had been looked at.')
    return this.#found[group]
  }

  remember(group: number, found: Found | typeof NOTHING): void {
    this.#found[group] = found
    this.#groups[this.#groupCount++] = group
  }
}
