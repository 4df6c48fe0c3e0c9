import { InvariantError } from '../../domain/errors.ts'
import type { Found } from './found.ts'
import type { Hit } from './hit.ts'

/** Looked for, and not there. */
export const NOTHING = Symbol('nothing')

/**
 * Room for what is found in one article: an element for every term and every group of a rule set. Made once, since
 * with ten thousand rules making it anew would cost more than the search; the next article's look takes it over.
 */
export class Store {
  readonly #hits: (Hit[] | undefined)[] = []
  readonly #found: (Found | typeof NOTHING | undefined)[] = []
  /** The terms that have hits, in the order in which they were met. */
  readonly terms: number[] = []
  readonly #groups: number[] = []
  #owner: object | undefined

  constructor(terms: number, groups: number) {
    this.#hits.length = terms
    this.#found.length = groups
  }

  /** Forgets what was found in the article before. */
  takeOver(owner: object): void {
    for (const term of this.terms) this.#hits[term] = undefined
    for (const group of this.#groups) this.#found[group] = undefined
    this.terms.length = 0
    this.#groups.length = 0
    this.#owner = owner
  }

  add(term: number, hit: Hit): void {
    const hits = this.#hits[term]
    if (hits) {
      hits.push(hit)
      return
    }
    this.#hits[term] = [hit]
    this.terms.push(term)
  }

  hitsOf(term: number): readonly Hit[] | undefined {
    return this.#hits[term]
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
