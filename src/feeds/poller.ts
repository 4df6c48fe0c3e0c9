import { FeedError } from '../domain/errors.ts'
import type { Feed, FeedState } from '../domain/feed.ts'
import type { Clock, Fetcher, Log } from '../domain/ports.ts'
import { MINUTE, SECOND } from '../lib/durations.ts'
import { newState, pollFeed, type Parse, type Poll } from './poll.ts'

export type PollerParts = {
  readonly fetcher: Fetcher
  readonly parse: Parse
  readonly clock: Clock
  readonly log: Log
  readonly random?: () => number
  /** Takes in what a poll brought, together with its state; a rejection leaves the feed's old state in force. */
  readonly take: (poll: Poll) => Promise<void>
  /** Keeps states that came without entries, in one go. */
  readonly persist: (states: readonly FeedState[]) => Promise<void>
  /** Told after each poll, for health and notices. */
  readonly onPoll?: (poll: Poll, before: FeedState) => void
}

export type Poller = {
  /** Replaces the feeds; states of feeds that stay are kept. */
  setFeeds(feeds: readonly Feed[], states?: readonly FeedState[]): void
  /** Starts every poll that is due; resolves once they are started, not when they end. */
  tick(): Promise<void>
  /** Polls these feeds (all of them where none are named) now, due or not, and resolves when all have ended. */
  pollAll(ids?: readonly string[]): Promise<readonly Poll[]>
  states(): ReadonlyMap<string, FeedState>
  /** Aborts what is under way and keeps what is known; resolves within seconds. */
  stop(): Promise<void>
}

const MOST_IN_FLIGHT = 64
/** Between two requests to one public host. */
const SPACING = SECOND
/** How often states that changed without entries are written. */
const FLUSH = MINUTE

export function createPoller(parts: PollerParts): Poller {
  const { clock, log } = parts
  const feeds = new Map<string, Feed>()
  const states = new Map<string, FeedState>()
  const busy = new Map<string, Promise<Poll | undefined>>()
  const hosts = new Map<string, number>()
  const dirty = new Set<string>()
  const abort = new AbortController()
  let flushedAt: number | undefined

  function isFree(feed: Feed): boolean {
    return (
      !busy.has(feed.id) &&
      busy.size < MOST_IN_FLIGHT &&
      (hosts.get(hostOf(feed)) ?? 0) <= clock.now()
    )
  }

  async function flush(): Promise<void> {
    const changed = [...dirty].flatMap((id) => states.get(id) ?? [])
    dirty.clear()
    flushedAt = clock.now()
    if (changed.length > 0) await parts.persist(changed)
  }

  /** Marked as tried before it is asked: a restart in between asks it no second time. */
  function plan(feed: Feed): void {
    const now = clock.now()
    const state = states.get(feed.id)!
    states.set(feed.id, { ...state, lastTriedAt: now, dueAt: Math.max(state.dueAt, now + MINUTE) })
    dirty.add(feed.id)
  }

  function start(feed: Feed): Promise<Poll | undefined> {
    hosts.set(hostOf(feed), Number.POSITIVE_INFINITY)
    const poll = run(feed).finally(() => {
      busy.delete(feed.id)
      hosts.set(hostOf(feed), clock.now() + (feed.allowPrivate ? 0 : SPACING))
    })
    busy.set(feed.id, poll)
    return poll
  }

  async function run(feed: Feed): Promise<Poll | undefined> {
    const before = states.get(feed.id) ?? newState(feed)
    try {
      const poll = await pollFeed(feed, before, {
        fetcher: parts.fetcher,
        parse: parts.parse,
        now: () => clock.now(),
        random: parts.random ?? Math.random,
        signal: abort.signal,
      })
      if (abort.signal.aborted) return undefined
      if (poll.outcome === 'entries') {
        await parts.take(poll)
        dirty.delete(feed.id)
      } else dirty.add(feed.id)
      states.set(feed.id, poll.state)
      parts.onPoll?.(poll, before)
      return poll
    } catch (error) {
      const again = { ...before, dueAt: clock.now() + MINUTE }
      states.set(feed.id, again)
      log.error('feed-not-taken-in', { feed: feed.id, error: (error as Error).message })
      if (!(error instanceof FeedError)) throw error
      return undefined
    }
  }

  return {
    setFeeds(next, known = []) {
      const stored = new Map(known.map((state) => [state.feed, state]))
      feeds.clear()
      for (const feed of next.filter(({ enabled }) => enabled)) {
        feeds.set(feed.id, feed)
        const state = states.get(feed.id) ?? stored.get(feed.id)
        states.set(feed.id, state ? adopt(feed, state) : newState(feed))
      }
      for (const id of states.keys()) if (!feeds.has(id)) states.delete(id)
    },
    async tick() {
      const now = clock.now()
      const due: Feed[] = []
      for (const feed of feeds.values()) {
        const state = states.get(feed.id)!
        if (
          state.goneAt === undefined &&
          state.dueAt <= now &&
          isFree(feed) &&
          !due.some((other) => hostOf(other) === hostOf(feed))
        )
          due.push(feed)
        if (busy.size + due.length >= MOST_IN_FLIGHT) break
      }
      for (const feed of due) plan(feed)
      if (flushedAt === undefined ? due.length > 0 : now - flushedAt >= FLUSH) await flush()
      for (const feed of due) start(feed).catch(() => undefined)
    },
    async pollAll(ids) {
      const wanted = [...feeds.values()].filter(({ id }) => !ids || ids.includes(id))
      const polls = await pollByHost(wanted, start)
      await flush()
      return polls
    },
    states: () => states,
    async stop() {
      abort.abort(new FeedError('timeout', 'The bot is stopping.'))
      await Promise.allSettled(busy.values())
      await flush()
    },
  }
}

/** A feed whose address in the file changed begins anew, but is no new feed. */
function adopt(feed: Feed, state: FeedState): FeedState {
  if (state.url === feed.addresses[0].url) return state
  return {
    ...newState(feed),
    firstPolledAt: state.firstPolledAt,
    entriesPerDay: state.entriesPerDay,
  }
}

function hostOf({ addresses }: Feed): string {
  return new URL(addresses[0].url).host
}

/** Host by host side by side, one after the other within a host. */
async function pollByHost(
  feeds: readonly Feed[],
  start: (feed: Feed) => Promise<Poll | undefined>,
): Promise<readonly Poll[]> {
  const queues = new Map<string, Feed[]>()
  for (const feed of feeds) {
    const queue = queues.get(hostOf(feed))
    if (queue) queue.push(feed)
    else queues.set(hostOf(feed), [feed])
  }
  const waiting = [...queues.values()]
  const polls: Poll[] = []
  async function work(): Promise<void> {
    for (let queue = waiting.shift(); queue; queue = waiting.shift())
      for (const feed of queue) {
        const poll = await start(feed)
        if (poll) polls.push(poll)
      }
  }
  await Promise.all(Array.from({ length: MOST_IN_FLIGHT }, work))
  return polls
}
