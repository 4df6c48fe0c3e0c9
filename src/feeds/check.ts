import type { Feed, FeedState } from '../domain/feed.ts'
import type { Fetcher } from '../domain/fetching.ts'
import type { Clock, Log } from '../domain/ports.ts'
import { healthOf, type Health } from './health.ts'
import { createPoller } from './poller.ts'
import type { Parse, Poll } from './poll.ts'

/** How a feed is doing right now. */
export type Checked = Health & {
  /** Entries in its document; undefined where it was not asked or did not answer. */
  readonly entries: number | undefined
}

export type CheckParts = {
  readonly fetcher: Fetcher
  readonly parse: Parse
  readonly clock: Clock
  readonly log: Log
  /** Told how many of all have answered. */
  readonly onPoll?: (done: number) => void
}

/**
 * Asks feeds now and keeps nothing. What the bot knows (`known`) gives the history; validators are not sent, so that
 * each answer can be looked into.
 */
export async function checkFeeds(
  feeds: readonly Feed[],
  known: readonly FeedState[],
  parts: CheckParts,
): Promise<readonly Checked[]> {
  const counts = new Map<string, number | undefined>()
  const poller = createPoller({
    ...parts,
    take: () => Promise.resolve(),
    persist: () => Promise.resolve(),
    onPoll(poll) {
      counts.set(poll.feed.id, entriesIn(poll))
      parts.onPoll?.(counts.size)
    },
  })
  poller.setFeeds(
    feeds.map((feed) => ({ ...feed, enabled: true })),
    known.map((state) => ({
      ...state,
      etag: undefined,
      lastModified: undefined,
      bodyHash: undefined,
    })),
  )
  await poller.pollAll()
  const states = poller.states()
  await poller.stop()
  const now = parts.clock.now()
  return feeds.map((feed) => ({
    ...healthOf({ ...feed, enabled: true }, states.get(feed.id), now),
    entries: counts.get(feed.id),
  }))
}

function entriesIn({ outcome, entries }: Poll): number | undefined {
  return outcome === 'entries' ? entries.length : undefined
}
