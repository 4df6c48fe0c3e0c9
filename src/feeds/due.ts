import type { Feed, FeedState } from '../domain/feed.ts'
import { backoff } from '../lib/backoff.ts'
import { nextCron } from '../lib/cron.ts'
import { DAY, HOUR, MINUTE } from '../lib/durations.ts'

/** What a publisher asks for, as far as it was understood. */
export type Wishes = {
  /** Retry-After: nothing before this instant; always wins. */
  readonly retryAt: number | undefined
  /** The longest of max-age and ttl, in milliseconds: a floor where the file writes no `every`. */
  readonly floor: number | undefined
  readonly skipHours: readonly number[]
  /** 0 is Sunday. */
  readonly skipDays: readonly number[]
}

export const NO_WISHES: Wishes = {
  retryAt: undefined,
  floor: undefined,
  skipHours: [],
  skipDays: [],
}

const BOUNDS = { least: 5 * MINUTE, most: HOUR, official: MINUTE }
/** An interval of 20 minutes for a feed of 24 entries a day; others by one over the square root of their rate. */
const REFERENCE = { rate: 24, interval: 20 * MINUTE }
/** No publisher parks a feed for longer. */
const LONGEST_WISH = DAY
const LONGEST_BACKOFF = 6 * HOUR

/**
 * The interval that a feed's rhythm asks for, in milliseconds. For a given budget of requests the mean delay over all
 * feeds is least when each interval follows one over the square root of the feed's rate.
 */
export function rhythm(feed: Feed, entriesPerDay: number | undefined): number {
  const rate = Math.max(0.1, entriesPerDay ?? REFERENCE.rate)
  const asked = REFERENCE.interval * Math.sqrt(REFERENCE.rate / rate)
  const least = feed.tags.includes('official') ? BOUNDS.official : BOUNDS.least
  return Math.min(BOUNDS.most, Math.max(least, Math.round(asked)))
}

/** When a feed is asked next after an answer that was understood. */
export function nextAfterSuccess(
  feed: Feed,
  state: FeedState,
  wishes: Wishes,
  now: number,
): number {
  const written = writtenNext(feed, now)
  const floor = Math.min(LONGEST_WISH, wishes.floor ?? 0)
  const own = written ?? now + Math.max(rhythm(feed, state.entriesPerDay), floor)
  const next = Math.max(own, retryFloor(wishes, now))
  return written === undefined ? afterSkipped(next, wishes) : next
}

/** When a feed is asked next after a failure: later and later, never longer than six hours apart. */
export function nextAfterFailure(
  feed: Feed,
  failures: number,
  wishes: Wishes,
  now: number,
  random: () => number,
): number {
  const interval = feed.every?.kind === 'interval' ? feed.every.ms : BOUNDS.least
  const wait = backoff(failures, interval, Math.max(interval, LONGEST_BACKOFF), random)
  return Math.max(now + wait, retryFloor(wishes, now))
}

function writtenNext({ every, zone }: Feed, now: number): number | undefined {
  if (!every) return undefined
  return every.kind === 'interval' ? now + every.ms : nextCron(every.expression, zone, now)
}

function retryFloor({ retryAt }: Wishes, now: number): number {
  return Math.min(retryAt ?? 0, now + LONGEST_WISH)
}

/** The first hour from `at` on that is not skipped (GMT, RSS 2.0); a feed that skips everything is asked all the same. */
function afterSkipped(at: number, { skipHours, skipDays }: Wishes): number {
  let candidate = at
  for (let hours = 0; hours < 7 * 24; hours++) {
    const date = new Date(candidate)
    if (!skipHours.includes(date.getUTCHours()) && !skipDays.includes(date.getUTCDay()))
      return candidate
    candidate = Math.floor(candidate / HOUR + 1) * HOUR
  }
  return at
}

/** Retry-After in seconds or as a date (RFC 9110, 10.2.3), as an instant; undefined where it says neither. */
export function retryAfter(value: string | undefined, now: number): number | undefined {
  if (!value) return undefined
  if (/^\d+$/.test(value.trim())) return now + Number(value) * 1000
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : at
}

/** Cache-Control's max-age in milliseconds (RFC 9111, 5.2.2.1). */
export function maxAge(value: string | undefined): number | undefined {
  const seconds = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/i.exec(value ?? '')?.[1]
  return seconds === undefined ? undefined : Number(seconds) * 1000
}
