import type { z } from 'zod'
import type { YamlFile } from '../../lib/yaml.ts'
import { misplaced } from './places.ts'

/** Something wrong in a feed file, where it stands; 1-based. */
export type Problem = {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
}

/** A problem as a line: `feeds/press.yaml:12:5  …`. */
export function showProblem({ file, line, column, message }: Problem): string {
  return `${file}:${line}:${column}  ${message}`
}

/** What zod found, where it stands in the file; `base` is the path to what was checked. */
export function problemsOf(
  yaml: YamlFile,
  base: readonly PropertyKey[],
  issue: z.core.$ZodIssue,
): readonly Problem[] {
  const path = [...base, ...issue.path]
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      file: yaml.file,
      ...yaml.locateKey(path, key),
      message: misplaced(key, path),
    }))
  const name = issue.path.filter((part) => typeof part === 'string').join('.')
  const isAbsent = issue.code === 'invalid_type' && path.length > 0
  if (isAbsent && yaml.document.getIn(path) === undefined)
    return [problem(yaml, path, missing(name))]
  return [problem(yaml, path, `${name} ${issue.message}`.trim())]
}

function problem(yaml: YamlFile, path: readonly PropertyKey[], message: string): Problem {
  return { file: yaml.file, ...yaml.locate(path), message }
}

function missing(name: string): string {
  return name === 'feeds'
    ? 'feeds is missing: write feeds: and below it a list of feeds'
    : `${name} is missing`
}
