import { composeNotice } from '../alerts/notice.ts'
import type { Notice } from '../domain/alert.ts'
import type { Feed } from '../domain/feed.ts'
import type { Fetcher } from '../domain/ports.ts'
import { createFetcher } from '../feeds/fetch/index.ts'
import { parseFeed } from '../feeds/parse/index.ts'
import { createPoller, type Poller } from '../feeds/poller.ts'
import type { Poll } from '../feeds/poll.ts'
import { DAY } from '../lib/durations.ts'
import { createPipeline, type Pipeline } from '../pipeline.ts'
import { createStoryIndex } from '../stories/index.ts'
import { userAgent } from '../version.ts'
import { healthNotice } from './health.ts'
import type { Parts } from './parts.ts'

/** Stories are looked back on for as long. */
const STORY_WINDOW = 5 * DAY

/** From the feeds to the outbox. */
export type Intake = {
  readonly poller: Poller
  readonly pipeline: Pipeline
  readonly fetcher: Fetcher
  /** New articles since the start. */
  readonly fresh: () => number
}

export async function createIntake(parts: Parts, feeds: readonly Feed[]): Promise<Intake> {
  const { clock, log, store, config } = parts
  const pipeline = createPipeline({
    store,
    rules: () => parts.rules.current(),
    stories: createStoryIndex(await store.reportsSince(clock.now() - STORY_WINDOW)),
    clock,
    ageLimit: config.ageLimit,
    channelOf: (name) => parts.directory.channelOf(name),
    isQuiet: parts.isQuiet,
    onCommit: () => {
      parts.outbox.deliverDue().catch((error: unknown) => log.error('delivery-failed', { error }))
    },
  })
  let fresh = 0
  async function take(poll: Poll): Promise<void> {
    const taken = await pipeline.take(poll)
    fresh += taken.fresh
    if (taken.fresh > 0) log.debug('feed-taken-in', { feed: poll.feed.id, ...taken })
    if (taken.held) await parts.notify(heldNotice(poll.feed, clock.now()))
  }
  const fetcher = createFetcher({ userAgent: userAgent(config.contact) })
  const poller = createPoller({
    fetcher,
    parse: parseFeed,
    clock,
    log,
    take,
    persist: (states) =>
      store.transaction(async (tx) => {
        for (const state of states) await tx.putFeedState(state)
      }),
    onPoll(poll, before) {
      const { feed, fault, state } = poll
      if (fault)
        log.debug('feed-failed', { feed: feed.id, fault: fault.code, reason: fault.message })
      const notice = healthNotice(feed, before, state, clock.now())
      if (notice)
        parts.notify(notice).catch((error: unknown) => log.error('notice-lost', { error }))
    },
  })
  poller.setFeeds(feeds, await store.feedStates())
  return { poller, pipeline, fetcher, fresh: () => fresh }
}

function heldNotice(feed: Feed, now: number): Notice {
  return composeNotice({
    kind: 'feed-held',
    subject: feed.id,
    once: 'day',
    level: 'warning',
    title: `${feed.title} looks new as a whole`,
    lines: [
      `Most entries of ${feed.id} are suddenly unknown: its ids or addresses have changed. What is really new comes as one digest.`,
    ],
    now,
  })
}
