import type { RuleProblem } from '../problem.ts'
import { error, hasErrors, wholeFile } from '../problem.ts'
import type { Memory } from '../memory.ts'
import { SHARED_FILE, type RuleFile } from '../read/folder.ts'
import type { RuleSource } from '../source.ts'
import { coveredLines } from './covered.ts'
import { checkLists } from './lists.ts'
import { checkMeant } from './meant.ts'
import { silenced, unknownSilences } from './silence.ts'
import { missingTwins } from './twins.ts'
import { upkeep } from './upkeep.ts'
import type { Sources } from './walk.ts'
import { checkWording } from './wording.ts'

/**
 * Everything that can be said of rules without a text to try them on. `now` decides which review dates have passed;
 * `earlier` is what reading has found.
 */
export function checkSource(
  source: RuleSource,
  files: readonly RuleFile[],
  now: number,
  earlier: readonly RuleProblem[],
  memory: Memory,
): readonly RuleProblem[] {
  const sources = sourcesOf(files)
  const lists = [...checkLists(source, sources, unreadLists(files, earlier))]
  const problems = [
    ...lists,
    ...noTopics(source, files),
    ...upkeep(whole(source, earlier), sources, now),
    ...unknownSilences(files),
  ]
  if (!hasErrors(lists))
    problems.push(
      ...checkWording(source, sources),
      ...checkMeant(source, sources),
      ...missingTwins(source, sources),
      ...coveredLines(source, sources, memory),
    )
  return silenced(problems, sources)
}

/** Whether a list is named in a _shared.yaml that could not be read completely: it has an error of its own. */
function unreadLists(
  files: readonly RuleFile[],
  problems: readonly RuleProblem[],
): (name: string) => boolean {
  const shared = files.find(({ name }) => name === SHARED_FILE)
  const broken = problems.some(({ level, file }) => level === 'error' && file === shared?.file)
  if (!shared || !broken) return () => false
  return (name) =>
    problems.some(({ id }) => id === 'yaml') || new RegExp(`\\b${name}\\s*[:：]`).test(shared.text)
}

/** Topics whose files were read without an error: of the others it is not known what they lack. */
function whole(source: RuleSource, problems: readonly RuleProblem[]): RuleSource {
  const broken = new Set(problems.filter(({ level }) => level === 'error').map(({ file }) => file))
  return { ...source, topics: source.topics.filter(({ file }) => !broken.has(file)) }
}

function* noTopics(source: RuleSource, files: readonly RuleFile[]): Generator<RuleProblem> {
  const [only, second] = files
  if (!only || second || source.topics.length > 0 || only.name !== SHARED_FILE) return
  const cure = 'begin with `trucewatch rules new "Rare earths"`'
  yield error('no-rules', wholeFile(only.file), 'there is no topic beside this file', cure)
}

/** Looks up rows of files that are in memory. */
export function sourcesOf(files: readonly RuleFile[]): Sources {
  const rows = new Map(files.map(({ file, text }) => [file, text.split(/\r?\n/)]))
  return (file, row) => rows.get(file)?.[row - 1] ?? ''
}
