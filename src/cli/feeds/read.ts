import type { Feed, FeedState } from '../../domain/feed.ts'
import { noFolder, readFeeds, type ReadFeeds } from '../../feeds/files/index.ts'
import { nearest } from '../../text/natural.ts'
import type { CliContext } from '../context.ts'
import { UsageError } from '../exit.ts'

/** The feed files of the folder that is set. Throws ConfigError where there is none. */
export async function feedFiles(context: CliContext): Promise<ReadFeeds> {
  const { feedsDir } = context.config()
  try {
    return await readFeeds(feedsDir)
  } catch (cause) {
    throw noFolder(feedsDir, cause)
  }
}

/** The feeds that are named, in that order; those that are enabled where none is named. */
export function chosen(feeds: readonly Feed[], ids: readonly string[]): readonly Feed[] {
  if (ids.length === 0) return feeds.filter(({ enabled }) => enabled)
  return ids.map((id) => {
    const feed = feeds.find((one) => one.id === id)
    if (feed) return feed
    const meant = nearest(
      id,
      feeds.map((one) => one.id),
    )
    throw new UsageError(
      `There is no feed ${id}${meant ? `; did you mean ${meant}?` : '. trucewatch feeds list names them all.'}`,
    )
  })
}

/** What the bot remembers of its feeds; nothing where it has not run. */
export async function knownStates(context: CliContext): Promise<readonly FeedState[]> {
  const store = await context.openStoreReadOnly()
  if (!store) return []
  try {
    return await store.feedStates()
  } finally {
    await store.close()
  }
}
