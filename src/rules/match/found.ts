import type { Passage, Span } from '../../domain/rule.ts'
import { indexAt, orderAt, type Hit, type Hits } from './hit.ts'
import { passageOf, spansOf } from './quote.ts'
import { addStretches, type Stretch, type Stretches } from './stretch.ts'

/** What the numbers of an article's hits and stretches stand for. */
export type Rooms = { readonly hits: Hits; readonly stretches: Stretches }

/**
 * What one side of a line found in an article: a row of hits in the order of the text, never empty; of a NEAR its pairs,
 * two by two. What it shows is made once, when first asked for.
 */
export class Found {
  readonly from: Hit
  /** The hit behind the last one. */
  readonly to: Hit
  readonly #rooms: Rooms
  readonly #step: 1 | 2
  #stretch: Stretch = 0
  /** 0: not looked for yet. */
  #stretchCount = 0
  #first: Passage | undefined
  #passages: readonly Passage[] | undefined

  constructor(rooms: Rooms, from: Hit, to: Hit, step: 1 | 2) {
    this.#rooms = rooms
    this.from = from
    this.to = to
    this.#step = step
  }

  /** The first of the stretches of sentences that show it, in the order of the text; at least one. */
  get stretch(): Stretch {
    if (this.#stretchCount === 0) {
      const { hits, stretches } = this.#rooms
      this.#stretch = stretches.count
      this.#stretchCount = addStretches(hits, stretches, this.from, this.to, this.#step)
    }
    return this.#stretch
  }

  /** The stretch behind the last one. */
  get stretchEnd(): Stretch {
    return this.stretch + this.#stretchCount
  }

  /** Its first stretch, cut from the text. */
  passage(): Passage {
    return (this.#first ??= passageAt(this.#rooms, this.stretch))
  }

  /** Its stretches, cut from the text. */
  passages(): readonly Passage[] {
    return (this.#passages ??= this.#cut())
  }

  /** Written out: an array that grows takes room for seventeen. */
  #cut(): readonly Passage[] {
    const one = this.passage()
    const count = this.#stretchCount
    if (count === 1) return [one]
    const two = passageAt(this.#rooms, this.#stretch + 1)
    return count === 2 ? [one, two] : [one, two, passageAt(this.#rooms, this.#stretch + 2)]
  }
}

function passageAt(rooms: Rooms, stretch: Stretch): Passage {
  return passageWith(rooms, stretch, spansAt(rooms, stretch))
}

/** The hits of a stretch in the original text. */
export function spansAt({ hits, stretches }: Rooms, stretch: Stretch): readonly Span[] {
  return spansOf(hits, stretches.froms[stretch]!, stretches.tos[stretch]!)
}

/** A stretch with these hits in it, cut from the text. */
export function passageWith(
  { hits, stretches }: Rooms,
  stretch: Stretch,
  spans: readonly Span[],
): Passage {
  const first = stretches.firsts[stretch]!
  const part = hits.part(orderAt(first))
  return passageOf(part, indexAt(first), indexAt(stretches.lasts[stretch]!), spans)
}
