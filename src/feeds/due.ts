import type { Feed } from '../domain/feed.ts'
import { backoff } from '../lib/backoff.ts'
import { nextCron } from '../lib/cron.ts'
import { DAY, HOUR, MINUTE } from '../lib/durations.ts'

/** What a publisher asks for, as far as it was understood. */
export type Wishes = {
  /** Retry-After: nothing before this instant; always wins. */
  readonly retryAt: number | undefined
  /** The longest of max-age and ttl, in milliseconds: a floor where the file writes no `every`. */
  readonly floor: number
  /** Hours of GMT. */
  readonly skipHours: readonly number[]
  /** 0 is Sunday. */
  readonly skipDays: readonly number[]
}

/** What is known when the next time is set. */
export type Situation = {
  readonly feed: Feed
  /** New entries a day; undefined where they have no dates. */
  readonly entriesPerDay: number | undefined
  readonly wishes: Wishes
  /** When it was asked. */
  readonly askedAt: number
  readonly now: number
  /** See `paceOf`. */
  readonly pace: number
}

/** Without a written `every`: no feed is asked more often than the least, official ones apart, and none less than the most. */
const BOUNDS = { least: 5 * MINUTE, official: MINUTE, most: HOUR }
/** The budget: so much time between two requests, in the mean over all feeds without a written `every`. */
const MEAN_INTERVAL = 15 * MINUTE
/** Entries a day of a feed of which nothing is known yet. */
const USUAL_RATE = 24
/** No publisher parks a feed for longer by Retry-After, max-age or ttl. */
const LONGEST_WISH = DAY
const BACKOFF = { first: 5 * MINUTE, most: 2 * HOUR }
/** After a stop without warning a feed waits no longer than this for its next turn. */
const LONGEST_PLAN = 5 * MINUTE

/**
 * The pace of a set of feeds: the interval of each is the pace over the square root of its rate. For a given number of
 * requests the mean delay over all entries is least when intervals go with one over the square root of the rate; this
 * one makes the mean number of requests MEAN_INTERVAL's, whatever the rates are.
 */
export function paceOf(rates: readonly (number | undefined)[]): number {
  if (rates.length === 0) return MEAN_INTERVAL * Math.sqrt(USUAL_RATE)
  const roots = rates.map((rate) => Math.sqrt(known(rate)))
  return (MEAN_INTERVAL * roots.reduce((sum, root) => sum + root, 0)) / roots.length
}

/** The interval that a feed's rhythm asks for, between bounds, in milliseconds. */
export function rhythm(feed: Feed, entriesPerDay: number | undefined, pace: number): number {
  const least = feed.tags.includes('official') ? BOUNDS.official : BOUNDS.least
  const own = Math.round(pace / Math.sqrt(known(entriesPerDay)))
  return Math.min(BOUNDS.most, Math.max(least, own))
}

function known(rate: number | undefined): number {
  return Math.max(0.1, rate ?? USUAL_RATE)
}

/**
 * When a feed is asked next after an answer that was understood. Retry-After always wins; a written `every` beats
 * max-age, ttl and the skipped hours and days; without it these are floors.
 */
export function nextAfterSuccess(situation: Situation): number {
  const { feed, wishes, askedAt, now, pace } = situation
  const written = writtenNext(feed, askedAt, now)
  if (written !== undefined) return Math.max(written, retryFloor(wishes, now))
  const floor = Math.min(LONGEST_WISH, wishes.floor)
  const own = askedAt + Math.max(rhythm(feed, situation.entriesPerDay, pace), floor)
  return afterSkipped(Math.max(own, retryFloor(wishes, now)), wishes)
}

/** When a feed is asked next after a failure: later and later, by lot, and never more than two hours apart. */
export function nextAfterFailure(
  feed: Feed,
  failures: number,
  retryAt: number | undefined,
  now: number,
  random: () => number,
): number {
  const own = feed.every?.kind === 'interval' ? feed.every.ms : BACKOFF.first
  const most = Math.max(own, BACKOFF.most)
  const wait = backoff(failures, Math.min(own, BACKOFF.first), most, random)
  return Math.max(now + wait, retryFloor({ retryAt }, now))
}

/** Until when a feed that is about to be asked waits if the process dies before it knows better. */
export function planned(feed: Feed, now: number): number {
  const written = writtenNext(feed, now, now) ?? now + BOUNDS.least
  return Math.min(written, now + LONGEST_PLAN)
}

/** Whether the publisher asks for silence now, and the file says nothing else. */
export function isSkipped(
  feed: Feed,
  skips: Partial<Pick<Wishes, 'skipHours' | 'skipDays'>>,
  now: number,
): boolean {
  const { skipHours = [], skipDays = [] } = skips
  return !feed.every && afterSkipped(now, { skipHours, skipDays }) !== now
}

function writtenNext({ every, zone }: Feed, askedAt: number, now: number): number | undefined {
  if (!every) return undefined
  if (every.kind === 'cron') return nextCron(every.expression, zone, now)
  return Math.max(now, askedAt + every.ms)
}

function retryFloor({ retryAt }: Pick<Wishes, 'retryAt'>, now: number): number {
  return Math.min(retryAt ?? 0, now + LONGEST_WISH)
}

/** The first hour from `at` on that is not skipped; a feed that skips the whole week is asked all the same. */
function afterSkipped(
  at: number,
  { skipHours, skipDays }: Pick<Wishes, 'skipHours' | 'skipDays'>,
): number {
  let candidate = at
  for (let hours = 0; hours <= 7 * 24; hours++) {
    const date = new Date(candidate)
    const isSkipped = skipHours.includes(date.getUTCHours()) || skipDays.includes(date.getUTCDay())
    if (!isSkipped) return candidate
    candidate = (Math.floor(candidate / HOUR) + 1) * HOUR
  }
  return at
}
