import type { Part } from './part.ts'

/** Where a term stands: its number in the arrays of `Hits`. */
export type Hit = number

/** Tokens of one field at most; a position is `FIELD * (the field's place) + token`, so that positions ascend. */
const FIELD = 1 << 24
const FEW = 1024

/**
 * Room for all hits of one article, side by side in memory: common words have dozens, and an object for each of them
 * cost more than finding it. Made once for a rule set; the next article's look takes it over.
 */
export class Hits {
  /** Positions of the first and the last token; -1 for a regular expression's hit, which knows no tokens. */
  firsts = new Int32Array(FEW)
  lasts = new Int32Array(FEW)
  /** The same place in the original text of the field. */
  starts = new Int32Array(FEW)
  ends = new Int32Array(FEW)
  /** The next hit of the same term. */
  nexts = new Int32Array(FEW)
  /** The field, by its place among the fields. */
  orders = new Uint8Array(FEW)
  #parts: (Part | undefined)[] = []
  #count = 0

  /** Forgets the hits of the article before. */
  begin(parts: readonly Part[]): void {
    this.#parts = []
    for (const part of parts) this.#parts[part.order] = part
    this.#count = 0
  }

  /** `order` is the field's place among the fields; `first` and `last` are its tokens, or -1. */
  add(order: number, first: number, last: number, start: number, end: number): Hit {
    const hit = this.#count++
    if (hit === this.firsts.length) this.#grow()
    const base = first < 0 ? 0 : order * FIELD
    this.firsts[hit] = base + first
    this.lasts[hit] = base + last
    this.starts[hit] = start
    this.ends[hit] = end
    this.orders[hit] = order
    return hit
  }

  partOf(hit: Hit): Part {
    return this.#parts[this.orders[hit]!]!
  }

  #grow(): void {
    const size = 2 * this.firsts.length
    this.firsts = larger(this.firsts, size)
    this.lasts = larger(this.lasts, size)
    this.starts = larger(this.starts, size)
    this.ends = larger(this.ends, size)
    this.nexts = larger(this.nexts, size)
    const orders = new Uint8Array(size)
    orders.set(this.orders)
    this.orders = orders
  }
}

function larger(array: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(size)
  copy.set(array)
  return copy
}

/** The token at a position, counted within its field. */
export function tokenAt(position: number): number {
  return position & (FIELD - 1)
}
