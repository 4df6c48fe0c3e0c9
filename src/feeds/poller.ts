import { FeedError } from '../domain/errors.ts'
import type { Feed, FeedState } from '../domain/feed.ts'
import { MINUTE } from '../lib/durations.ts'
import { isSkipped, paceOf } from './due.ts'
import { createFeedWatch, type FeedWatch } from './health/watch.ts'
import { endOf, lineOf, pollFeed, type Poll, type PollEnd } from './poll.ts'
import { createGate, type Gate } from './poll/gate.ts'
import { currentRate } from './poll/rate.ts'
import { createReach, type Reach } from './poll/reach.ts'
import { Ledger } from './poll/ledger.ts'
import type { PollerParts } from './poll/parts.ts'
import { createPlaces, type Place } from './poll/places.ts'
import { isOver, waitOf } from './poll/state.ts'

export type Poller = {
  /**
   * Replaces the feeds; those that are not enabled are left out. `known` are states of the store, at start. A feed that
   * stays goes on as it was; one whose address in the file was changed begins anew.
   */
  setFeeds(feeds: readonly Feed[], known?: readonly FeedState[]): void
  /** Starts every poll that is due; resolves once they are started, not when they end. Call it each second. */
  tick(): Promise<void>
  /**
   * Polls these feeds (all where none are named) now, due or not, and resolves when what came is kept and told. Left
   * out: feeds that are gone, and those that asked by Retry-After to wait.
   */
  pollAll(ids?: readonly string[]): Promise<readonly PollEnd[]>
  /** The state of each feed, by its id. */
  states(): ReadonlyMap<string, FeedState>
  /** Resolves when no poll is under way. */
  idle(): Promise<void>
  /** Gives up requests, lets what arrived be taken in, and keeps the states; resolves within seconds. */
  stop(): Promise<void>
}

/** A tick comes once a second, and not to the millisecond. */
const EARLY = 500
const RETRY_TAKE = MINUTE

export function createPoller(parts: PollerParts): Poller {
  return new QueuePoller(parts)
}

class QueuePoller implements Poller {
  readonly #parts: PollerParts
  readonly #feeds = new Map<string, Feed>()
  readonly #ledger: Ledger
  readonly #gate: Gate
  readonly #reach: Reach = createReach()
  readonly #watch: FeedWatch
  readonly #placeFor: (isDoubtful: boolean) => Place
  readonly #busy = new Map<string, Promise<PollEnd | undefined>>()
  readonly #abort = new AbortController()
  #pace = paceOf([])

  constructor(parts: PollerParts) {
    this.#parts = parts
    this.#ledger = new Ledger(parts)
    this.#gate = createGate(parts.clock, parts.sleep)
    const { fetcher, parse } = parts
    const { signal } = this.#abort
    this.#placeFor = createPlaces({ fetcher, parse, gate: this.#gate, signal })
    this.#watch = createFeedWatch(parts)
  }

