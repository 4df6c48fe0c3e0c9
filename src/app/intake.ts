import { composeNotice } from '../alerts/notice.ts'
import type { Notice } from '../domain/alert.ts'
import type { Feed } from '../domain/feed.ts'
import { createFetcher } from '../feeds/fetch/index.ts'
import { createFeedKeeper, type FeedKeeper } from '../feeds/files/keeper.ts'
import type { Poll } from '../feeds/poll.ts'
import { createParser } from '../feeds/poll/parser.ts'
import { createPoller, type Poller } from '../feeds/poller.ts'
import { DAY } from '../lib/durations.ts'
import { createPipeline, type Pipeline } from '../pipeline.ts'
import { createStoryIndex } from '../stories/index.ts'
import { userAgent } from '../version.ts'
import { lastGoodOf } from './in-force.ts'
import type { Parts } from './parts.ts'

/** Stories are looked back on for as long. */
const STORY_WINDOW = 5 * DAY

/** Polls that were not stored, and why the last one was not. */
export type Lost = { readonly polls: number; readonly reason: string }

/** From the feeds to the outbox. */
export type Intake = {
  readonly poller: Poller
  readonly pipeline: Pipeline
  /** The feeds in force. */
  feeds(): readonly Feed[]
  /** New articles since the start. */
  fresh(): number
  /** What could not be stored since the start; it is fetched again. */
  lost(): Lost
  /** Why the feed files are not as they stand in the folder; empty when all is well. */
  problems(): readonly string[]
  stop(): Promise<void>
}

/** Opens the way from the feeds to the outbox. `fixed` takes the place of the feed folder. */
export async function openIntake(parts: Parts, fixed?: readonly Feed[]): Promise<Intake> {
  const { clock, log, store, config, notify } = parts
  const pipeline = await openPipeline(parts)
  let fresh = 0
  let lost: Lost = { polls: 0, reason: '' }
  async function take(poll: Poll): Promise<void> {
    const taken = await pipeline.take(poll).catch((error: Error) => {
      lost = { polls: lost.polls + 1, reason: error.message }
      throw error
    })
    fresh += taken.fresh
    if (taken.held) await notify(heldNotice(poll.feed, clock.now()))
  }
  const fetcher = createFetcher({ userAgent: userAgent(config.contact) })
  const parser = createParser()
  const poller = createPoller({
    fetcher,
    parse: (bytes, options) => parser.parse(bytes, options),
    expect: (documents) => parser.expect(documents),
    clock,
    log,
    take,
    notify,
    persist: (states) => store.transaction((tx) => tx.putFeedStates(states)),
    onReach: (isThere) => log.warn(isThere ? BACK : CUT_OFF),
  })
  const keeper = fixed ? undefined : openKeeper(parts, (feeds) => poller.setFeeds(feeds))
  await keeper?.start()
  poller.setFeeds(fixed ?? keeper!.current(), await store.feedStates())
  return {
    poller,
    pipeline,
    feeds: () => fixed ?? keeper!.current(),
    fresh: () => fresh,
    lost: () => lost,
    problems: () =>
      (keeper?.problems() ?? []).map(({ file, line, message }) => `${file}:${line} ${message}`),
    async stop() {
      await keeper?.stop()
      await poller.stop()
      await pipeline.idle()
      await parser.close()
      await fetcher.close()
    },
  }
}

const CUT_OFF =
  'No feed could be reached: is there internet here? trucewatch keeps trying. To see it at work without, run: npm run demo'
const BACK = 'Feeds can be reached again.'

async function openPipeline(parts: Parts): Promise<Pipeline> {
  const { clock, log, store, config, directory, outbox, rules, tidy } = parts
  return createPipeline({
    store,
    rules: () => rules.current(),
    stories: createStoryIndex(await store.reportsSince(clock.now() - STORY_WINDOW)),
    clock,
    ageLimit: config.ageLimit,
    channelOf: directory.channelOf,
    isQuiet: parts.isQuiet,
    onCommit: () => {
      outbox.deliverDue().catch((error: unknown) => log.error('delivery-failed', { error }))
      tidy()
    },
  })
}

function openKeeper(
  { config, clock, log, notify }: Parts,
  onFeeds: (feeds: readonly Feed[]) => void,
): FeedKeeper {
  return createFeedKeeper({
    folder: config.feedsDir,
    lastGoodFile: lastGoodOf(config.dataDir).feeds,
    clock,
    log,
    onNotice: notify,
    onFeeds,
  })
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
