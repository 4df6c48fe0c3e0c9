import { composeNotice } from '../alerts/notice.ts'
import type { Notice } from '../domain/alert.ts'
import type { Feed, FeedState } from '../domain/feed.ts'
import { DAY, HOUR, formatDuration } from '../lib/durations.ts'

/** A feed that fails for as long is worth a word. */
const LONG = 6 * HOUR
/** A feed is silent when nothing came for this many times its usual gap, and never before two days. */
const SILENT = { gaps: 8, least: 2 * DAY }

/** What the operator should hear of a feed after a poll; each key is told once. */
export function healthNotice(
  feed: Feed,
  before: FeedState,
  after: FeedState,
  now: number,
): Notice | undefined {
  if (after.goneAt !== undefined && before.goneAt === undefined)
    return about(feed, now, 'feed-gone', 'warning', `${feed.title} is gone`, [
      `${feed.id} answers 410 and is not asked any more. Remove it from ${feed.file}:${feed.line}, or give it a new address.`,
    ])
  const failingFor = after.failingSince === undefined ? 0 : now - after.failingSince
  if (failingFor >= LONG)
    return about(
      feed,
      after.failingSince!,
      'feed-failing',
      'warning',
      `${feed.title} cannot be read`,
      [`${feed.id} has failed for ${formatDuration(LONG)}: ${after.faultText ?? after.fault}`],
      now,
    )
  if (
    before.failingSince !== undefined &&
    after.failingSince === undefined &&
    now - before.failingSince >= LONG
  )
    return about(
      feed,
      before.failingSince,
      'feed-recovered',
      'info',
      `${feed.title} can be read again`,
      [`${feed.id} answers again.`],
      now,
    )
  return silenceNotice(feed, after, now)
}

function silenceNotice(feed: Feed, state: FeedState, now: number): Notice | undefined {
  const { newestEntryAt, entriesPerDay } = state
  if (newestEntryAt === undefined || !entriesPerDay || !isSilent(state, now)) return undefined
  const days = Math.floor((now - newestEntryAt) / DAY)
  return about(
    feed,
    newestEntryAt,
    'feed-silent',
    'warning',
    `${feed.title} has fallen silent`,
    [
      `${feed.id} has brought nothing new for ${days} days; it used to bring ${entriesPerDay.toFixed(1)} entries a day.`,
    ],
    now,
  )
}

/** Whether a feed has brought nothing for much longer than it usually takes. */
export function isSilent({ newestEntryAt, entriesPerDay }: FeedState, now: number): boolean {
  if (newestEntryAt === undefined || !entriesPerDay) return false
  return now - newestEntryAt > Math.max(SILENT.least, (SILENT.gaps * DAY) / entriesPerDay)
}

/** `since` makes the key: the same trouble is told once, the next one again. */
function about(
  feed: Feed,
  since: number,
  kind: string,
  level: 'info' | 'warning',
  title: string,
  lines: readonly string[],
  now: number = since,
): Notice {
  const notice = composeNotice({ kind, subject: feed.id, once: 'ever', level, title, lines, now })
  return { ...notice, key: `${kind}:${feed.id}:${since}` }
}
