import type { RuleProblem } from '../problem.ts'
import type { Sources } from './walk.ts'

const OK = /\s#\s*ok:\s*([\w-]+(?:\s*,\s*[\w-]+)*)/

/** Without the warnings that their own line silences: `# ok: too-broad`, several ids with commas. Errors stay. */
export function silenced(
  problems: readonly RuleProblem[],
  sources: Sources,
): readonly RuleProblem[] {
  return problems.filter(({ level, id, file, line }) => {
    if (level === 'error') return true
    const ids = OK.exec(sources(file, line))?.[1]?.split(/\s*,\s*/) ?? []
    return !ids.includes(id)
  })
}
