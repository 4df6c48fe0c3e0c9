import type { WarningId } from '../problem.ts'
import type { Phrase } from '../source.ts'

/** Words that are a sign of the language to whoever writes them; offsets into the line. */
export type Doubt = {
  readonly id: WarningId
  readonly message: string
  readonly cure: string
  readonly start: number
  readonly end: number
}

/** What stands between two spaces of a phrase as it is written: rare-earth, 稀土, a whole bracket. */
export type Piece = { readonly text: string; readonly start: number; readonly end: number }

/** The pieces of a phrase; `text` is the line that its offsets are of. */
export function piecesOf(phrase: Phrase, text: string): readonly Piece[] {
  const places: { start: number; end: number }[] = []
  for (const { start, end } of phrase) {
    const last = places.at(-1)
    if (last && !/\s/.test(text.slice(last.end, start))) last.end = end
    else places.push({ start, end })
  }
  return places.map(({ start, end }) => ({ text: text.slice(start, end), start, end }))
}
