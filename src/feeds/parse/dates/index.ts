import { DAY } from '../../../lib/durations.ts'
import { compactDate } from './compact.ts'
import { writtenDate, type Parts } from './forms.ts'
import { calendarDate } from './han.ts'
import { folded } from './months.ts'
import { aheadOfUtc } from './zones.ts'

/** RFC 1123's form, which most feeds keep to: the platform reads it in a third of the time. */
const USUAL =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d (?:GMT|[+-]\d{4})$/

/**
 * The instant that a feed's date means, in epoch milliseconds: RFC 822 and its variants in the wild, ISO 8601 and W3C
 * dates, Drupal's, Unix dates, seconds since 1970, 2025年8月10日, months by name in some twenty languages. `zone` (an IANA
 * name) holds where the text names none, else UTC. Undefined for what is no date.
 */
export function parseDate(text: string | undefined, zone?: string): number | undefined {
  if (!text) return undefined
  const usual = USUAL.test(text) ? Date.parse(text) : NaN
  if (!Number.isNaN(usual)) return usual
  const plain = text
    .slice(0, 120)
    .replace(/<[^<>]*>|&nbsp;|\s+|[\u200e\u200f]/g, ' ')
    .trim()
  if (!plain) return undefined
  const parts = compactDate(plain) ?? writtenDate(calendarDate(folded(plain)))
  return parts && isPossible(parts) ? toInstant(parts, zone) : undefined
}

/** A date that an article can have: not before there was news on networks, not more than a day ahead. */
export function plausible(at: number | undefined, now: number): number | undefined {
  return at !== undefined && at > Date.UTC(1980, 0) && at <= now + DAY ? at : undefined
}

function isPossible({ month, day, hour = 0, minute = 0 }: Parts): boolean {
  return month >= 1 && month <= 13 && day <= 366 && hour <= 36 && minute <= 99
}

function toInstant(parts: Parts, source: string | undefined): number | undefined {
  const { year, month, day, hour = 0, minute = 0, second = 0, zone } = parts
  const at = Date.UTC(year, month - 1, day, hour, minute) + Math.round(second * 1000)
  return Number.isNaN(at) ? undefined : at - aheadOfUtc(zone, source, at)
}
