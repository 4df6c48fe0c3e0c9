import type { State } from './section.ts'
import type { Trap } from './traps.ts'

/** A line with a sign that cannot be seen, and the line as its writer means it. */
export type Respaced = { readonly trap: Trap; readonly meant: string }

/** They look like a space, or like nothing, and are letters to YAML. */
const SPACE = String.raw`\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000`
const NOTHING = String.raw`\u200b-\u200d\u2060`
const BLANK = String.raw`[\s${NOTHING}]*`

/** Behind a usual space a text has begun, in which any other is a letter. */
const BEFORE_TEXT = `(?:(?! )${BLANK})?`

/** Where YAML looks for spaces: before and behind the dash, around a key, and before a comment. */
const BY_DASH = new RegExp(`^${BLANK}-${BEFORE_TEXT}`)
const BY_KEY = new RegExp(
  String.raw`^${BLANK}(?:(?:topic|why|owner|title|lead|body)\s*:${BEFORE_TEXT}|[\p{L}_][\p{L}\p{N}\s_-]*:${BLANK})?`,
  'u',
)
const BY_COMMENT = new RegExp(`[${SPACE}${NOTHING}]+#(?=\\s|$)`)
const BY_NAME = new RegExp(`^${BLANK}-${BLANK}`)
/** A line of the rule language takes any space behind its field; in a test the field is a key. */
const BY_FIELD = new RegExp(`^${BLANK}-${BLANK}(?:title|lead|body):`)
const BY_TEST_KEY = new RegExp(
  `^${BLANK}-${BLANK}(?:(?:title|lead|body):${BEFORE_TEXT}|(?:lang|source|tag|severity):${BLANK})`,
)
const IN_ALL = [BY_KEY, BY_COMMENT]
const PLACES: Readonly<Record<State['section'], readonly RegExp[]>> = {
  lines: [BY_FIELD, BY_DASH, ...IN_ALL],
  tests: [BY_TEST_KEY, BY_DASH, ...IN_ALL],
  only: [BY_NAME, ...IN_ALL],
  other: [BY_NAME, ...IN_ALL],
}

const UNSEEN = new RegExp(`[${SPACE}${NOTHING}]`)
const WIDE = new RegExp(`[\\t\\u3000]`, 'g')
const SPACES = new RegExp(`[${SPACE}]`, 'g')
const NOTHINGS = new RegExp(`[${NOTHING}]`, 'g')

/** Finds the first tab, and the first space of another kind where YAML wants a usual one. Within a text these are letters. */
export function strangeSpace(source: string, section: State['section']): Respaced | undefined {
  if (/^[ \t]*#/.test(source)) return undefined
  const tab = source.replace(/\s#.*$/, '').indexOf('\t')
  const at = tab >= 0 ? tab : unseenAt(source, section)
  return at < 0 ? undefined : { trap: trapOf(source[at]!, at + 1), meant: usual(source) }
}

function unseenAt(source: string, section: State['section']): number {
  for (const place of PLACES[section]) {
    const found = place.exec(source)
    const at = found ? found[0].search(UNSEEN) : -1
    if (found && at >= 0) return found.index + at
  }
  return -1
}

function trapOf(sign: string, column: number): Trap {
  const at = { column, length: 1 }
  if (sign === '\t') {
    const message = 'a tab stands here; YAML wants spaces'
    return { id: 'tab', ...at, message, cure: 'write spaces in its place' }
  }
  if (!new RegExp(`[${NOTHING}]`).test(sign)) {
    const name = sign === '\u00a0' ? 'a no-break space' : 'a space of another kind'
    const message = `${name} stands here, which looks like a usual one`
    return { id: 'odd-space', ...at, message, cure: 'delete it and write a usual space' }
  }
  const message = 'a sign that cannot be seen stands here'
  return { id: 'odd-space', ...at, message, cure: 'put the cursor here and press Delete' }
}

function usual(source: string): string {
  return source.replaceAll(NOTHINGS, '').replaceAll(WIDE, '  ').replaceAll(SPACES, ' ').trimEnd()
}
