import type { Trap } from './traps.ts'

/** A line that is meant to begin with a dash and a space, and the line as its writer means it. */
export type Redashed = { readonly trap: Trap; readonly meant: string }

const GLUED = /^( *)-([^\s-].*)$/s
/** Other dashes, two hyphens, the bullets of word processors, and those of Markdown with a space behind. */
const LOOKALIKE =
  /^( *)(-{2,}|(?!-)[\p{Pd}\u2212\u00b7\u2022\u2023\u2043\u2219\u25a0\u25a1\u25aa\u25ab\u25cb\u25cf\u25e6\u30fb]|[*+](?=\s|$))\s*(.*)$/su

/** What is wrong with the dash; `column` is where the dashes of the list stand, 0-based. */
export function dashTrap(source: string, column: number | undefined): Redashed | undefined {
  if (/^(?:---|\.\.\.)(?:\s|$)/.test(source)) return undefined
  const glued = GLUED.exec(source)
  const [, before = '', sign = '-', text = ''] = glued
    ? [source, glued[1], '-', glued[2]]
    : (LOOKALIKE.exec(source) ?? [])
  if (!glued && !LOOKALIKE.test(source)) return undefined
  const indent = before.length
  const place = { column: indent + 1, length: sign.length }
  const cure =
    text === ''
      ? 'remove the line, or write - and a text'
      : `write - ${text}${aside(indent, column)}`
  const trap = glued
    ? { ...place, id: 'no-space', message: 'a space is missing behind the dash', cure }
    : { ...place, id: 'odd-dash', message: `${sign} is not the dash -`, cure }
  return { trap, meant: `${before}- ${text || 'x'}` }
}

/** A line of a list that has no dash at all. */
export function missingDash(source: string, column: number | undefined): Redashed {
  const text = source.trimStart()
  const indent = source.length - text.length
  const cure = `write - ${text}${aside(indent, column)}`
  const trap = { id: 'no-dash', column: indent + 1, message: 'the dash is missing', cure }
  return { trap, meant: `${' '.repeat(indent)}- ${text}` }
}

function aside(indent: number, column: number | undefined): string {
  return column === undefined || column === indent ? '' : `, in column ${column + 1}`
}
