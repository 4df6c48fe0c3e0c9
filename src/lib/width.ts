import stringWidth from 'string-width'

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
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += displayWidth(segment)
    if (used > width) break
    out += segment
  }
  return `${out}…`
}
