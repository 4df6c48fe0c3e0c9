import type { Matchable } from '../../domain/rule.ts'
import { originalEnd, originalStart } from '../../text/normalise.ts'
import type { Pattern } from '../signs/regex.ts'
import { foundHits, type Found } from './found.ts'
import type { Hit, Hits } from './hit.ts'
import { findHits } from './hits.ts'
import { partsOf, type Part } from './part.ts'
import type { Phrasebook } from './phrasebook.ts'
import { NOTHING, type Store } from './store.ts'

/** More hits of one regular expression in one field add nothing. */
const MOST_PATTERN_HITS = 50

/** An article as the rules see it: what was found in it, before any rule is asked. Good until the next one is made. */
export class Look {
  readonly parts: readonly Part[]
  readonly #groups: Phrasebook['groups']
  readonly #store: Store
  readonly #patterns = new Map<Pattern, Found | undefined>()

  constructor(article: Matchable, book: Phrasebook, store: Store) {
    this.parts = partsOf(article)
    this.#groups = book.groups
    this.#store = store
    store.takeOver(this, this.parts)
    findHits(this.parts, book, store)
  }

  /** What the numbers of hits stand for. */
  get hits(): Hits {
    return this.#store.hits
  }

  /** The terms that were found. */
  get terms(): readonly number[] {
    return this.#store.terms
  }

  /** For each term 1 where it was found. */
  get isThere(): Uint8Array {
    return this.#store.isThere
  }

  /** The hits of a phrase, by the number of its group of terms, in the order of the text. */
  found(group: number): Found | undefined {
    let found = this.#store.found(group, this)
    if (found === undefined) {
      found = this.#find(this.#groups[group]!)
      this.#store.remember(group, found)
    }
    return found === NOTHING ? undefined : found
  }

  #find(terms: readonly number[]): Found | typeof NOTHING {
    const hits = terms.length === 1 ? this.#store.hitsOf(terms[0]!) : this.#merge(terms)
    return hits.length > 0 ? foundHits(hits, this.hits) : NOTHING
  }

  #merge(terms: readonly number[]): readonly Hit[] {
    const { isThere } = this.#store
    const lists: (readonly Hit[])[] = []
    // A list stands for thousands of terms, and few of them are there.
    for (let at = 0; at < terms.length; at++)
      if (isThere[terms[at]!] === 1) lists.push(this.#store.hitsOf(terms[at]!))
    const [one = [], other, ...more] = lists
    if (!other) return one
    if (more.length === 0) return union(one, other, this.hits)
    return inOrder([one, other, ...more].flat(), this.hits)
  }

  /** The hits of a regular expression, run over one field at a time. */
  patternFound(pattern: Pattern): Found | undefined {
    const before = this.#patterns.get(pattern)
    if (before !== undefined || this.#patterns.has(pattern)) return before
    const hits = this.parts.flatMap((part) => patternHits(pattern, part, this.hits))
    const found = hits.length > 0 ? foundHits(hits, this.hits) : undefined
    this.#patterns.set(pattern, found)
    return found
  }
}

/** Two lists as one, in the order of the text; what two terms found at one place stands once. */
function union(some: readonly Hit[], others: readonly Hit[], hits: Hits): readonly Hit[] {
  const all = Array<Hit>(some.length + others.length)
  let count = 0
  for (let at = 0, from = 0; at < some.length || from < others.length;) {
    const [a, b] = [some[at], others[from]]
    const order = a === undefined ? 1 : b === undefined ? -1 : compare(a, b, hits)
    all[count++] = order <= 0 ? a! : b!
    if (order <= 0) at++
    if (order >= 0) from++
  }
  all.length = count
  return all
}

/** Of many lists at once: to take in one after the other would go over the first ones again and again. */
function inOrder(list: Hit[], hits: Hits): readonly Hit[] {
  list.sort((a, b) => compare(a, b, hits))
  return list.filter((hit, at) => at === 0 || compare(list[at - 1]!, hit, hits) !== 0)
}

function compare(a: Hit, b: Hit, { firsts, ends }: Hits): number {
  return firsts[a]! - firsts[b]! || ends[a]! - ends[b]!
}

function patternHits(pattern: Pattern, part: Part, hits: Hits): readonly Hit[] {
  if (pattern.literal !== undefined && !part.lower.includes(pattern.literal)) return []
  const { source } = part.tokens
  return pattern
    .find(source.text, MOST_PATTERN_HITS)
    .map(({ start, end }) =>
      hits.add(part.order, -1, -1, originalStart(source, start), originalEnd(source, end)),
    )
}
