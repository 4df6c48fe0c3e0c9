/** Something wrong, or doubtful, in a rule file. `id` is stable: it can be searched for and silenced. */
export type RuleProblem = {
  readonly level: 'error' | 'warning'
  readonly id: string
  /** As it is shown to people. */
  readonly file: string
  /** 1-based; so is `column`. */
  readonly line: number
  readonly column: number
  /** How many characters the caret marks; 0: the cure stands under the line without a caret. */
  readonly length: number
  readonly message: string
  /** What to write instead; may have several lines. */
  readonly cure: string | undefined
  /** The line of the file as it stands there; empty where the problem is with a whole file. */
  readonly source: string
}

/** A stretch of one line of a file. */
export type Place = Pick<RuleProblem, 'file' | 'line' | 'column' | 'length' | 'source'>

export function error(id: string, place: Place, message: string, cure?: string): RuleProblem {
  return { level: 'error', id, ...place, message, cure }
}

/** Every warning there is: `# ok: ID` behind a line silences it. */
export const WARNINGS = [
  'covered',
  'dead-line',
  'glued-sign',
  'inner-folder',
  'near-number',
  'no-literal',
  'no-sign',
  'no-tests',
  'no-twin',
  'review',
  'short-term',
  'slash',
  'small-or',
  'todo-passes',
  'too-broad',
  'unknown-lang',
  'unknown-ok',
  'unknown-source',
  'unknown-tag',
  'unused-list',
] as const

export type WarningId = (typeof WARNINGS)[number]

export function warning(id: WarningId, place: Place, message: string, cure?: string): RuleProblem {
  return { level: 'warning', id, ...place, message, cure }
}

/** The place of a problem that is with a file and not with a line of it. */
export function wholeFile(file: string): Place {
  return { file, line: 1, column: 1, length: 0, source: '' }
}

export function hasErrors(problems: readonly RuleProblem[]): boolean {
  return problems.some(({ level }) => level === 'error')
}

/** By file, then by place; a problem that was found twice stands once. */
export function inOrder(problems: readonly RuleProblem[]): readonly RuleProblem[] {
  const once = new Map(
    problems.map((each) => [`${each.file}:${each.line}:${each.column}:${each.id}`, each]),
  )
  return [...once.values()].toSorted(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column,
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
