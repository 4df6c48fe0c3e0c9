import type { Passage } from '../../domain/rule.ts'
import type { Hit } from './hit.ts'
import type { Pair } from './near.ts'
import { quotesOfHits, quotesOfPairs, type Quote } from './quote.ts'

/** What one side of a line found in an article; never empty. What it quotes is made once, when first asked for. */
export type Found = {
  /** In the order of the text; of pairs the first hits. */
  readonly hits: readonly Hit[]
  quotes(): readonly Quote[]
  passages(): readonly Passage[]
  /** Itself: what a line of one side found. */
  readonly alone: readonly Found[]
}

/** Hits of a phrase or of a regular expression. */
export function foundHits(hits: readonly Hit[]): Found {
  return new FoundHits(hits)
}

/** The pairs of a NEAR. */
export function foundPairs(pairs: readonly Pair[]): Found {
  return new FoundPairs(pairs)
}

class FoundHits implements Found {
  readonly hits: readonly Hit[]
  readonly alone: readonly Found[] = [this]
  #quotes: readonly Quote[] | undefined
  #passages: readonly Passage[] | undefined

  constructor(hits: readonly Hit[]) {
    this.hits = hits
  }

  quotes(): readonly Quote[] {
    return (this.#quotes ??= quotesOfHits(this.hits))
  }

  passages(): readonly Passage[] {
    return (this.#passages ??= passagesOf(this.quotes()))
  }
}

class FoundPairs implements Found {
  readonly #pairs: readonly Pair[]
  readonly alone: readonly Found[] = [this]

  constructor(pairs: readonly Pair[]) {
    this.#pairs = pairs
  }

  get hits(): readonly Hit[] {
    return this.#pairs.map(([first]) => first)
  }

  quotes(): readonly Quote[] {
    return quotesOfPairs(this.#pairs)
  }

  passages(): readonly Passage[] {
    return passagesOf(this.quotes())
  }
}

export function passagesOf(quotes: readonly Quote[]): readonly Passage[] {
  return quotes.map(({ passage }) => passage)
}
