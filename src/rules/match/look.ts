import type { Matchable } from '../../domain/rule.ts'
import { originalEnd, originalStart } from '../../text/normalise.ts'
import type { Pattern } from '../signs/regex.ts'
import { foundHits, type Found } from './found.ts'
import type { Hit } from './hit.ts'
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
    store.takeOver(this)
    findHits(this.parts, book, store)
  }

  /** The terms that were found. */
  get terms(): readonly number[] {
    return this.#store.terms
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
    return hits && hits.length > 0 ? foundHits(hits) : NOTHING
  }

  #merge(terms: readonly number[]): readonly Hit[] {
    const hits: Hit[] = []
    for (const term of terms) {
      const each = this.#store.hitsOf(term)
      if (each) hits.push(...each)
    }
    return inOrder(hits)
  }

  /** The hits of a regular expression, run over one field at a time. */
  patternFound(pattern: Pattern): Found | undefined {
    const before = this.#patterns.get(pattern)
    if (before !== undefined || this.#patterns.has(pattern)) return before
    const hits = this.parts.flatMap((part) => patternHits(pattern, part))
    const found = hits.length > 0 ? foundHits(hits) : undefined
    this.#patterns.set(pattern, found)
    return found
  }
}

/** In the order of the text; what two terms found at one place stands once. */
function inOrder(hits: Hit[]): readonly Hit[] {
  if (hits.length < 2) return hits
  hits.sort((a, b) => a.part.order - b.part.order || a.start - b.start || a.end - b.end)
  return hits.filter((hit, index) => {
    const before = hits[index - 1]
    return before?.part !== hit.part || before.start !== hit.start || before.end !== hit.end
  })
}

function patternHits(pattern: Pattern, part: Part): readonly Hit[] {
  if (pattern.literal !== undefined && !part.lower.includes(pattern.literal)) return []
  const { source } = part.tokens
  return pattern.find(source.text, MOST_PATTERN_HITS).map(({ start, end }) => ({
    part,
    first: -1,
    last: -1,
    start: originalStart(source, start),
    end: originalEnd(source, end),
  }))
}
