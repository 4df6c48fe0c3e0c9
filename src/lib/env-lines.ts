/** A name and an equals sign; `export` before it is allowed, as in a shell. */
const SETTING = /^\s*(?:export\s+)?[\w.-]+\s*=\s*(.*)$/
const QUOTES = new Set(['"', "'", '`'])

/**
 * The numbers, from 1, of the lines of a .env text that set nothing and are no comment either: whoever reads such a
 * file passes over them. Values in quotes may run over several lines.
 */
export function linesThatSetNothing(text: string): readonly number[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const found: number[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!.trim()
    if (line === '' || line.startsWith('#')) continue
    const value = SETTING.exec(line)?.[1]
    if (value === undefined) found.push(at + 1)
    else at = lastLineOf(value, lines, at)
  }
  return found
}

/** A quote that nothing closes is a sign like any other: its value ends with its line. */
function lastLineOf(value: string, lines: readonly string[], at: number): number {
  const quote = value[0] ?? ''
  if (!QUOTES.has(quote) || value.includes(quote, 1)) return at
  const end = lines.findIndex((line, index) => index > at && line.includes(quote))
  return end < 0 ? at : end
}
