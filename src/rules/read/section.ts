/** Where in a file a line stands, as far as the lines above tell. */
export type State = {
  /** The key at the left edge below which the line stands. */
  key: string
  section: 'lines' | 'tests' | 'only' | 'other'
  /** Whether a key of its own has come in this section. */
  keyed: boolean
  /** Whether something stands behind the last key: a line below it is the rest of that. */
  valued: boolean
  /** Indentation of the line that opened a block of text, a bracket or a quotation; deeper lines belong to it. */
  block: number | undefined
  /** Where the dashes of the list stand, 0-based. */
  dash: number | undefined
}

const LINE_SECTIONS = new Set(['any', 'all', 'none', 'ignore', 'raise', 'lists'])
export const TOP_KEYS = [...LINE_SECTIONS, 'topic', 'severity', 'alert', 'only', 'tests', 'why']

/** Below these stand keys of their own, and only then a list. */
const NESTED: ReadonlyMap<string, RegExp> = new Map([
  ['raise', /^(?:low|medium|high|critical)$/],
  ['lists', /^(?!(?:title|lead|body)$)[a-z][a-z0-9-]*$/],
  ['tests', /^(?:todo )?(?:no )?match$/],
])
/** A list or a map in brackets, or a key in quotes. */
const OPENS_OTHER = /^\s*(?:[[{]|(["']).*\1\s*:(?:\s|$))/

export function beginning(): State {
  return {
    key: '',
    section: 'other',
    keyed: false,
    valued: false,
    block: undefined,
    dash: undefined,
  }
}

/** A key at the left edge begins a section. */
export function beginSection(key: string, state: State): void {
  const other = key === 'tests' || key === 'only' ? key : 'other'
  state.section = LINE_SECTIONS.has(key) ? 'lines' : other
  Object.assign(state, { key, keyed: false, valued: false, dash: undefined })
}

/** Whether a dash may stand here. Of a test a deeper line is the rest of the text above; elsewhere no text has two. */
export function isPlaceOfDash(indent: number, { section, dash, valued }: State): boolean {
  if (dash === undefined && valued) return false
  if (section === 'tests') return indent <= (dash ?? indent)
  return section === 'lines' || (section === 'only' && indent > 0)
}

/** Whether a line that is no entry and no key stands among entries, or first where they begin. */
export function isMissingDash(source: string, indent: number, state: State): boolean {
  const { key, section, keyed, dash, valued } = state
  if (section !== 'lines' && section !== 'tests') return false
  if ((NESTED.has(key) && !keyed) || OPENS_OTHER.test(source)) return false
  return dash === undefined ? !valued : indent <= dash
}

/** Whether a name behind a dash is one of the keys that this section is made of. */
export function isKeyHere(name: string, { key, keyed }: State): boolean {
  return (NESTED.get(key)?.test(name) ?? false) && (!keyed || key === 'raise')
}
