import { originalEnd, originalStart } from './normalise.ts'
import { tokenise, type Tokens } from './tokens.ts'

/** Something found in a row of tokens, `first` to `last` inclusive. */
export type FoundAt<T> = T & {
  readonly first: number
  readonly last: number
  /** Where it ends in the normalised text, if that is behind its last token: the sign of 55%. */
  readonly end?: number
}

/** Something found, with its place in the original text. */
export type InText<T> = T & { readonly text: string; readonly start: number; readonly end: number }

/** Cuts a text into tokens, finds, and says where in the text that is. */
export function findIn<T>(
  text: string,
  find: (tokens: Tokens) => readonly FoundAt<T>[],
): readonly InText<T>[] {
  const tokens = tokenise(text)
  return find(tokens).map((found) => {
    const start = originalStart(tokens.source, tokens.starts[found.first]!)
    const end = originalEnd(tokens.source, found.end ?? tokens.ends[found.last]!)
    return { ...found, text: text.slice(start, end), start, end }
  })
}

/** Every token, for whoever does not know where to look. */
export function everywhere({ count }: Tokens): readonly number[] {
  return Array.from({ length: count }, (_, index) => index)
}
