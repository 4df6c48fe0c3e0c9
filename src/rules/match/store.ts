import { InvariantError } from '../../domain/errors.ts'
import type { Found } from './found.ts'
import { Hits, type Hit } from './hit.ts'
import type { Part } from './part.ts'

/** Looked for, and not there. */
export const NOTHING = Symbol('nothing')

/**
 * Room for what is found in one article: an element for every term and every group of a rule set. Made once, since
 * with ten thousand rules making it anew would cost more than the search; the next article's look takes it over.
 */
export class Store {
  readonly hits = new Hits()
  /** Of each term the number of its hits, the first and the last of them; each hit leads to the next. */
  readonly #counts: Uint32Array
  readonly #heads: Uint32Array
  readonly #tails: Uint32Array
  readonly #found: (Found | typeof NOTHING | undefined)[] = []
  /** The terms that have hits, in the order in which they were met. */
  readonly terms: number[] = []
  /** 1 for each term that has hits. */
  readonly isThere: Uint8Array
  readonly #groups: number[] = []
  #owner: object | undefined

  constructor(terms: number, groups: number) {
    this.#counts = new Uint32Array(terms)
    this.#heads = new Uint32Array(terms)
    this.#tails = new Uint32Array(terms)
    this.isThere = new Uint8Array(terms)
    this.#found.length = groups
  }

  /** Forgets what was found in the article before. */
  takeOver(owner: object, parts: readonly Part[]): void {
    this.hits.begin(parts)
    for (const term of this.terms) {
      this.#counts[term] = 0
      this.isThere[term] = 0
    }
    for (const group of this.#groups) this.#found[group] = undefined
    this.terms.length = 0
    this.#groups.length = 0
    this.#owner = owner
  }

  /** A hit belongs to one term. */
  add(term: number, hit: Hit): void {
    if (this.#counts[term]!++ === 0) {
      this.#heads[term] = hit
      this.terms.push(term)
      this.isThere[term] = 1
    } else this.hits.nexts[this.#tails[term]!] = hit
    this.#tails[term] = hit
  }

  /** The hits of a term, in the order in which they were added. */
  hitsOf(term: number): readonly Hit[] {
    const list = Array<Hit>(this.#counts[term]!)
    let hit = this.#heads[term]!
    for (let at = 0; at < list.length; at++) {
      list[at] = hit
      hit = this.hits.nexts[hit]!
    }
    return list
  }

  /** What was remembered for a group of terms; undefined: it was not looked for yet. */
  found(group: number, owner: object): Found | typeof NOTHING | undefined {
    if (owner !== this.#owner)
      throw new InvariantError('An article was asked about after the next one had been looked at.')
    return this.#found[group]
  }

  remember(group: number, found: Found | typeof NOTHING): void {
    this.#found[group] = found
    this.#groups.push(group)
  }
}
