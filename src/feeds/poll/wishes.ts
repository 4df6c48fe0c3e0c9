import type { FeedState } from '../../domain/feed.ts'
import { DAY, SECOND } from '../../lib/durations.ts'
import type { Wishes } from '../due.ts'

type Headers = Readonly<Record<string, string>>

/** What an answer's headers and the document that was last read ask for. */
export function wishesOf(
  headers: Headers,
  { ttl, skipHours, skipDays }: Pick<FeedState, 'ttl' | 'skipHours' | 'skipDays'>,
  now: number,
): Wishes {
  return {
    retryAt: retryAfter(headers['retry-after'], now),
    floor: Math.max(maxAge(headers['cache-control']) ?? 0, ttl ?? 0),
    skipHours: skipHours ?? [],
    skipDays: skipDays ?? [],
  }
}

/** Retry-After in seconds or as a date (RFC 9110, 10.2.3), as an instant of the next 24 hours; undefined for neither. */
export function retryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim()
  if (!text) return undefined
  const at = /^\d+$/.test(text) ? now + Number(text) * SECOND : Date.parse(text)
  return Number.isNaN(at) ? undefined : Math.min(at, now + DAY)
}

/** Cache-Control's max-age in milliseconds (RFC 9111, 5.2.2.1). */
export function maxAge(value: string | undefined): number | undefined {
  const seconds = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/i.exec(value ?? '')?.[1]
  return seconds === undefined ? undefined : Number(seconds) * SECOND
}
