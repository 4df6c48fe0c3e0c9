import { DAY, MINUTE } from '../../lib/durations.ts'
import { offsetOf, zoneOffset } from './zones.ts'

/** Months by the beginning of their names in the languages of feeds. */
const MONTHS: readonly RegExp[] = [
  /^(?:jan|ene|gen|янв)/i,
  /^(?:feb|fév|fev|févr|фев)/i,
  /^(?:mar|mär|mrz|мар)/i,
  /^(?:apr|avr|abr|апр)/i,
  /^(?:may|mai|mag|мая|май)/i,
  /^(?:jun|juin|giu|июн)/i,
  /^(?:jul|juil|lug|июл)/i,
  /^(?:aug|aoû|aou|ago|авг)/i,
  /^(?:sep|set|сен)/i,
  /^(?:oct|okt|ott|out|окт)/i,
  /^(?:nov|ноя)/i,
  /^(?:dec|dez|déc|dic|дек)/i,
]
const CLOCK = String.raw`(\d{1,2})[:.h](\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?`
const ZONE = String.raw`\s*\(?(?:(?:GMT|UTC?)\s*(?=[+\-−]))?([+\-−]\d{1,2}(?::?\d{2})?(?!\d)|[a-z]{1,5}\b)?`
const TIME = String.raw`${CLOCK}${ZONE}`
const ISO = new RegExp(
  String.raw`^(\d{4})(?:-(\d{1,2})(?!\d)(?:-+(\d{1,2}))?|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|-(\d{3})(?!\d))(?:(?:[T\s,]+|\s*-\s*)${TIME})?`,
  'i',
)
const EAST_ASIAN =
  /(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号]?(?:[\s,T]*(?:[（(]?[星周][期]?[一二三四五六日天][)）]?)?\s*(上午|下午|午後|午前|오전|오후)?\s*(\d{1,2})\s*[:：时時点點시]\s*(\d{1,2})?(?:\s*[:：分]\s*(\d{1,2}))?)?/
const DAY_FIRST = new RegExp(
  String.raw`(?:^|[\s,])(\d{1,2})(?:st|nd|rd|th|\.|º)?[\s-]*(?:de\s+)?(\p{L}{3,})\.?,?[\s-]+(?:de\s+|del\s+)?(\d{4}|\d{2}(?![:\d]))(?:\s*(?:,|at|-|–|T)?\s*${TIME})?`,
  'iu',
)
const MONTH_FIRST = new RegExp(
  String.raw`(\p{L}{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:\s*(?:,|at|-|–|\|)?\s*${TIME})?`,
  'iu',
)
const UNIX = new RegExp(String.raw`(\p{L}{3,})\s+(\d{1,2})\s+${TIME}\s+(\d{4})`, 'iu')
const SLASHES = new RegExp(
  String.raw`(?:^|[\s,])(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:[\s,-]+${TIME})?`,
  'i',
)
const TIME_FIRST = new RegExp(String.raw`^${TIME}[\s,]+(?=\S*\d)`, 'i')
const COMPACT =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:T?(\d{2}):?(\d{2}):?(\d{2})?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i
const WEEK = /^(\d{4})-?W(\d{2})(?:-?([1-7]))?$/i

type Time = {
  readonly hour?: number
  readonly minute?: number
  readonly second?: number
  /** Minutes east of Greenwich; undefined where the text names no zone. */
  readonly offset?: number | undefined
}
/** `month` is 1 to 12. What is a little too large flows over into the next, as `Date` does it. */
type Parts = Time & { readonly year: number; readonly month: number; readonly day: number }

/**
 * The instant that a feed's date means, in epoch milliseconds: RFC 822 and its variants in the wild, ISO 8601 and W3C
 * dates, Drupal's, Unix dates, seconds since 1970, 2025年8月10日. `zone` (an IANA name) holds where the text names none,
 * else UTC. Undefined for what is no date.
 */
export function parseDate(text: string | undefined, zone?: string): number | undefined {
  if (!text) return undefined
  const plain = text
    .slice(0, 200)
    .replace(/<[^>]*>|\s+|\u200e/g, ' ')
    .trim()
  if (!plain) return undefined
  const parts = compact(plain) ?? iso(plain) ?? eastAsian(plain) ?? named(plain) ?? slashes(plain)
  return parts && isPossible(parts) ? toInstant(parts, zone) : undefined
}

/** A date that an article can have: not before there was news on networks, not more than a day ahead. */
export function plausible(at: number | undefined, now: number): number | undefined {
  return at !== undefined && at > Date.UTC(1980, 0) && at <= now + DAY ? at : undefined
}

function iso(text: string): Parts | undefined {
  const found = ISO.exec(text)
  if (!found)
    return /^(?:19|20)\d\d$/.test(text) ? { year: Number(text), month: 1, day: 1 } : undefined
  const [, year, month = found[4] ?? found[6], day = found[5] ?? found[7], , , , , ordinal] = found
  const time = timeOf(found, 9)
  if (ordinal) return { year: Number(year), month: 1, day: Number(ordinal), ...time }
  return { year: Number(year), month: Number(month), day: Number(day ?? 1), ...time }
}

