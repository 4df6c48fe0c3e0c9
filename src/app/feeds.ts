import { ConfigError } from '../domain/errors.ts'
import type { Feed } from '../domain/feed.ts'
import { noFolder, readFeeds, showProblem } from '../feeds/files/index.ts'
import { READ_OFF } from '../feeds/identify/language.ts'
import type { KnownFeeds } from '../rules/check/feeds.ts'

/** The feeds of a folder. Throws ConfigError with every problem, or where there is no feed at all. */
export async function loadFeeds(folder: string): Promise<readonly Feed[]> {
  const { feeds, problems } = await readFeeds(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw noFolder(folder, error)
    throw new ConfigError(
      `There is no folder ${folder} with feed files. Start trucewatch in its own folder, or name one with FEEDS_DIR (or --feeds).`,
      'no-feeds',
    )
  })
  if (problems.length > 0) throw new ConfigError(problems.map(showProblem).join('\n'), 'bad-feeds')
  if (feeds.length === 0)
    throw new ConfigError(
      `${folder} holds no feed. See docs/feeds.md for how one is written.`,
      'no-feeds',
    )
  return feeds
}

/**
 * What rules can name feeds by: those of `feeds`, or else of the folder. Undefined where there is no such folder, and
 * where something in it cannot be read: then not all of them are known.
 */
export async function knownFeeds(
  folder: string,
  feeds?: readonly Feed[],
): Promise<KnownFeeds | undefined> {
  const read = feeds ? { feeds, problems: [] } : await readFeeds(folder).catch(() => undefined)
  if (!read || read.problems.length > 0 || read.feeds.length === 0) return undefined
  const said = read.feeds.flatMap(({ lang }) => lang ?? [])
  const isOpen = said.length < read.feeds.length
  return {
    ids: new Set(read.feeds.map(({ id }) => id)),
    tags: new Set(read.feeds.flatMap(({ tags }) => tags)),
    langs: new Set(isOpen ? [...said, ...READ_OFF] : said),
    isOpen,
  }
}
