import type { Item, LineProblem } from '../source.ts'

/** A piece of a line between spaces and signs, with its place in the line. */
export type Written = { readonly text: string; readonly start: number; readonly end: number }

/** What is wrong with a piece, and what to write instead. */
export type Trouble = Pick<LineProblem, 'id' | 'message' | 'cure'>

/** What a piece stands for, what is wrong with it, or undefined: another sign's business. */
export type Read = readonly Item[] | Trouble | undefined

export function trouble(id: string, message: string, cure: string): Trouble {
  return { id, message, cure }
}
