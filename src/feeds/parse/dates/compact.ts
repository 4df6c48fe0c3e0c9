import { fullYear, type Parts } from './forms.ts'
import { zoneNamed } from './zones.ts'

const DIGITS =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:T?(\d{2}):?(\d{2}):?(\d{2})?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i
const WEEK =
  /^(\d{4})-?W(\d{2})(?:-?([1-7]))?(?:T(\d{2}):?(\d{2})(?::?(\d{2}))?(Z|[+-]\d{2}:?\d{2})?)?$/i
const SHORT = /^(\d{2})(-|)(\d{2})\2(\d{2})$/
const INSTANT = /^(?:@|\/Date\()?(\d{9,13}(?:\.\d+)?)(?:[+-]\d{4})?(?:\)\/)?$/

/** 20040131T194821Z, 20040131, 2004031, 2004-W05-6, 040131, 2004, and seconds or milliseconds since 1970. */
export function compactDate(text: string): Parts | undefined {
  if (!/^[@/]|^\d{2}-?\d|^\d{4}-?W/i.test(text)) return undefined
  return (
    digits(text) ?? week(text) ?? instant(text) ?? ordinal(text) ?? short(text) ?? yearAlone(text)
  )
}

function digits(text: string): Parts | undefined {
  const found = DIGITS.exec(text)
  if (!found || Number(found[2]) > 12) return undefined
  const [, year, month, day, hour = 0, minute = 0, second = 0, zone] = found
  return {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    zone: zoneNamed(zone),
  }
}

/** Week 1 is the one with 4 January in it (ISO 8601). */
function week(text: string): Parts | undefined {
  const found = WEEK.exec(text)
  if (!found) return undefined
  const [, year, number, day = 1, hour = 0, minute = 0, second = 0, zone] = found
  const fourth = new Date(Date.UTC(Number(year), 0, 4)).getUTCDay() || 7
  return {
    year: Number(year),
    month: 1,
    day: 4 - fourth + (Number(number) - 1) * 7 + Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    zone: zoneNamed(zone),
  }
}

function instant(text: string): Parts | undefined {
  const number = Number(INSTANT.exec(text)?.[1] ?? NaN)
  if (Number.isNaN(number)) return undefined
  return { year: 1970, month: 1, day: 1, second: number / (number > 1e11 ? 1000 : 1), zone: 0 }
}

function ordinal(text: string): Parts | undefined {
  const [, year, day] = /^((?:19|20)\d{2})([0-3]\d{2})$/.exec(text) ?? []
  return year ? { year: Number(year), month: 1, day: Number(day) } : undefined
}

/** Two digits of the year: ISO 8601 puts it first, and so do we where that gives a date. */
function short(text: string): Parts | undefined {
  const [, first = '', , month = '', last = ''] = SHORT.exec(text) ?? []
  if (!first || Number(month) > 12 || Number(month) === 0) return undefined
  const isYearFirst = Number(last) >= 1 && Number(last) <= 31
  const [year, day] = isYearFirst ? [first, last] : [last, first]
  return { year: fullYear(year), month: Number(month), day: Number(day) }
}

function yearAlone(text: string): Parts | undefined {
  return /^(?:19|20)\d\d$/.test(text) ? { year: Number(text), month: 1, day: 1 } : undefined
}
