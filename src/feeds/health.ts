import type { Feed, FeedState } from '../domain/feed.ts'
import { DAY, HOUR } from '../lib/durations.ts'
import { publicUrl } from './fetch/public-url.ts'
import { isOver } from './poll/state.ts'

/** How a feed is doing. `silent`: it answers, and has published nothing for far longer than it usually does. */
export type FeedStatus = 'off' | 'new' | 'ok' | 'failing' | 'silent' | 'gone'

/** A feed's row in a table; times in epoch milliseconds, spans in milliseconds. */
export type Health = {
  readonly feed: string
  readonly title: string
  readonly file: string
  readonly line: number
  readonly status: FeedStatus
  readonly lastSuccessAt: number | undefined
  /** The name of what the last poll failed with, and the sentence that explains it. */
  readonly fault: string | undefined
  readonly faultText: string | undefined
  readonly failingSince: number | undefined
  /** How long ago its newest entry was published, and how long it usually is from one to the next. */
  readonly newestAge: number | undefined
  readonly usualGap: number | undefined
  readonly entriesPerDay: number | undefined
  readonly dueAt: number | undefined
  /** Which of its addresses answers; 0 is the first. */
  readonly address: number
  /** As it may be shown. */
  readonly movedTo: string | undefined
}

/** Failing for so long is told; what passes by itself is not. */
export const FAILS_FOR_LONG = 6 * HOUR
/** Longer than a weekend and a holiday, and so many times the usual time between two entries. */
const SILENCE = { least: 4 * DAY, gaps: 10 }
/** Entries a day below which a rhythm is none. */
const LEAST_RATE = 0.1

export function healthOf(feed: Feed, state: FeedState | undefined, now: number): Health {
  const { entriesPerDay } = state ?? {}
  const news = state && latestNews(state)
  return {
    feed: feed.id,
    title: feed.title,
    file: feed.file,
    line: feed.line,
    status: statusOf(feed, state),
    lastSuccessAt: state?.lastSuccessAt,
    fault: state?.fault,
    faultText: state?.faultText,
    failingSince: state?.failingSince,
    newestAge: news && Math.max(0, now - news.at),
    usualGap: news?.gap === undefined ? undefined : Math.round(news.gap),
    entriesPerDay: entriesPerDay === undefined ? undefined : Math.round(100 * entriesPerDay) / 100,
    dueAt: feed.enabled ? state?.dueAt : undefined,
    address: state?.address ?? 0,
    movedTo: state?.movedTo && publicUrl(state.movedTo),
  }
}

function statusOf(feed: Feed, state: FeedState | undefined): FeedStatus {
  if (!feed.enabled) return 'off'
  if (state?.lastTriedAt === undefined) return 'new'
  if (isOver(feed, state)) return 'gone'
  if (state.failures > 0) return 'failing'
  // Asked, and stopped before the answer.
  if (state.lastSuccessAt === undefined) return 'new'
  return isSilent(state) ? 'silent' : 'ok'
}

/** Whether a feed had failed for long when it was last asked. */
export function failsForLong({ failingSince, lastTriedAt }: FeedState): boolean {
  return failingSince !== undefined && (lastTriedAt ?? 0) - failingSince >= FAILS_FOR_LONG
}

/** Whether a feed had been silent for longer than its rhythm explains when it last answered. */
export function isSilent(state: FeedState): boolean {
  const news = latestNews(state)
  if (news === undefined || state.lastSuccessAt === undefined) return false
  const patience = Math.max(SILENCE.least, SILENCE.gaps * (news.gap ?? gapOf(0)))
  return state.lastSuccessAt - news.at > patience
}

/**
 * When its newest entry was published, or, where entries have no dates, when it first listed what it lists; and how long it
 * usually is from one to the next, milliseconds.
 */
export function latestNews({ newestEntryAt, entriesPerDay, listed }: FeedState): News | undefined {
  if (newestEntryAt === undefined) return listed && { at: listed.since, gap: listed.gap }
  return {
    at: newestEntryAt,
    gap: entriesPerDay === undefined ? undefined : gapOf(entriesPerDay),
  }
}

type News = { readonly at: number; readonly gap: number | undefined }

function gapOf(entriesPerDay: number): number {
  return DAY / Math.max(LEAST_RATE, entriesPerDay)
}
