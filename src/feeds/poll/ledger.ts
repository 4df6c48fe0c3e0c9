import { isDeepStrictEqual } from 'node:util'
import type { Feed, FeedState } from '../../domain/feed.ts'
import { InvariantError } from '../../domain/errors.ts'
import type { Clock, Log } from '../../domain/ports.ts'
import { MINUTE } from '../../lib/durations.ts'
import { planned } from '../due.ts'
import { adopt, newState } from './state.ts'

type LedgerParts = {
  readonly persist: (states: readonly FeedState[]) => Promise<unknown>
  readonly clock: Clock
  readonly log: Log
}

const WRITE_WITHIN = MINUTE
const MOST_AT_ONCE = 200

/**
 * The states of the feeds in memory, and which of them the store has yet to learn. What a poll without entries changes
 * (when it was, when the next one is) is written within a minute, all feeds in one go: a thousand answers of 304 cost
 * no write while they come. But the first poll of each feed in the life of a process is written down before its request,
 * so that a process that starts again and again asks nobody more often than one that runs.
 */
export class Ledger {
  readonly #parts: LedgerParts
  readonly #states = new Map<string, FeedState>()
  /** Of feeds that are being asked: their states before that. */
  readonly #earlier = new Map<string, FeedState>()
  readonly #asked = new Set<string>()
  readonly #dirty = new Set<string>()
  #dirtySince: number | undefined

  constructor(parts: LedgerParts) {
    this.#parts = parts
  }

  /** A state as the store has it. */
  learn(state: FeedState): void {
    this.#states.set(state.feed, state)
  }

  /** The state with which a feed goes on; `before` is what its file said until now. */
  adopt(feed: Feed, before: Feed | undefined, now: number): FeedState {
    const stored = this.#states.get(feed.id) ?? newState(feed)
    const state = current(feed, before, stored, now)
    this.#states.set(feed.id, state)
    return state
  }

  get(id: string): FeedState {
    const state = this.#states.get(id)
    if (!state) throw new InvariantError(`no state of feed ${id}`)
    return state
  }

  /** As it was before the poll that is under way was planned. */
  beforePlan(id: string): FeedState {
    return this.#earlier.get(id) ?? this.get(id)
  }

  /** Marks feeds as asked; resolves when that is safe where it has to be. */
  async plan(feeds: readonly Feed[], now: number): Promise<void> {
    for (const feed of feeds) {
      const state = this.get(feed.id)
      this.#earlier.set(feed.id, state)
      this.#set({ ...state, lastTriedAt: now, dueAt: planned(feed, now) })
    }
    const first = feeds.map(({ id }) => id).filter((id) => !this.#asked.has(id))
    for (const id of first) this.#asked.add(id)
    if (first.length > 0) await this.#write(first)
    if (this.#dirtySince !== undefined && now - this.#dirtySince >= WRITE_WITHIN) await this.flush()
  }

  /** What a poll left behind; `isKept` where the store has it already. */
  put(state: FeedState, isKept: boolean): void {
    this.#earlier.delete(state.feed)
    this.#set(state)
    if (isKept) this.#dirty.delete(state.feed)
  }

  /** A poll that came to nothing: the feed stays marked as asked. */
  abandon(id: string): void {
    this.#earlier.delete(id)
  }

  /** Makes feeds due that wait because of earlier failures. */
  hurry(ids: readonly string[], now: number): void {
    for (const id of ids) {
      const state = this.#states.get(id)
      if (!state || this.#earlier.has(id)) continue
      this.#set({ ...state, dueAt: Math.max(now, state.notBefore ?? 0) })
    }
  }

  /** Writes what is not written yet; feeds under way are left, they are written with their entries. */
  async flush(): Promise<void> {
    this.#dirtySince = undefined
    await this.#write([...this.#dirty].filter((id) => !this.#earlier.has(id)))
    if (this.#dirty.size > 0) this.#dirtySince ??= this.#parts.clock.now()
  }

  #set(state: FeedState): void {
    this.#states.set(state.feed, state)
    this.#dirty.add(state.feed)
    this.#dirtySince ??= this.#parts.clock.now()
  }

  async #write(ids: readonly string[]): Promise<void> {
    try {
      for (let from = 0; from < ids.length; from += MOST_AT_ONCE) {
        const part = ids.slice(from, from + MOST_AT_ONCE).filter((id) => this.#dirty.delete(id))
        if (part.length > 0) await this.#parts.persist(part.map((id) => this.get(id)))
      }
    } catch (error) {
      for (const id of ids) this.#dirty.add(id)
      this.#parts.log.error('feed-states-not-kept', { error })
    }
  }
}

/** What an edit of the file, or a clock that was set back, makes of a feed's next time. */
function current(feed: Feed, before: Feed | undefined, stored: FeedState, now: number): FeedState {
  const state = adopt(feed, stored)
  const { lastTriedAt = 0, notBefore = 0, failures } = state
  const isRescheduled = before !== undefined && !isDeepStrictEqual(before.every, feed.every)
  if (lastTriedAt > now || isRescheduled) return { ...state, dueAt: Math.max(now, notBefore) }
  if (feed.every?.kind !== 'interval' || failures > 0) return state
  const latest = Math.max(lastTriedAt + feed.every.ms, notBefore)
  return { ...state, dueAt: Math.min(state.dueAt, latest) }
}
