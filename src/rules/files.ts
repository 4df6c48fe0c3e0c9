import { sha256 } from '../lib/hash.ts'
import { RuleError } from '../domain/errors.ts'
import type { RuleSet } from '../domain/rule.ts'
import { checkSource } from './check/index.ts'
import { compile } from './compile.ts'
import { createMemory, type Memory } from './memory.ts'
import { error, hasErrors, inOrder, wholeFile, type RuleProblem } from './problem.ts'
import { openFile } from './read/file.ts'
import { readFolder, SHARED_FILE, type RuleFile } from './read/folder.ts'
import type { Reading } from './read/reading.ts'
import { NOTHING_SHARED, readShared, readTopic, type Shared } from './read/topic.ts'
import type { RuleSource, TopicSource } from './source.ts'
import { testProblems } from './testing.ts'

export type Loaded = {
  /** Undefined where there is an error: such a set never goes live. */
  readonly set: RuleSet | undefined
  /** The set also where nothing but its own tests fails: to try it out, never to alert by it. */
  readonly compiled: RuleSet | undefined
  /** What could be read; incomplete where there are errors. */
  readonly source: RuleSource | undefined
  readonly problems: readonly RuleProblem[]
  readonly files: readonly RuleFile[]
}

export type LoadOptions = {
  /** Today, for review dates; epoch milliseconds. */
  readonly now?: number
  /** The folder's name in messages, where it is not the folder's own. */
  readonly shownAs?: string
  /** What earlier loads of the same folder found out; without it all is made anew. */
  readonly memory?: Memory
}

/**
 * Reads, checks, compiles and tests a folder of rules, all of it aside: nothing is in force before the caller takes
 * the set. Never throws for what is in the files; everything wrong is in `problems`, in the order of the files.
 */
export async function loadRules(folder: string, options: LoadOptions = {}): Promise<Loaded> {
  const { files, problems } = await readFolder(folder, options.shownAs)
  return loadFiles(files, problems, options.now, options.memory)
}

/** The same from texts that are in memory. */
export function loadFiles(
  files: readonly RuleFile[],
  earlier: readonly RuleProblem[] = [],
  now: number = Date.now(),
  memory: Memory = createMemory(),
): Loaded {
  memory.begin()
  const problems = [...earlier]
  const source = readSource(files, problems, memory)
  problems.push(...checkSource(source, files, now, problems, memory))
  const set = hasErrors(problems) ? undefined : compileAside(source, files, problems)
  if (set) problems.push(...testProblems(set, source, files, memory))
  const good = set !== undefined && !hasErrors(problems)
  return { set: good ? set : undefined, compiled: set, source, files, problems: inOrder(problems) }
}

/** What check has let through and the engine does not take is an error as well. */
function compileAside(
  source: RuleSource,
  files: readonly RuleFile[],
  problems: RuleProblem[],
): RuleSet | undefined {
  try {
    return compile(source, hashOf(files))
  } catch (cause) {
    if (!(cause instanceof RuleError)) throw cause
    problems.push(error(cause.code, wholeFile(files[0]?.file ?? ''), cause.message))
    return undefined
  }
}

function readSource(
  files: readonly RuleFile[],
  problems: RuleProblem[],
  memory: Memory,
): RuleSource {
  /** The same texts and defaults are the same topics and lists: later steps know by that what has not changed. */
  function read<T>(file: RuleFile, defaults: string, make: (reading: Reading) => T): T | undefined {
    const { name, file: shownAs, text } = file
    const { value, found } = memory.keep(`read ${name}`, [shownAs, text, defaults], () => {
      const found: RuleProblem[] = []
      const reading = openFile(file, found)
      return { value: reading && make(reading), found }
    })
    problems.push(...found)
    return value
  }
  const sharedFile = files.find(({ name }) => name === SHARED_FILE)
  const shared: Shared = (sharedFile && read(sharedFile, '', readShared)) ?? NOTHING_SHARED
  const defaults = JSON.stringify(shared.defaults)
  const topics: TopicSource[] = []
  for (const file of files.filter(({ name }) => name !== SHARED_FILE)) {
    const id = file.name.replace(/\.yaml$/, '')
    const topic = read(file, defaults, (reading) => readTopic(id, reading, shared.defaults))
    if (topic) topics.push(topic)
  }
  return { topics, lists: shared.lists, ignore: shared.ignore }
}

/** Of names and texts, wherever the folder lies. */
export function hashOf(files: readonly RuleFile[]): string {
  return sha256(...files.flatMap(({ name, text }) => [name, text])).slice(0, 16)
}
