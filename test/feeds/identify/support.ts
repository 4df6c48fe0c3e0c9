import type { Article, Entry } from '../../../src/domain/article.ts'
import type { Feed } from '../../../src/domain/feed.ts'
import { identify, keysOf, type Identified } from '../../../src/feeds/identify/index.ts'
import { aFeed, anEntry } from '../support.ts'

/** What a store remembers of articles, in memory: keys that another article owns stay there. */
export type Memory = {
  readonly articles: Map<string, Article>
  readonly owners: Map<string, string>
  /** Takes a document in, and says what was found. */
  poll(entries: readonly Entry[], options?: { feed?: Feed; now?: number }): Identified
}

export function aMemory(start: number, defaultFeed: Feed = aFeed()): Memory {
  const articles = new Map<string, Article>()
  const owners = new Map<string, string>()
  const polled = new Set<string>()
  return {
    articles,
    owners,
    poll(entries, { feed = defaultFeed, now = start } = {}) {
      const keys = keysOf(feed, entries, now)
      const firstPoll = !polled.has(feed.id)
      polled.add(feed.id)
      const found = identify({ feed, entries, keys, known: owners, articles, firstPoll, now })
      for (const { article, keys: own } of [...found.fresh, ...found.revised, ...found.further]) {
        articles.set(article.id, article)
        for (const key of own) if (!owners.has(key)) owners.set(key, article.id)
      }
      return found
    },
  }
}

export function titles(found: Identified): readonly string[] {
  return found.fresh.map(({ article }) => article.title)
}

/** Three articles of one day. */
export const STORIES: readonly Entry[] = [
  anEntry({
    id: 'g-1',
    url: 'https://wire.example/magnets',
    title: 'Ministry clears magnet exports',
    summary: 'Six firms may ship again.',
  }),
  anEntry({
    id: 'g-2',
    url: 'https://wire.example/gallium',
    title: 'Gallium quota stays as it was',
    summary: 'Nothing changes until spring.',
  }),
  anEntry({
    id: 'g-3',
    url: 'https://wire.example/talks',
    title: 'Delegations meet again in Geneva',
    summary: 'The third round begins on Monday.',
  }),
]
