import type { Part } from './part.ts'

/** Where a term stands: tokens `first` to `last`, and the same place in the original text. */
export type Hit = {
  readonly part: Part
  /** -1 for a regular expression's hit, which knows no tokens. */
  readonly first: number
  readonly last: number
  readonly start: number
  readonly end: number
}
