import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { Notice } from '../../src/domain/alert.ts'
import type { Feed, FeedState } from '../../src/domain/feed.ts'
import type { FetchRequest } from '../../src/domain/fetching.ts'
import type { Poll } from '../../src/feeds/poll.ts'
import type { PollerParts } from '../../src/feeds/poll/parts.ts'
import { createPoller } from '../../src/feeds/poller.ts'
import { MINUTE, SECOND } from '../../src/lib/durations.ts'
import { aClock, aFeed, fakeFetcher, parsed, silentLog, type FakeAnswer } from './support.ts'

export const WHOLE = '<rss><channel></channel></rss>'
export const TEN_MINUTES = { kind: 'interval', ms: 10 * MINUTE } as const

/** A poller on a clock that is moved by hand, with a store of its own that survives it. */
export function setUp(
  feeds: readonly Feed[],
  answer: (request: FetchRequest) => FakeAnswer | Error | Promise<FakeAnswer | Error> = () => ({
    body: WHOLE,
  }),
  more: Partial<PollerParts> = {},
) {
  const clock = aClock()
  const stored = new Map<string, FeedState>()
  const taken: Poll[] = []
  const notices: Notice[] = []
  const writes: number[] = []
  const fetcher = fakeFetcher(answer)
  const log = silentLog()
  function start() {
    const poller = createPoller({
      fetcher,
      parse: () => parsed(),
      clock,
      log,
      take: async (poll) => {
        taken.push(poll)
        stored.set(poll.feed.id, poll.state)
      },
      persist: async (states) => {
        writes.push(states.length)
        for (const state of states) stored.set(state.feed, state)
      },
      notify: async (notice) => notices.push(notice),
      random: () => 1,
      // As in a real second, whatever is at hand comes first.
      sleep: async (ms) => {
        await turnOfTheLoop()
        clock.at += ms
      },
      ...more,
    })
    poller.setFeeds(feeds, [...stored.values()])
    return poller
  }
  const poller = start()
  /** Ticks each `step` for `span`, and lets each tick's polls end. */
  async function run(span: number, step: number = SECOND, on = poller) {
    for (const end = clock.at + span; clock.at <= end; clock.at += step) {
      await on.tick()
      await on.idle()
    }
  }
  return { clock, stored, taken, notices, writes, fetcher, log, poller, start, run }
}

export function many(count: number, over: Partial<Feed> = {}): readonly Feed[] {
  return Array.from({ length: count }, (_, index) =>
    aFeed({
      id: `feed-${index}`,
      addresses: [{ url: `https://host-${index}.example/feed` }],
      ...over,
    }),
  )
}
