import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from '../../domain/errors.ts'
import { fileTrouble, readText } from '../../lib/text-file.ts'
import { doubledIds, readFeedFile, type ReadFeeds } from './read.ts'

export { showProblem, type Problem } from './problem.ts'
export { readFeedFile, type ReadFeeds } from './read.ts'

/** A feed file as it is on disk; `trouble` says why it has no text. */
export type FeedFile = { readonly file: string; readonly text: string; readonly trouble?: string }

/**
 * Reads all feed files (`*.yaml`, `*.yml`) of a folder, in the order of their names. Everything wrong is said at once;
 * feeds without fault are returned beside it. Throws what the system says where the folder cannot be read.
 */
export async function readFeeds(folder: string): Promise<ReadFeeds> {
  return readFeedFiles(await feedFilesIn(folder))
}

/** The feed files of a folder. Throws what the system says of the folder. */
export async function feedFilesIn(folder: string): Promise<readonly FeedFile[]> {
  const names = (await readdir(folder)).filter(isFeedFile).toSorted()
  return Promise.all(
    names.map(async (name) => {
      const file = join(folder, name)
      return readText(file).then(
        (text) => ({ file, text }),
        (error: unknown) => ({ file, text: '', trouble: fileTrouble(error) }),
      )
    }),
  )
}

/** The error of a folder of feed files that cannot be read. */
export function noFolder(folder: string, cause: unknown): ConfigError {
  return new ConfigError(
    `The feed files in ${folder} cannot be read: ${folderTrouble(cause)}. Name the folder with FEEDS_DIR or --feeds.`,
    'no-feeds',
    cause,
  )
}

/** Why a folder cannot be read, in a few words; `cause` is what the system says. */
export function folderTrouble(cause: unknown): string {
  const { code } = cause as NodeJS.ErrnoException
  return code === 'ENOENT' ? 'there is no such folder' : fileTrouble(cause)
}

function unreadable(file: string, trouble: string): ReadFeeds {
  const message = `this cannot be read: ${trouble}`
  return { feeds: [], problems: [{ file, line: 1, column: 1, message }] }
}

/** Whether a file of this name is read. What editors leave beside a file (`.#x.yaml`, `x.yaml~`) is none. */
export function isFeedFile(name: string): boolean {
  return /^[^.].*\.ya?ml$/i.test(name)
}

/** Reads the texts of feed files together. */
export function readFeedFiles(files: readonly FeedFile[]): ReadFeeds {
  const read = files.map(({ file, text, trouble }) =>
    trouble === undefined ? readFeedFile(file, text) : unreadable(file, trouble),
  )
  const feeds = read.flatMap((one) => one.feeds)
  return { feeds, problems: [...read.flatMap((one) => one.problems), ...doubledIds(feeds)] }
}
