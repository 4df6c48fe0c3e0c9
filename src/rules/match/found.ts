import type { Passage } from '../../domain/rule.ts'
import type { Hit, Hits } from './hit.ts'
import type { Pairs } from './near.ts'
import {
  passagesOfHits,
  passagesOfPairs,
  quotesOfHits,
  quotesOfPairs,
  type Quote,
} from './quote.ts'

/** What one side of a line found in an article; never empty. What it quotes is made once, when first asked for. */
export type Found = {
  /** In the order of the text; of pairs the first hits. */
  readonly hits: readonly Hit[]
  quotes(): readonly Quote[]
  passages(): readonly Passage[]
}

/** Hits of a phrase or of a regular expression. */
export function foundHits(list: readonly Hit[], hits: Hits): Found {
  return new FoundHits(list, hits)
}

/** The pairs of a NEAR. */
export function foundPairs(pairs: Pairs, hits: Hits): Found {
  return new FoundPairs(pairs, hits)
}

class FoundHits implements Found {
  readonly hits: readonly Hit[]
  readonly #all: Hits
  #quotes: readonly Quote[] | undefined
  #passages: readonly Passage[] | undefined

  constructor(list: readonly Hit[], all: Hits) {
    this.hits = list
    this.#all = all
  }

  quotes(): readonly Quote[] {
    return (this.#quotes ??= quotesOfHits(this.hits, this.#all))
  }

  passages(): readonly Passage[] {
    return (this.#passages ??= passagesOfHits(this.hits, this.#all))
  }
}

class FoundPairs implements Found {
  readonly #pairs: Pairs
  readonly #all: Hits

  constructor(pairs: Pairs, all: Hits) {
    this.#pairs = pairs
    this.#all = all
  }

  get hits(): readonly Hit[] {
    return this.#pairs.filter((_, at) => at % 2 === 0)
  }

  quotes(): readonly Quote[] {
    return quotesOfPairs(this.#pairs, this.#all)
  }

  passages(): readonly Passage[] {
    return passagesOfPairs(this.#pairs, this.#all)
  }
}
