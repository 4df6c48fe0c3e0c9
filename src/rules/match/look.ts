import type { Matchable } from '../../domain/rule.ts'
import { originalEnd, originalStart } from '../../text/normalise.ts'
import type { Pattern } from '../signs/regex.ts'
import { Found, type Rooms } from './found.ts'
import type { Hits } from './hit.ts'
import { findHits } from './hits.ts'
import { partsOf, type Part } from './part.ts'
import type { Phrasebook } from './phrasebook.ts'
import { NOTHING, type Store } from './store.ts'
import { together } from './together.ts'

/** More hits of one regular expression in one field add nothing. */
const MOST_PATTERN_HITS = 50

/** An article as the rules see it: what was found in it, before any rule is asked. Good until the next one is made. */
export class Look {
  readonly parts: readonly Part[]
  readonly #book: Phrasebook
  readonly #store: Store
  readonly #patterns = new Map<Pattern, Found | undefined>()

  constructor(article: Matchable, book: Phrasebook, store: Store) {
    this.parts = partsOf(article)
    this.#book = book
    this.#store = store
    store.takeOver(this, this.parts)
    findHits(this.parts, book, store)
  }

  /** What the numbers of hits and stretches stand for. */
  get rooms(): Rooms {
    return this.#store.rooms
  }

  /** The terms that were found, as many as `termCount`. */
  get terms(): Uint32Array {
    return this.#store.terms
  }

  get termCount(): number {
    return this.#store.termCount
  }

  /** For each term 1 where it was found. */
  get isThere(): Uint8Array {
    return this.#store.isThere
  }

  /** The hits of a phrase, by the number of its group of terms, in the order of the text. */
  found(group: number): Found | undefined {
    let found = this.#store.found(group, this)
    if (found === undefined) {
      found = this.#find(group)
      this.#store.remember(group, found)
    }
    return found === NOTHING ? undefined : found
  }

  #find(group: number): Found | typeof NOTHING {
    const single = this.#book.singles[group]!
    if (single >= 0) return this.#foundOf(single)
    const terms = this.#book.groups[group]!
    const { isThere } = this.#store
    const there: Found[] = []
    // A list stands for thousands of terms, and few of them are there.
    for (let at = 0; at < terms.length; at++)
      if (isThere[terms[at]!] === 1) there.push(this.#store.foundOf(terms[at]!))
    return together(there, this.rooms) ?? NOTHING
  }

  #foundOf(term: number): Found | typeof NOTHING {
    return this.#store.isThere[term] === 1 ? this.#store.foundOf(term) : NOTHING
  }

  /** The hits of a regular expression, run over one field at a time. */
  patternFound(pattern: Pattern): Found | undefined {
    const before = this.#patterns.get(pattern)
    if (before !== undefined || this.#patterns.has(pattern)) return before
    const { hits } = this.rooms
    const from = hits.count
    for (const part of this.parts) addPatternHits(pattern, part, hits)
    const found = hits.count > from ? new Found(this.rooms, from, hits.count, 1) : undefined
    this.#patterns.set(pattern, found)
    return found
  }
}

function addPatternHits(pattern: Pattern, part: Part, hits: Hits): void {
  if (pattern.literal !== undefined && !part.lower.includes(pattern.literal)) return
  const { source } = part.tokens
  for (const { start, end } of pattern.find(source.text, MOST_PATTERN_HITS))
    hits.addPattern(part, originalStart(source, start), originalEnd(source, end))
}
