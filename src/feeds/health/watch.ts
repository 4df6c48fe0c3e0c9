import type { Notice } from '../../domain/alert.ts'
import type { FeedState } from '../../domain/feed.ts'
import type { Log } from '../../domain/ports.ts'
import { MINUTE } from '../../lib/durations.ts'
import type { Poll } from '../poll.ts'
import { eventsOf, noticesOf, type FeedEvent } from './events.ts'

/**
 * Collects what happens to feeds and tells it at most once a minute, many of a kind in one notice. While the network is
 * away nothing is told of feeds: it is not their fault, and what has passed by then is never told.
 */
export type FeedWatch = {
  polled(poll: Poll, before: FeedState): void
  /** Tells what has waited for a minute. */
  look(isNetworkLost: boolean, now: number): Promise<void>
  /** Tells what is waiting, where nothing comes after: what is not told now never is. */
  end(isNetworkLost: boolean, now: number): Promise<void>
}

const TOGETHER = MINUTE

export function createFeedWatch(parts: {
  readonly notify?: (notice: Notice) => Promise<unknown>
  readonly log: Log
}): FeedWatch {
  let waiting: FeedEvent[] = []
  let since: number | undefined

  function add(event: FeedEvent, now: number): void {
    const opposite = OPPOSITES[event.kind]
    const before = waiting.length
    waiting = waiting.filter(({ kind, feed }) => kind !== opposite || feed.id !== event.feed.id)
    if (waiting.length < before) return
    waiting.push(event)
    since ??= now
  }

  async function tell(now: number): Promise<void> {
    const notices = noticesOf(waiting, now)
    waiting = []
    since = undefined
    for (const notice of notices) {
      try {
        await parts.notify?.(notice)
      } catch (error) {
        parts.log.error('notice-failed', { notice: notice.key, error })
      }
    }
  }

  return {
    polled({ feed, state }, before) {
      for (const event of eventsOf(feed, before, state)) add(event, state.lastTriedAt ?? 0)
    },
    async look(isNetworkLost, now) {
      // Counted anew from its return: by then the feeds were asked again, and most troubles are over.
      if (isNetworkLost) since = now
      if (waiting.length > 0 && now - (since ?? now) >= TOGETHER) await tell(now)
    },
    async end(isNetworkLost, now) {
      if (!isNetworkLost) await tell(now)
    },
  }
}

/** A recovery that comes before its trouble was told leaves nothing to tell. */
const OPPOSITES: Readonly<Partial<Record<FeedEvent['kind'], FeedEvent['kind']>>> = {
  recovered: 'failing',
  speaks: 'silent',
}
