import { nearest } from '../../text/natural.ts'
import { warning, WARNINGS, type RuleProblem } from '../problem.ts'
import type { RuleFile } from '../read/folder.ts'
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

/** Names behind `# ok:` that no warning bears: the line would go on being warned of, or will be one day. */
export function* unknownSilences(files: readonly RuleFile[]): Generator<RuleProblem> {
  const known = new Set<string>(WARNINGS)
  for (const { file, text } of files)
    for (const [index, source] of text.split(/\r?\n/).entries()) {
      const found = OK.exec(source)
      for (const id of found?.[1]?.split(/\s*,\s*/) ?? []) {
        if (known.has(id)) continue
        const column = source.indexOf(id, found!.index) + 1
        const place = { file, line: index + 1, column, length: id.length, source }
        const meant = nearest(id, known)
        const cure = meant ? `did you mean ${meant}?` : `the warnings are ${[...known].join(', ')}`
        yield warning('unknown-ok', place, `there is no warning "${id}"`, cure)
      }
    }
}