  setFeeds(feeds: readonly Feed[], known: readonly FeedState[] = []): void {
    const now = this.#parts.clock.now()
    const before = new Map(this.#feeds)
    this.#feeds.clear()
    for (const feed of feeds) if (feed.enabled) this.#feeds.set(feed.id, feed)
    for (const state of known) this.#ledger.learn(state)
    for (const feed of this.#feeds.values()) {
      const state = this.#ledger.adopt(feed, before.get(feed.id), now)
      if (state.fault === 'rate-limited') this.#pauseHost(feed, state.notBefore)
    }
  }

  async tick(): Promise<void> {
    if (this.#abort.signal.aborted) return
    const now = this.#parts.clock.now()
    const due = [...this.#feeds.values()].filter((feed) => this.#isDue(feed, now))
    const probe = due.length === 0 ? this.#probe(now) : undefined
    const feeds = probe ? [probe] : due
    if (feeds.length > 0) this.#setPace()
    this.#expect(feeds)
    const written = this.#ledger.plan(feeds, now)
    for (const feed of feeds) void this.#start(feed, written)
    await written
    await this.#watch.look(this.#reach.isLost(), now)
  }

  async pollAll(ids?: readonly string[]): Promise<readonly PollEnd[]> {
    const now = this.#parts.clock.now()
    const wanted = [...this.#feeds.values()].filter(({ id }) => !ids || ids.includes(id))
    const open = wanted.filter((feed) => this.#mayAsk(feed, now))
    this.#expect(open)
    const written = this.#ledger.plan(
      open.filter(({ id }) => !this.#busy.has(id)),
      now,
    )
    const polls = await Promise.all(
      open.map((feed) => this.#busy.get(feed.id) ?? this.#start(feed, written)),
    )
    const ended = polls.filter((poll) => poll !== undefined)
    // Those that hang end last, and three in a row look like a network that is away.
    await this.#tellRest(ended.every(({ fault }) => fault))
    await this.#ledger.flush()
    return ended
  }

  states(): ReadonlyMap<string, FeedState> {
    return new Map([...this.#feeds.keys()].map((id) => [id, this.#ledger.get(id)]))
  }

  async idle(): Promise<void> {
    while (this.#busy.size > 0) await Promise.all(this.#busy.values())
  }

  async stop(): Promise<void> {
    this.#abort.abort(new FeedError('timeout', 'The bot is stopping.'))
    await this.idle()
    await this.#tellRest()
    await this.#ledger.flush()
  }

  #expect(feeds: readonly Feed[]): void {
    const isNew = ({ id }: Feed) => this.#ledger.get(id).bodyHash === undefined
    this.#parts.expect?.(feeds.filter(isNew).length)
  }

  #tellRest(mayBeLost = true): Promise<void> {
    return this.#watch.end(mayBeLost && this.#reach.isLost(), this.#parts.clock.now())
  }

  #mayAsk(feed: Feed, now: number): boolean {
    const state = this.#ledger.get(feed.id)
    return (
      !isOver(feed, state) && (state.notBefore ?? 0) <= now && !this.#isPaused(feed, state.address)
    )
  }

  #isDue(feed: Feed, now: number): boolean {
    const state = this.#ledger.get(feed.id)
    const isTime = state.dueAt <= now + EARLY && !isSkipped(feed, state, now)
    return isTime && !this.#busy.has(feed.id) && this.#mayAsk(feed, now)
  }

  /** While the network is away one feed is tried now and then, so that its return is seen soon. */
  #probe(now: number): Feed | undefined {
    if (!this.#reach.mayProbe(now)) return undefined
    const asleep = [...this.#feeds.values()].filter(
      (feed) => !this.#busy.has(feed.id) && this.#mayAsk(feed, now),
    )
    const lot = (this.#parts.random ?? Math.random)() * asleep.length
    return asleep[Math.min(asleep.length - 1, Math.floor(lot))]
  }

  #start(feed: Feed, written: Promise<void>): Promise<PollEnd | undefined> {
    const poll = written
      .then(() => this.#run(feed))
      .catch((error: unknown) => this.#notTaken(feed, error))
      .finally(() => this.#busy.delete(feed.id))
    this.#busy.set(feed.id, poll)
    return poll
  }

  async #run(feed: Feed): Promise<PollEnd | undefined> {
    const { clock, random = Math.random } = this.#parts
    const before = this.#ledger.beforePlan(feed.id)
    const place = this.#placeFor(before.failures > 0)
    try {
      const poll = await pollFeed(feed, before, {
        fetcher: place.fetcher,
        parse: place.parse,
        now: () => clock.now(),
        random,
        pace: this.#pace,
        isPaused: (address) => this.#isPaused(feed, address),
        signal: this.#abort.signal,
      })
      return await this.#settle(poll, before, place)
    } finally {
      place.leave()
    }
  }

  async #settle(poll: Poll, before: FeedState, place: Place): Promise<PollEnd | undefined> {
    const { feed, state, outcome } = poll
    const { log, onPoll } = this.#parts
    const current = this.#feeds.get(feed.id)
    // Given up, taken out of its file, or given another address, while it was asked.
    const isVoid = this.#abort.signal.aborted && outcome !== 'entries'
    if (isVoid || current?.addresses[0].url !== feed.addresses[0].url) {
      this.#ledger.abandon(feed.id)
      return undefined
    }
    // An answer that waits to be stored has come all the same.
    this.#learnReach(poll, before)
    if (outcome === 'entries') await place.take(() => this.#parts.take(poll))
    this.#ledger.put(state, outcome === 'entries')
    const fault = poll.fault ?? poll.passedOver
    if (fault?.code === 'rate-limited') this.#pauseHost(feed, waitOf(fault), fault.url)
    // One line for each feed would bury the one that says that there is no internet; health and status name them.
    log.debug(outcome === 'failed' ? 'feed-failed' : 'feed-polled', lineOf(poll))
    onPoll?.(poll, before)
    this.#watch.polled(poll, before)
    return endOf(poll)
  }

  #notTaken(feed: Feed, error: unknown): undefined {
    if (this.#abort.signal.aborted) return
    const again = this.#parts.clock.now() + RETRY_TAKE
    this.#ledger.put({ ...this.#ledger.beforePlan(feed.id), dueAt: again }, false)
    this.#parts.log.error('feed-not-taken-in', { feed: feed.id, error })
  }

  #pauseHost(
    feed: Feed,
    until = this.#parts.clock.now() + MINUTE,
    url = feed.addresses[0].url,
  ): void {
    this.#gate.pause(feed, url, until)
  }

  #isPaused(feed: Feed, address: number): boolean {
    const { url } = feed.addresses[address] ?? feed.addresses[0]
    return this.#gate.restsUntil(feed, url) !== undefined
  }

  #learnReach(poll: Poll, before: FeedState): void {
    const now = this.#parts.clock.now()
    const change = this.#reach.learn(poll, before, this.#feeds.size, now)
    if (change === 'back') this.#ledger.hurry(this.#reach.forget(), now)
    if (change) this.#parts.onReach?.(change === 'back')
  }

  #setPace(): void {
    const now = this.#parts.clock.now()
    const adaptive = [...this.#feeds.values()].filter(({ every }) => !every)
    this.#pace = paceOf(adaptive.map(({ id }) => currentRate(this.#ledger.get(id), now)))
  }
}
