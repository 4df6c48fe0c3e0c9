import { nearest } from '../../text/natural.ts'
import { error, type RuleProblem } from '../problem.ts'
import { testTrap, valueTrap } from './text-traps.ts'
import { entryTrap, type Trap } from './traps.ts'

/** A file's text with the lines mended that YAML would read as something else than is written. */
export type Screened = {
  readonly text: string
  readonly problems: readonly RuleProblem[]
  readonly rows: ReadonlySet<number>
}

type State = {
  section: 'lines' | 'tests' | 'other'
  /** Indentation of the line that opened a block of text; deeper lines belong to it. */
  block: number | undefined
  /** Where the dashes of the list stand, 0-based. */
  dash: number | undefined
}

type Finding = { readonly trap: Trap; readonly mend: string }

const LINE_SECTIONS = new Set(['any', 'all', 'none', 'ignore', 'raise', 'lists'])
const TOP_KEYS = [...LINE_SECTIONS, 'topic', 'severity', 'alert', 'only', 'tests', 'why']
const KEY = /^(\s*)([^\s#"'[{:：-][^:：#]*?)\s*:(?:\s+(\S.*))?$/
const WIDE_KEY = /^\s*([a-z][a-z ]*?)\s*：/
const ENTRY = /^(\s*)-(?:\s+(.*))?$/
const BLOCK = /(?:^\s*-|:)\s+[|>][+-]?\d?[+-]?(?:\s+#.*)?$/
const TEXT_KEY = /^(?:topic|why|owner|title|lead|body)$/

/**
 * Looks at the lines as a person wrote them, before YAML does: a quoted word, a `#` or a colon in an entry and the
 * like become errors with the cure, and a harmless text takes their place so that the rest can be read.
 */
export function screen(file: string, text: string): Screened {
  const problems: RuleProblem[] = []
  const rows = new Set<number>()
  const state: State = { section: 'other', block: undefined, dash: undefined }
  const mended = text.split('\n').map((raw, index) => {
    const source = raw.trimEnd()
    const found = inspect(source, state)
    if (!found) return raw
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
  const indent = source.search(/\S/)
  if (indent < 0 || (state.block !== undefined && indent > state.block)) return undefined
  state.block = undefined
  if (source[indent] === '#') return undefined
  const tab = source.replace(/\s#.*$/, '').indexOf('\t')
  if (tab >= 0) return { trap: tabTrap(tab + 1), mend: withoutTabs(source, state) }
  const entry = ENTRY.exec(source)
  if (!entry) return inspectKey(source, indent, state)
  if (state.section === 'other') return undefined
  return inspectEntry(source, indent, entry[2] ?? '', state)
}

function tabTrap(column: number): Trap {
  const message = 'a tab stands here; YAML wants spaces'
  return { id: 'tab', column, length: 1, message, cure: 'write spaces in its place' }
}

function withoutTabs(source: string, state: State): string {
  const dash = /^\s*-\s+/.test(source)
  const indent = dash ? (state.dash ?? 2) : source.search(/\S/)
  if (dash) state.dash ??= indent
  return ' '.repeat(indent) + source.trim().replaceAll('\t', ' ')
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
  if (state.section === 'tests' && BLOCK.test(source)) {
    state.block = dash
    return undefined
  }
  const trap = state.section === 'lines' ? entryTrap(payload, column) : testTrap(payload, column)
  return trap && { trap, mend }
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
  if (indent === 0) {
    state.section = LINE_SECTIONS.has(name) ? 'lines' : name === 'tests' ? 'tests' : 'other'
    state.dash = undefined
  } else if (indent <= (state.dash ?? indent)) state.dash = undefined
  if (BLOCK.test(source)) state.block = indent
  if (!key) return indent === 0 ? withoutColon(source, state) : undefined
  if (wide) return wideColon(source, wide)
  const value = key[3] ?? ''
  const trap =
    TEXT_KEY.test(name) && valueTrap(value, source.length - value.length + 1, `${name}: `)
  return trap ? { trap, mend: `${' '.repeat(indent)}${name}: x` } : undefined
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
  state.section = LINE_SECTIONS.has(meant) ? 'lines' : meant === 'tests' ? 'tests' : 'other'
  const value = rest.filter(Boolean).join(' ')
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
