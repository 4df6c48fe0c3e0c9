import { DAY, HOUR, MINUTE } from '../../lib/durations.ts'

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const OTHER_MONTHS: Readonly<Record<string, number>> = {
  februar: 1,
  mär: 2,
  mrz: 2,
  mai: 4,
  juni: 5,
  juli: 6,
  okt: 9,
  dez: 11,
  janv: 0,
  févr: 1,
  fév: 1,
  mars: 2,
  avr: 3,
  juin: 5,
  juil: 6,
  août: 7,
  déc: 11,
  ene: 0,
  abr: 3,
  ago: 7,
  dic: 11,
}
/** Offsets in minutes of the zones that RFC 822 names and of those that publishers add. */
const ZONES: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  wet: 0,
  est: -300,
  edt: -240,
  et: -300,
  cst: -360,
  cdt: -300,
  ct: -360,
  mst: -420,
  mdt: -360,
  mt: -420,
  pst: -480,
  pdt: -420,
  pt: -480,
  akst: -540,
  akdt: -480,
  hst: -600,
  bst: 60,
  ist: 330,
  cet: 60,
  cest: 120,
  mez: 60,
  mesz: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  jst: 540,
  kst: 540,
  hkt: 480,
  sgt: 480,
  aest: 600,
  aedt: 660,
  nzst: 720,
  nzdt: 780,
}

type Parts = {
  readonly year: number
  /** 0 to 11. */
  readonly month: number
  readonly day: number
  readonly hour?: number
  readonly minute?: number
  readonly second?: number
  /** Minutes east of Greenwich; undefined where the text names no zone. */
  readonly offset?: number | undefined
}

/**
 * The instant that a feed's date means, in epoch milliseconds: RFC 822 and its variants in the wild, ISO 8601 and W3C
 * dates, Drupal's, Unix dates, 2025年8月10日. `zone` (an IANA name) holds where the text names none. Undefined for what is
 * no date.
 */
export function parseDate(text: string | undefined, zone?: string): number | undefined {
  const plain = text
    ?.replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (!plain) return undefined
  const parts = iso(plain) ?? eastAsian(plain) ?? named(plain) ?? american(plain) ?? compact(plain)
  return parts ? toInstant(parts, zone) : undefined
}

/** A date that an article can have: not before the web, not more than a day ahead. */
export function plausible(at: number | undefined, now: number): number | undefined {
  return at !== undefined && at > Date.UTC(1980, 0) && at <= now + DAY ? at : undefined
}

const CLOCK = String.raw`(\d{1,2})[:.h](\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?`
const OFFSET = String.raw`\s*(?:\(?(?:GMT|UTC)?\s*([+-]\d{1,2}):?(\d{2})?\)?|([A-Za-z]{1,5})\b)?`

function iso(text: string): Parts | undefined {
  const found = new RegExp(
    String.raw`^(\d{4})(?:-(\d{1,2}|---)(?:-(\d{1,2}))?|/(\d{1,2})/(\d{1,2})|-(\d{3}))?(?:(?:[T\s,]+|\s*-\s*)${CLOCK}${OFFSET})?`,
    'i',
  ).exec(text)
  if (
    !found ||
    (found[2] === undefined && found[4] === undefined && found[6] === undefined && text.length > 4)
  )
    return undefined
  const year = Number(found[1])
  const month = Number(found[2] ?? found[4] ?? 1) - 1
  const day = found[6] ? Number(found[6]) : Number(found[3] ?? found[5] ?? 1)
  if (found[6]) return { year, month: 0, day, ...clock(found, 7) }
  return valid({ year, month, day, ...clock(found, 7) })
}

function eastAsian(text: string): Parts | undefined {
  const found = new RegExp(
    String.raw`(\d{4})\s*(?:年|년)\s*(\d{1,2})\s*(?:月|월)\s*(\d{1,2})\s*(?:日|일)?(?:[\s,T]*(?:(上午|下午|오전|오후)\s*)?(\d{1,2})[:：时點点시](\d{1,2})?(?:[:：分분](\d{1,2}))?)?`,
  ).exec(text)
  if (!found) return undefined
  const [, year, month, day, half, hour, minute, second] = found
  const late = (half === '下午' || half === '오후') && Number(hour) < 12 ? 12 : 0
  const rest = {
    hour: Number(hour ?? 0) + late,
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
  }
  return valid({ year: Number(year), month: Number(month) - 1, day: Number(day), ...rest })
}

