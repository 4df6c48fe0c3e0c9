import type { Node, YamlFile } from '../../lib/yaml.ts'
import { error, type Place, type RuleProblem } from '../problem.ts'

/** One file while it is being read: what is found wrong is added to `problems`. */
export type Reading = {
  readonly yaml: YamlFile
  /** The lines as they stand in the file; `yaml` may hold mended ones. */
  readonly lines: readonly string[]
  /** Rows with a problem of their own already: what YAML makes of them is not looked at. */
  readonly screened: ReadonlySet<number>
  readonly problems: RuleProblem[]
}

/** What the yaml package calls a value: a node, or null where there is none. */
export type Value = Node | null | undefined

export function placeOf(reading: Reading, value: Value): Place {
  const [start, end] = value?.range ?? [0, 0]
  const { line, column } = reading.yaml.at(start)
  const source = reading.lines[line - 1] ?? ''
  const length = Math.max(1, Math.min(end - start, source.length - column + 1))
  return { file: reading.yaml.file, line, column, length, source }
}

export function placeAt(reading: Reading, line: number, column: number, length: number): Place {
  return {
    file: reading.yaml.file,
    line,
    column,
    length,
    source: reading.lines[line - 1] ?? '',
  }
}

/** Adds an error at a value; nothing on a row that has one already. */
export function refuse(
  reading: Reading,
  value: Value,
  id: string,
  message: string,
  cure?: string,
): undefined {
  const place = placeOf(reading, value)
  if (!reading.screened.has(place.line)) reading.problems.push(error(id, place, message, cure))
  return undefined
}
