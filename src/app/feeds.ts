import { ConfigError } from '../domain/errors.ts'
import type { Feed } from '../domain/feed.ts'
import { readFeeds, showProblem } from '../feeds/files/index.ts'

/** The feeds of a folder. Throws ConfigError with every problem, or where there is no feed at all. */
export async function loadFeeds(folder: string): Promise<readonly Feed[]> {
  const { feeds, problems } = await readFeeds(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
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
