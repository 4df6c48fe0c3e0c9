import { nearest } from '../../text/natural.ts'
import { error, type RuleProblem } from '../problem.ts'
import { bracesTrap, isInBraces } from './braces.ts'
import { dashTrap, missingDash, type Redashed } from './dashes.ts'
import {
  beginning,
  beginSection,
  isKeyHere,
  isMissingDash,
  isPlaceOfDash,
  TOP_KEYS,
  type State,
} from './section.ts'
import { strangeSpace } from './spaces.ts'
import { testTrap, valueTrap } from './text-traps.ts'
import { entryTrap, type Trap } from './traps.ts'

/** A file's text with the lines mended that YAML would read as something else than is written. */
export type Screened = {
  readonly text: string
  readonly problems: readonly RuleProblem[]
  readonly rows: ReadonlySet<number>
}

type Finding = { readonly trap: Trap; readonly mend: string }

const KEY = /^(\s*)([^\s#"'[{:：-][^:：#]*?)\s*:(?:\s+(\S.*))?$/
const WIDE_KEY = /^\s*([a-z][a-z ]*?)\s*：/
/** A line may hold what other programs end lines with (a lone CR, U+2028): its text goes on behind it. */
const ENTRY = /^(\s*)-(?:\s+(.*))?$/s
const BLOCK = /(?:^\s*-|:)\s+[|>][+-]?\d?[+-]?(?:\s+#.*)?$/
/** A bracket or a quotation mark that the line does not close. */
const OPEN = /(?:^\s*-|:)\s+(?:[[{][^\]}]*|"[^"]*|'[^']*)$/
const OPEN_ALONE = /^\s*[[{][^\]}]*$/
const TEXT_KEY = /^(?:topic|why|owner|title|lead|body)$/

/**
 * Looks at the lines as a person wrote them, before YAML does: a quoted word, a `#` or a colon in an entry and the
 * like become errors with the cure, and a harmless text takes their place so that the rest can be read.
 */
export function screen(file: string, text: string): Screened {
  const problems: RuleProblem[] = []
  const rows = new Set<number>()
  const state = beginning()
  const mended = text.split('\n').map((raw, index) => {
    const source = raw.trimEnd()
    const found = inspect(source, state)
    // What cannot be seen at the end of a line means nothing; within a block of text it is left alone.
    if (!found) return state.block === undefined ? source : raw
    const { trap, mend } = found
    const length = Math.max(1, trap.length ?? source.length - trap.column + 1)
    const place = { file, line: index + 1, column: trap.column, length, source }
    problems.push(error(trap.id, place, trap.message, trap.cure))
    rows.add(index + 1)
    return mend
  })
  return { text: mended.join('\n'), problems, rows }
}

function inspect(source: string, state: State): Finding | undefined {
  const indent = /^ */.exec(source)![0].length
  if (source === '' || (state.block !== undefined && indent > state.block)) return undefined
  state.block = undefined
  const space = strangeSpace(source, state.section)
  if (space) return { trap: space.trap, mend: mended(space.meant, state) }
  if (source[indent] === '#') return undefined
  const dash = isPlaceOfDash(indent, state) ? dashTrap(source, state.dash) : undefined
  if (dash) return redashed(dash, state)
  if (BLOCK.test(source) || OPEN.test(source)) state.block = indent
  if (indent > 0 && OPEN_ALONE.test(source)) state.block = indent - 1
  const entry = ENTRY.exec(source)
  if (!entry) return inspectKey(source, indent, state)
  if (state.section === 'other' || state.section === 'only') return undefined
  const payload = entry[2] ?? ''
  return keyWithDash(payload, indent, state) ?? inspectEntry(source, indent, payload, state)
}

/** A line that is told already: what else is wrong with it waits, and what it opens still holds. */
function mended(meant: string, state: State): string {
  return inspect(meant, state)?.mend ?? meant
}

/** Where the text is wrong as well the cure mends both. */
function redashed({ trap, meant }: Redashed, state: State): Finding {
  const next = inspect(meant, state)
  const cure = next && next.trap.id !== 'misaligned' ? next.trap.cure : trap.cure
  return { trap: { ...trap, cure }, mend: next?.mend ?? meant }
}

function keyWithDash(payload: string, dash: number, state: State): Finding | undefined {
  const [, name = '', value = ''] = /^([^:#]+?)\s*:(?:\s+(.*))?$/.exec(payload) ?? []
  if (!isKeyHere(name, state)) return undefined
  const mend = `${' '.repeat(dash)}${name}:${value && ' x'}`
  inspectKey(mend, dash, state)
  state.keyed = false
  const message = `"${name}" is a key, which has no dash; the dashes stand below it`
  const cure = value ? `write\n  ${name}:\n    - ${value}` : `write ${name}:`
  return { trap: { id: 'key-with-dash', column: dash + 1, message, cure }, mend }
}

function inspectEntry(
  source: string,
  dash: number,
  payload: string,
  state: State,
): Finding | undefined {
  const above = (state.dash ??= dash)
  const mend = `${' '.repeat(above)}- x`
  if (above !== dash) return { trap: misaligned(dash, above), mend }
  const column = payload === '' ? dash + 1 : source.length - payload.length + 1
  const trap = trapOf(payload, column, state)
  return trap && { trap, mend }
}

function trapOf(payload: string, column: number, { section }: State): Trap | undefined {
  if (section === 'lines') return entryTrap(payload, column)
  return isInBraces(payload) ? bracesTrap(payload, column) : testTrap(payload, column)
}

function misaligned(dash: number, above: number): Trap {
  const message =
    dash > above
      ? 'this dash stands too far right: YAML would make one text of this line and the one above'
      : 'this dash stands too far left to belong to the list above'
  const cure = `put it below the dash above, into column ${above + 1}`
  return { id: 'misaligned', column: dash + 1, length: 1, message, cure }
}

function inspectKey(source: string, indent: number, state: State): Finding | undefined {
  const wide = WIDE_KEY.exec(source)?.[1]
  const key = KEY.exec(wide ? source.replace(/：\s*/, ': ').trimEnd() : source)
  const name = key?.[2] ?? ''
  if (indent === 0) beginSection(name, state)
  if (!key && indent === 0) return withoutColon(source, state)
  if (!key)
    return isMissingDash(source, indent, state)
      ? redashed(missingDash(source, state.dash), state)
      : undefined
  const value = key[3] ?? ''
  state.keyed ||= indent > 0
  state.valued = /^[^#]/.test(value)
  if (indent <= (state.dash ?? indent)) state.dash = undefined
  if (wide) return wideColon(source, wide)
  if (/^-\s/.test(value) && state.section !== 'other')
    return listBeside(name, value, indent, source)
  const trap =
    TEXT_KEY.test(name) && valueTrap(value, source.length - value.length + 1, `${name}: `)
  return trap ? { trap, mend: `${' '.repeat(indent)}${name}: x` } : undefined
}

function listBeside(name: string, value: string, indent: number, source: string): Finding {
  const column = source.length - value.length + 1
  const message = 'a dash begins a line of its own'
  const cure = `write ${name}: alone, and on the next line   ${value}`
  const mend = `${' '.repeat(indent)}${name}: x`
  return { trap: { id: 'dash-beside-key', column, message, cure }, mend }
}

function wideColon(source: string, name: string): Finding {
  const column = source.indexOf('：') + 1
  const message = 'this is the colon of a Chinese keyboard, which YAML does not know'
  const cure = `write ${name}: with the small colon`
  const mend = source.replace(/：\s*/, ': ').trimEnd()
  return { trap: { id: 'wide-colon', column, length: 1, message, cure }, mend }
}

function withoutColon(source: string, state: State): Finding | undefined {
  if (/^(?:---|\.\.\.|%)/.test(source) || !/^\p{L}/u.test(source)) return undefined
  const [first = '', ...rest] = source.split(/:|\s+/)
  const meant = nearest(first, TOP_KEYS)
  if (!meant) return undefined
  beginSection(meant, state)
  const value = rest.filter(Boolean).join(' ')
  state.valued = value !== ''
  return {
    trap: {
      id: 'no-colon',
      column: 1,
      message: 'a key needs a colon and a space behind it',
      cure: `write ${meant}: ${value}`.trimEnd(),
    },
    mend: `${meant}: ${value}`.trimEnd(),
  }
}
