import { nearest } from '../../text/natural.ts'
import { inQuotes, reasonOf, TEST_KEYS } from './text-traps.ts'
import type { Trap } from './traps.ts'

type Pair = { readonly key: string; readonly value: string; readonly trouble?: string }

const BEGIN = new RegExp(
  String.raw`^\{\s*["']?\p{L}+["']?\s*:(?=[\s"']|$)|^\{(?:${TEST_KEYS.join('|')}):`,
  'u',
)
const CLOSED = /^\{(.*)\}\s*(?:#.*)?$/
const QUOTED = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'`
/** What stands between commas that are in no quotation. */
const PIECE = new RegExp(String.raw`(?:(?<=:\s*)(?:${QUOTED})|[^,])+`, 'g')
const WHOLE = new RegExp(`^(?:${QUOTED})$`)
const PAIR = /^\s*(["']?)(\p{L}+)\1\s*:(\s*)(.*?)\s*$/u

/** Whether a test is meant as a map in braces, and not as a text that begins with one. */
export function isInBraces(payload: string): boolean {
  return BEGIN.test(payload)
}

/** What YAML would read as something else in a test such as `{title: Port fees, old and new}`: the cure has no braces. */
export function bracesTrap(payload: string, column: number): Trap | undefined {
  // It goes on in the lines below.
  if (!payload.includes('}') && /[{,]$/.test(payload)) return undefined
  const inner = CLOSED.exec(payload)?.[1]
  const pairs = pairsOf(inner ?? payload.slice(1))
  const trouble = pairs.find((pair) => pair.trouble)?.trouble
  if (inner !== undefined && !trouble) return undefined
  const message = inner === undefined ? 'this brace is not closed at the end of the line' : trouble!
  const lines = pairs.map(
    ({ key, value }) => `${key}: ${reasonOf(value) ? inQuotes(value) : value}`,
  )
  return { id: 'braces', column, message, cure: `write\n- ${lines.join('\n  ')}` }
}

function pairsOf(inner: string): readonly Pair[] {
  const pairs: Pair[] = []
  for (const [piece] of inner.matchAll(PIECE)) {
    const [, quote = '', key = '', space = '', value = ''] = PAIR.exec(piece) ?? []
    const before = pairs.at(-1)
    if (nearest(key, TEST_KEYS) || !before)
      pairs.push({ key, value, ...troubleIn(value, space !== '' || quote !== '') })
    else
      pairs[pairs.length - 1] = {
        key: before.key,
        value: `${before.value},${piece}`.trimEnd(),
        trouble: NEEDS_QUOTES,
      }
  }
  return pairs
}

const NEEDS_QUOTES = 'in braces a text with a comma, a colon or a bracket needs quotes'

function troubleIn(value: string, isApart: boolean): Pick<Pair, 'trouble'> {
  if (!isApart) return { trouble: 'a space is missing behind the colon' }
  if (WHOLE.test(value) || (reasonOf(value) === undefined && !/[[\]{}"]/.test(value))) return {}
  return { trouble: NEEDS_QUOTES }
}