function eastAsian(text: string): Parts | undefined {
  const found = EAST_ASIAN.exec(text)
  if (!found) return undefined
  const [, year, month, day, half, hour, minute, second] = found
  const isLate = /^(?:下午|午後|오후)$/.test(half ?? '') && Number(hour) < 12
  const time = {
    hour: Number(hour ?? 0) + (isLate ? 12 : 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
  }
  return { year: Number(year), month: Number(month), day: Number(day), ...time }
}

/** Thu, 01 Jan 2004 19:48:21 GMT; Jan 1, 2004 7:48 PM EST; Thu Jan 01 19:48:21 GMT 2004; 19:48, 1 January 2004. */
function named(text: string): Parts | undefined {
  const early = TIME_FIRST.exec(text)
  const rest = early ? text.slice(early[0].length) : text
  const time = early ? timeOf(early, 1) : undefined
  const dayFirst = DAY_FIRST.exec(rest)
  const parts =
    dayFirst && withMonth(dayFirst[3], dayFirst[2], dayFirst[1], time ?? timeOf(dayFirst, 4))
  if (parts) return parts
  const monthFirst = MONTH_FIRST.exec(rest)
  const other =
    monthFirst &&
    withMonth(monthFirst[3], monthFirst[1], monthFirst[2], time ?? timeOf(monthFirst, 4))
  if (other) return other
  const unix = UNIX.exec(text)
  return unix ? withMonth(unix[8], unix[1], unix[2], timeOf(unix, 3)) : undefined
}

function withMonth(
  year: string | undefined,
  monthName: string | undefined,
  day: string | undefined,
  time: Time,
): Parts | undefined {
  const month = MONTHS.findIndex((beginning) => beginning.test(monthName ?? '')) + 1
  return month > 0 ? { year: fullYear(year ?? ''), month, day: Number(day), ...time } : undefined
}

function fullYear(year: string): number {
  return year.length > 2 ? Number(year) : Number(year) + (Number(year) < 70 ? 2000 : 1900)
}

/** Drupal's "Fri, 08/08/2025 - 14:30", American order where both are possible. */
function slashes(text: string): Parts | undefined {
  const found = SLASHES.exec(text)
  if (!found) return undefined
  const [first, second] = [Number(found[1]), Number(found[2])]
  const [month, day] = first > 12 ? [second, first] : [first, second]
  return { year: Number(found[3]), month, day, ...timeOf(found, 4) }
}

/** 20040101T194821Z, 20040101, 2004-W01-1, and seconds or milliseconds since 1970. */
function compact(text: string): Parts | undefined {
  if (!/^\d{4}-?[\dW]/i.test(text)) return undefined
  const found = COMPACT.exec(text)
  if (found && Number(found[2]) <= 12) {
    const [, year, month, day, hour = 0, minute = 0, second = 0] = found
    const time = { hour: Number(hour), minute: Number(minute), second: Number(second) }
    return {
      year: Number(year),
      month: Number(month),
      day: Number(day),
      ...time,
      offset: offsetOf(found[7]),
    }
  }
  const week = WEEK.exec(text)
  if (week) return fromWeek(Number(week[1]), Number(week[2]), Number(week[3] ?? 1))
  if (!/^\d{9,13}(?:\.\d+)?$/.test(text)) return undefined
  const seconds = Number(text) / (Number(text) > 1e11 ? 1000 : 1)
  return { year: 1970, month: 1, day: 1, second: seconds, offset: 0 }
}

/** Week 1 is the one with 4 January in it (ISO 8601). */
function fromWeek(year: number, week: number, day: number): Parts {
  const fourth = new Date(Date.UTC(year, 0, 4)).getUTCDay() || 7
  return { year, month: 1, day: 4 - fourth + (week - 1) * 7 + day }
}

/** The groups of TIME, from `at` on. */
function timeOf(found: RegExpExecArray, at: number): Time {
  const [hour, minute, second, half, zone] = found.slice(at, at + 5)
  if (hour === undefined) return {}
  const isLate = /^p/i.test(half ?? '') && Number(hour) < 12
  const isMidnight = /^a/i.test(half ?? '') && Number(hour) === 12
  return {
    hour: isMidnight ? 0 : Number(hour) + (isLate ? 12 : 0),
    minute: Number(minute),
    second: Number(second ?? 0),
    offset: offsetOf(zone),
  }
}

function isPossible({ month, day, hour = 0, minute = 0 }: Parts): boolean {
  return month >= 1 && month <= 13 && day <= 366 && hour <= 36 && minute <= 99
}

function toInstant(parts: Parts, zone: string | undefined): number | undefined {
  const { year, month, day, hour = 0, minute = 0, second = 0, offset } = parts
  const at = Date.UTC(year, month - 1, day, hour, minute) + Math.round(second * 1000)
  if (Number.isNaN(at)) return undefined
  if (offset !== undefined) return at - offset * MINUTE
  return zone ? at - zoneOffset(zone, at) : at
}
