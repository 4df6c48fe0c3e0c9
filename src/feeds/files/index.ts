import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { doubledIds, readFeedFile, type ReadFeeds } from './read.ts'

export { showProblem, type Problem } from './problem.ts'
export { readFeedFile, type ReadFeeds } from './read.ts'

/** A feed file as it is on disk. */
export type FeedFile = { readonly file: string; readonly text: string }

/**
 * Reads all feed files (`*.yaml`, `*.yml`) of a folder, in the order of their names. Everything wrong is said at once;
 * feeds without fault are returned beside it. Throws what the system says where the folder or a file cannot be read.
 */
export async function readFeeds(folder: string): Promise<ReadFeeds> {
  return readFeedFiles(await feedFilesIn(folder))
}

/** The feed files of a folder. Throws what the system says. */
export async function feedFilesIn(folder: string): Promise<readonly FeedFile[]> {
  const names = (await readdir(folder)).filter(isFeedFile).toSorted()
  return Promise.all(
    names.map(async (name) => {
      const file = join(folder, name)
      return { file, text: await readFile(file, 'utf8') }
    }),
  )
}

/** What editors leave beside a file (`.#x.yaml`, `x.yaml~`) is none. */
function isFeedFile(name: string): boolean {
  return /^[^.].*\.ya?ml$/i.test(name)
}

/** Reads the texts of feed files together. */
export function readFeedFiles(files: readonly FeedFile[]): ReadFeeds {
  const read = files.map(({ file, text }) => readFeedFile(file, text))
  const feeds = read.flatMap((one) => one.feeds)
  return { feeds, problems: [...read.flatMap((one) => one.problems), ...doubledIds(feeds)] }
}
