import { nearest } from '../../text/natural.ts'
import { otherNameOf } from '../line/fields.ts'
import type { Trap } from './traps.ts'

/** The keys of a test that is a map. */
export const TEST_KEYS = ['title', 'lead', 'body', 'lang', 'source', 'tag', 'severity']
const TEST_KEY = new RegExp(`^(?:${TEST_KEYS.join('|')}):(?:\\s+|$)`)
const CLOSED = /^(?:'(?:[^']|'')*'|"(?:[^"\\]|\\.)*")\s*(?:#\s.*)?$/
const BLOCK = /^[|>][+-]?\d?[+-]?\s*(?:#.*)?$/

/** What is wrong with a test's text, as far as YAML is concerned. */
export function testTrap(payload: string, column: number): Trap | undefined {
  const key = TEST_KEY.exec(payload)?.[0] ?? ''
  if (key) return valueTrap(payload.slice(key.length), column + key.length, key)
  if (payload === '') {
    const cure = 'write a text here, or remove the line'
    return { id: 'empty-entry', column, message: 'this entry is empty', cure }
  }
  const trap = valueTrap(payload, column, '- ')
  const name = /^[a-z]+(?=:)/i.exec(payload)?.[0]
  const meant = name && (otherNameOf(name) ?? nearest(name, TEST_KEYS))
  return trap && meant ? { ...trap, cure: `${trap.cure}; or did you mean ${meant}:?` } : trap
}

/** What is wrong with a text behind a key or a dash: the cure is always the text in quotes. */
export function valueTrap(value: string, column: number, lead: string = ''): Trap | undefined {
  const reason = reasonOf(value)
  if (!reason) return undefined
  return { id: 'needs-quotes', column, message: reason, cure: `write ${lead}${inQuotes(value)}` }
}

/** Why YAML would read a value as something else than its text; undefined where it does not. */
export function reasonOf(value: string): string | undefined {
  if (value === '' || BLOCK.test(value)) return undefined
  const sign = value[0]!
  if (sign === '"' || sign === "'")
    return CLOSED.test(value) ? undefined : 'a quoted text must end where the line ends'
  if (/^(?:[!&*[{|>@`%#]|[-?]\s)/.test(value)) return `${sign} at the start has a meaning in YAML`
  if (/\s#(?=\S)/.test(value.replace(/\s#(?:\s.*)?$/, '')))
    return 'YAML takes what follows # for a comment'
  if (/:(?=\s|$)/.test(value.replace(/\s#(?:\s.*)?$/, '').trimEnd()))
    return 'a colon with a space behind it makes a map of this text'
  return undefined
}

/** The text as a YAML string in quotes: in double ones where that needs no doubling. Quotes that it has already are taken off. */
export function inQuotes(value: string): string {
  const unclosed = /^["'][^"']*$/.test(value)
  const around = /^'((?:[^']|(?<=\w)'(?=\w))*)'$/.exec(value)?.[1]
  const plain = around ?? (unclosed ? value.slice(1) : value)
  if (plain.includes("'") && !/["\\]/.test(plain)) return `"${plain}"`
  return `'${plain.replaceAll("'", "''")}'`
}
