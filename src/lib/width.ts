import stringWidth from 'string-width'

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** What a reader sees as one character each (UAX #29). */
export function* graphemes(text: string): Generator<string> {
  for (const { segment } of segmenter.segment(text)) yield segment
}

/** How many columns a terminal needs for a text of one line: Han and emoji take two. */
export function displayWidth(text: string): number {
  return stringWidth(text)
}

/** Fills up with spaces to `width` columns. */
export function padTo(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

/** Cuts to at most `width` columns, the last one a … where something is missing. */
export function cutTo(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  let out = ''
  let used = 1
  for (const grapheme of graphemes(text)) {
    used += displayWidth(grapheme)
    if (used > width) break
    out += grapheme
  }
  return `${out}…`
}
