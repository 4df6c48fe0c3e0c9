import type { Notice } from '../../domain/alert.ts'
import type { Feed, FeedState } from '../../domain/feed.ts'
import { count } from '../../lib/count.ts'
import { formatDuration, HOUR } from '../../lib/durations.ts'
import { shortHash } from '../../lib/hash.ts'
import { publicUrl } from '../fetch/public-url.ts'
import { failsForLong, isSilent, latestNews } from '../health.ts'

/** Something about one feed that its operator should hear of, once. */
export type FeedEvent = {
  readonly kind: 'failing' | 'silent' | 'gone' | 'moved' | 'recovered' | 'speaks'
  readonly feed: Feed
  /** Tells one occurrence from the next of the same kind. */
  readonly period: string
  readonly text: string
}

/** What one poll changed. A feed that fails once, or is late once, is no event. */
export function eventsOf(feed: Feed, before: FeedState, after: FeedState): readonly FeedEvent[] {
  const events: FeedEvent[] = []
  function add(kind: FeedEvent['kind'], period: string | number, text: string): void {
    events.push({ kind, feed, period: String(period), text })
  }
  const tried = after.lastTriedAt ?? 0
  if (before.goneAt === undefined && after.goneAt !== undefined)
    add('gone', shortHash(8, feed.addresses[0].url), goneText(feed))
  else if (!failsForLong(before) && failsForLong(after))
    add('failing', after.failingSince!, `${after.faultText} ${sinceText(after, tried)}`)
  if (failsForLong(before) && after.failures === 0)
    add(
      'recovered',
      before.failingSince!,
      `It answers again, after ${ago(tried - before.failingSince!)}.`,
    )
  if (!isSilent(before) && isSilent(after))
    add('silent', latestNews(after)!.at, silenceText(after, tried))
  if (isSilent(before) && after.failures === 0 && !isSilent(after)) {
    const { at } = latestNews(before)!
    add('speaks', at, `It publishes again, after ${ago(tried - at)}.`)
  }
  if (before.movedCount < 3 && after.movedCount >= 3)
    add('moved', shortHash(8, after.movedTo!), movedText(feed, after.movedTo!))
  return events
}

function silenceText(state: FeedState, now: number): string {
  const age = ago(now - latestNews(state)!.at)
  return state.newestEntryAt === undefined
    ? `It has listed nothing new for ${age}.`
    : `Its newest entry is ${age} old.`
}

function goneText(feed: Feed): string {
  const where = `${feed.file}, line ${feed.line}`
  const rest =
    feed.addresses.length > 1 ? 'Its next address is used instead' : 'It is not asked again'
  return `Its server says that it is gone for good (410). ${rest}; see ${where}.`
}

function movedText(feed: Feed, to: string): string {
  return `It has moved for good to ${publicUrl(to)}. That address is asked from now on; write it into ${feed.file}, line ${feed.line}.`
}

function sinceText({ failingSince, lastSuccessAt }: FeedState, now: number): string {
  const since = `It has failed for ${ago(now - failingSince!)}`
  if (lastSuccessAt === undefined) return `${since}, and never worked.`
  return `${since}; it last worked ${ago(now - lastSuccessAt)} ago.`
}

function ago(ms: number): string {
  return formatDuration(Math.max(HOUR, Math.round(ms / HOUR) * HOUR))
}

const TITLES: Readonly<Record<FeedEvent['kind'], (feeds: string) => string>> = {
  failing: (feeds) => `${feeds}: failing`,
  silent: (feeds) => `${feeds}: silent for longer than usual`,
  gone: (feeds) => `${feeds}: gone`,
  moved: (feeds) => `${feeds}: moved`,
  recovered: (feeds) => `${feeds}: recovered`,
  speaks: (feeds) => `${feeds}: publishing again`,
}
/** More events of a kind at once than this are told together. */
const ALONE = 3
const LINES = 12

/** Notices of events, those of a kind together where they are many. */
export function noticesOf(events: readonly FeedEvent[], now: number): readonly Notice[] {
  const kinds = [...new Set(events.map(({ kind }) => kind))]
  return kinds.flatMap((kind) => {
    const same = events.filter((event) => event.kind === kind)
    return same.length > ALONE
      ? [together(kind, same, now)]
      : same.map((event) => alone(event, now))
  })
}

function alone({ kind, feed, period, text }: FeedEvent, now: number): Notice {
  const lines = [text, `Details: trucewatch feeds check ${feed.id}`]
  return notice(kind, feed.id, period, TITLES[kind](`Feed ${feed.title}`), lines, now)
}

function together(kind: FeedEvent['kind'], events: readonly FeedEvent[], now: number): Notice {
  const period = shortHash(8, ...events.map(({ feed, period: each }) => `${feed.id} ${each}`))
  const lines = events.slice(0, LINES).map(({ feed, text }) => `${feed.id}: ${text}`)
  if (events.length > LINES) lines.push(`and ${events.length - LINES} more`)
  lines.push('Details: trucewatch feeds check')
  return notice(kind, 'many', period, TITLES[kind](count(events.length, 'feed')), lines, now)
}

function notice(
  kind: FeedEvent['kind'],
  subject: string,
  period: string,
  title: string,
  lines: readonly string[],
  at: number,
): Notice {
  const level = kind === 'recovered' || kind === 'speaks' || kind === 'moved' ? 'info' : 'warning'
  return {
    key: `feed-${kind}:${subject}:${period}`,
    at,
    card: { kind: 'notice', level, title, lines },
  }
}
