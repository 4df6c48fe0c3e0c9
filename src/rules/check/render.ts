import { count } from '../../lib/count.ts'
import { displayWidth } from '../../lib/width.ts'
import type { RuleProblem } from '../problem.ts'

/** How a problem is coloured; plain text where there is no colour. */
export type Paint = {
  readonly strong: (text: string) => string
  readonly level: (text: string, level: RuleProblem['level']) => string
  readonly faint: (text: string) => string
}

export const PLAIN: Paint = {
  strong: (text) => text,
  level: (text) => text,
  faint: (text) => text,
}

/**
 * file:line:column  level[id]  what is wrong; below it the line, a caret under the part that is meant, and the cure.
 * Without a caret (length 0) the cure stands under the line.
 */
export function renderProblem(problem: RuleProblem, paint: Paint = PLAIN): string {
  const { level, id, message } = problem
  const head = `${paint.strong(placeText(problem))}  ${paint.level(`${level}[${id}]`, level)}  ${message}`
  return [head, ...body(problem, paint)].join('\n')
}

/** `rules/tariffs.yaml:9:5`; the file alone where the problem is with all of it. */
export function placeText({ file, line, column, source }: RuleProblem): string {
  return source === '' && line === 1 ? file : `${file}:${line}:${column}`
}

function body(problem: RuleProblem, paint: Paint): readonly string[] {
  const { source, line, column, length, cure } = problem
  const advice = cure ? cure.split('\n') : []
  if (source.trim() === '') return advice.map((text) => `       ${text}`)
  const number = String(line).padStart(4)
  const first = Math.max(0, Math.min(column - 1, source.length) - LONGEST / 2)
  const shown = source.slice(first, first + LONGEST).replaceAll('\t', ' ')
  const before = source.slice(first, column - 1)
  const indent = ' '.repeat(7)
  const bar = paint.faint('|')
  const quoted = `${paint.faint(number)} ${bar} ${shown}`
  if (length === 0) return [quoted, ...advice.map((text) => indent + text)]
  const width = Math.max(1, displayWidth(shown.slice(before.length, before.length + length)))
  const marked = `     ${bar} ${' '.repeat(displayWidth(before))}${paint.level('^'.repeat(width), problem.level)}`
  const [beside = '', ...below] = advice
  const gap = ' '.repeat(7 + displayWidth(before) + width + 2)
  return [quoted, `${marked}  ${beside}`.trimEnd(), ...below.map((text) => gap + text)]
}

/** A longer line is cut around the caret. */
const LONGEST = 160

/** All problems, a blank line between them, and a count at the end. */
export function renderProblems(problems: readonly RuleProblem[], paint: Paint = PLAIN): string {
  return problems.map((problem) => renderProblem(problem, paint)).join('\n\n')
}

/** `2 errors, 1 warning`; empty for none. */
export function countProblems(problems: readonly RuleProblem[]): string {
  return (['error', 'warning'] as const)
    .map((level) => ({ level, found: problems.filter((each) => each.level === level).length }))
    .filter(({ found }) => found > 0)
    .map((each) => count(each.found, each.level))
    .join(', ')
}

/** The message of a RuleError: every error, as `rules check` shows it. */
export function errorsOnly(problems: readonly RuleProblem[]): string {
  return renderProblems(problems.filter(({ level }) => level === 'error'))
}
