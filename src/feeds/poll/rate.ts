import type { Entry } from '../../domain/article.ts'
import type { FeedState, Listed } from '../../domain/feed.ts'
import { DAY, HOUR } from '../../lib/durations.ts'
import { shortHash } from '../../lib/hash.ts'

type Rhythm = Pick<FeedState, 'newestEntryAt' | 'entriesPerDay' | 'listed'>

/** What weighs the newest look at a feed in the mean over all looks. */
const WEIGHT = 0.2
const WEEK = 7 * DAY

/**
 * A feed's rhythm, read off the dates of its entries: how many a day in the week before the newest one, or in the
 * shorter time that the document reaches back. Entries without a date or of the future say nothing; where all are, it
 * counts when the document lists something else.
 */
export function rhythmOf(before: Rhythm, entries: readonly Entry[], now: number): Rhythm {
  const dates = entries
    .flatMap(({ published, updated }) => published ?? updated ?? [])
    .filter((at) => at <= now)
  if (dates.length === 0) {
    const { newestEntryAt, entriesPerDay } = before
    return { newestEntryAt, entriesPerDay, listed: listedIn(entries, before.listed, now) }
  }
  const newest = dates.reduce((a, b) => Math.max(a, b))
  const seen = perDay(dates, newest)
  const { entriesPerDay = seen, newestEntryAt = newest } = before
  return {
    newestEntryAt: Math.max(newest, newestEntryAt),
    entriesPerDay: (1 - WEIGHT) * entriesPerDay + WEIGHT * seen,
  }
}

/** What a document lists, in whatever order. */
function listedIn(
  entries: readonly Entry[],
  before: Listed | undefined,
  now: number,
): Listed | undefined {
  if (entries.length === 0) return before
  const names = entries.map(({ id, url, title }) => id ?? url ?? title)
  const hash = shortHash(16, names.toSorted().join('\n'))
  if (before === undefined) return { hash, since: now }
  if (before.hash === hash) return before
  const gap = now - before.since
  return { hash, since: now, gap: (1 - WEIGHT) * (before.gap ?? gap) + WEIGHT * gap }
}

function perDay(dates: readonly number[], newest: number): number {
  const oldest = dates.reduce((a, b) => Math.min(a, b))
  const begin = Math.max(oldest, newest - WEEK)
  // The first entry of a span that the document cuts off begins it; it does not count.
  const counted = dates.filter((at) => at > begin).length
  return (counted * DAY) / Math.max(HOUR, newest - begin)
}

/** The rate that a feed is asked by: one that has been silent for some time is asked as if it published seldom. */
export function currentRate(
  { entriesPerDay, newestEntryAt }: Rhythm,
  now: number,
): number | undefined {
  if (entriesPerDay === undefined || newestEntryAt === undefined) return entriesPerDay
  const silentDays = (now - newestEntryAt) / DAY
  return Math.min(entriesPerDay, 3 / Math.max(silentDays, 0.01))
}