/** Thu, 01 Jan 2004 19:48:21 GMT; Jan 1, 2004 7:48 PM EST; Thu Jan 01 19:48:21 GMT 2004; and what is like them. */
function named(text: string): Parts | undefined {
  const dayFirst = new RegExp(
    String.raw`(?:^|[\s,])(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+(?:de\s+)?(\p{L}{3,})\.?,?[\s-]+(?:de\s+)?(\d{2,4})(?:\s*(?:,|at|-|–)?\s*${CLOCK}${OFFSET})?`,
    'iu',
  ).exec(text)
  const dayFirstParts = dayFirst && fromNamed(dayFirst[1], dayFirst[2], dayFirst[3], dayFirst)
  if (dayFirstParts) return dayFirstParts
  const monthFirst = new RegExp(
    String.raw`(\p{L}{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:\s*(?:,|at|-|–)?\s*${CLOCK}${OFFSET})?`,
    'iu',
  ).exec(text)
  const monthFirstParts =
    monthFirst && fromNamed(monthFirst[2], monthFirst[1], monthFirst[3], monthFirst)
  if (monthFirstParts) return monthFirstParts
  const unix = new RegExp(
    String.raw`(\p{L}{3,})\s+(\d{1,2})\s+${CLOCK}${OFFSET}\s+(\d{4})`,
    'iu',
  ).exec(text)
  return unix ? fromNamed(unix[2], unix[1], unix[10], unix, 3) : undefined
}

function fromNamed(
  day: string | undefined,
  monthName: string | undefined,
  yearText: string | undefined,
  found: RegExpExecArray,
  clockAt = 4,
): Parts | undefined {
  const month = monthNumber(monthName ?? '')
  if (month === undefined) return undefined
  const short = Number(yearText)
  const year = (yearText ?? '').length > 2 ? short : short + (short < 70 ? 2000 : 1900)
  return valid({ year, month, day: Number(day), ...clock(found, clockAt) })
}

function monthNumber(name: string): number | undefined {
  const lower = name.toLowerCase()
  const english = MONTHS.indexOf(lower.slice(0, 3))
  if (english >= 0) return english
  return OTHER_MONTHS[lower] ?? OTHER_MONTHS[lower.slice(0, 4)] ?? OTHER_MONTHS[lower.slice(0, 3)]
}

/** Drupal's "Fri, 08/08/2025 - 14:30", American order. */
function american(text: string): Parts | undefined {
  const found = new RegExp(
    String.raw`(?:^|[\s,])(\d{1,2})/(\d{1,2})/(\d{4})(?:[\s,-]+${CLOCK}${OFFSET})?`,
    'i',
  ).exec(text)
  if (!found) return undefined
  const [first, second] = [Number(found[1]), Number(found[2])]
  const [month, day] = first > 12 ? [second, first] : [first, second]
  return valid({ year: Number(found[3]), month: month - 1, day, ...clock(found, 4) })
}

/** 20040101T194821Z, 20040101, 040101, 2004-W01-1 and seconds since 1970. */
function compact(text: string): Parts | undefined {
  const found =
    /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(text)
  if (found) {
    const [, year, month, day, hour = 0, minute = 0, second = 0] = found
    const zone = found[7] ? offsetOf(found[7]) : undefined
    return valid({
      year: Number(year),
      month: Number(month) - 1,
      day: Number(day),
      hour: Number(hour),
      minute: Number(minute),
      second: Number(second),
      offset: zone,
    })
  }
  if (!/^\d{9,13}$/.test(text)) return undefined
  const date = new Date(Number(text) * (text.length > 10 ? 1 : 1000))
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    offset: 0,
  }
}

function clock(
  found: RegExpExecArray,
  at: number,
): Pick<Parts, 'hour' | 'minute' | 'second' | 'offset'> {
  const [hour, minute, second, half, hours, minutes, zone] = found.slice(at, at + 7)
  if (hour === undefined) return {}
  const isLate = /^p/i.test(half ?? '') && Number(hour) < 12
  const isMidnight = /^a/i.test(half ?? '') && Number(hour) === 12
  const offset = hours
    ? offsetOf(`${hours}:${minutes ?? '00'}`)
    : zone
      ? ZONES[zone.toLowerCase()]
      : undefined
  return {
    hour: isMidnight ? 0 : Number(hour) + (isLate ? 12 : 0),
    minute: Number(minute),
    second: Math.min(59, Number(second ?? 0)),
    offset,
  }
}

function offsetOf(text: string): number {
  if (/^z$/i.test(text)) return 0
  const [, sign, hours, minutes] = /^([+-])(\d{1,2}):?(\d{2})$/.exec(text) ?? []
  if (!hours) return 0
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

function valid(parts: Parts): Parts | undefined {
  const { month, day, hour = 0, minute = 0 } = parts
  return month >= 0 && month < 12 && day >= 1 && day <= 31 && hour <= 24 && minute < 60
    ? parts
    : undefined
}

function toInstant(parts: Parts, zone: string | undefined): number | undefined {
  const { year, month, day, hour = 0, minute = 0, second = 0, offset } = parts
  const at = Date.UTC(year, month, day, hour, minute, second)
  if (Number.isNaN(at)) return undefined
  if (offset !== undefined) return at - offset * MINUTE
  return zone ? at - zoneOffset(zone, at) : at
}

/** How far a zone is ahead of UTC around an instant of its own clock, in milliseconds. */
function zoneOffset(zone: string, at: number): number {
  const seen = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(new Date(at))
  const value = (type: string) => Number(seen.find((part) => part.type === type)?.value)
  const local = Date.UTC(
    value('year'),
    value('month') - 1,
    value('day'),
    value('hour'),
    value('minute'),
    value('second'),
  )
  const offset = local - Math.floor(at / 1000) * 1000
  return Math.abs(offset) > 15 * HOUR ? 0 : offset
}
