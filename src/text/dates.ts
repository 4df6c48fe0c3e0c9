import { eastAsianDates } from './dates-east.ts'
import { everywhere, findIn, type FoundAt, type InText } from './found.ts'
import { isDay, monthNamed, type FoundDate } from './months.ts'
import { beginsNumber, gapAfter } from './numerals.ts'
import { NUMBER, type Tokens } from './tokens.ts'

export { findSpans, spansIn, type TimeSpan, type Unit } from './spans.ts'
export { isDay, monthName, monthNamed, type FoundDate } from './months.ts'

type Found = FoundAt<FoundDate>

/** The dates of a text with their places in it. */
export function findDates(text: string): readonly InText<FoundDate>[] {
  return findIn(text, (tokens) => datesIn(tokens))
}

/** Whether a date can begin with a token of this key. */
export function beginsDate(key: string): boolean {
  return beginsNumber(key) || monthNamed(key) !== undefined
}

/**
 * Every date: Aug. 10, August 10th, 10 August, 10th of August 2025, 2025-08-10, 8月10日, 八月十日, August 2025; a range
 * of days gives its first and its last. 8/10 is none: its order is ambiguous. The first `count` of `at` are the
 * tokens with which dates begin.
 */
export function datesIn(
  tokens: Tokens,
  at: readonly number[] = everywhere(tokens),
  count: number = at.length,
): readonly Found[] {
  const found: Found[] = []
  let floor = 0
  for (let place = 0; place < count; place++) {
    const index = at[place]!
    if (index < floor) continue
    const dates =
      isoDate(tokens, index) ??
      eastAsianDates(tokens, index) ??
      monthFirst(tokens, index) ??
      dayFirst(tokens, index)
    if (!dates) continue
    found.push(...dates)
    floor = dates.at(-1)!.last + 1
  }
  return found
}

/** 2025-08-10, 2025/08/10, 2025.08.10: with the year in front the order is known (ISO 8601). */
function isoDate(
  { source, starts, ends, kinds }: Tokens,
  at: number,
): readonly Found[] | undefined {
  if (kinds[at] !== NUMBER || ends[at]! - starts[at]! !== 4) return undefined
  const text = source.text.slice(starts[at], starts[at]! + 11)
  const parts = /^(\d{4})([-/.])(\d\d?)\2(\d\d?)(?!\d)/.exec(text)
  if (!parts) return undefined
  const [year, month, day] = [Number(parts[1]), Number(parts[3]), Number(parts[4])]
  if (month < 1 || month > 12 || !isDay(day, month, year)) return undefined
  return [{ year, month, day, first: at, last: at + 2, end: starts[at]! + parts[0].length }]
}

/** August 10, Aug. 10th, August 10-12, August 10, 2025, August 2025. */
function monthFirst(tokens: Tokens, at: number): readonly Found[] | undefined {
  const month = monthAt(tokens, at)
  if (month === undefined) return undefined
  const day = /^(?:\.?\s{0,2}|-)$/.test(gapAfter(tokens, at))
    ? dayAt(tokens, at + 1, month)
    : undefined
  if (day === undefined) return wholeMonth(tokens, at, month)
  const range = rangeEnd(tokens, at + 2, month)
  // August 10 or 10 November: the second day is of another month.
  const end = range && isDayOfNext(tokens, range.last) ? undefined : range
  const last = end?.last ?? at + 1
  const year = yearAfter(tokens, last)
  if (!isDay(end?.day ?? day, month, year)) return undefined
  const stop = year === undefined ? last : last + 1
  const first = { year, month, day, first: at, last: end ? at + 1 : stop }
  return end ? [first, { year, month, day: end.day, first: end.first, last: stop }] : [first]
}

function wholeMonth(tokens: Tokens, at: number, month: number): readonly Found[] | undefined {
  const year = yearAfter(tokens, at)
  return year === undefined ? undefined : [{ year, month, day: undefined, first: at, last: at + 1 }]
}

/** 10 August, 10th of August, 10-12 August, 10 August 2025. */
function dayFirst(tokens: Tokens, at: number): readonly Found[] | undefined {
  if (!isMonthNear(tokens, at)) return undefined
  const other = rangeEnd(tokens, at + 1, 1)
  const last = other?.last ?? at
  const next = tokens.keys[last + 1] === 'of' ? last + 2 : last + 1
  const month = monthAt(tokens, next)
  if (month === undefined || !/^[\s-]{1,2}$/.test(gapAfter(tokens, last))) return undefined
  const day = dayAt(tokens, at, month)
  if (day === undefined || (other && !isDay(other.day, month))) return undefined
  const year = yearAfter(tokens, next)
  const stop = year === undefined ? next : next + 1
  if (!other) return [{ year, month, day, first: at, last: stop }]
  return [
    { year, month, day, first: at, last: at },
    { year, month, day: other.day, first: other.first, last: stop },
  ]
}

/** Whether one of the next tokens is a month's name; behind `10 to 12th of` it is the fourth. */
function isMonthNear({ keys, count }: Tokens, at: number): boolean {
  for (let next = at + 1; next <= at + 4 && next < count; next++)
    if (monthNamed(keys[next]!) !== undefined) return true
  return false
}

/** Whether a month's name follows the day at token `day`. */
function isDayOfNext(tokens: Tokens, day: number): boolean {
  const next = tokens.keys[day + 1] === 'of' ? day + 2 : day + 1
  return monthAt(tokens, next) !== undefined && /^[\s-]{1,2}$/.test(gapAfter(tokens, day))
}

const UNTIL = new Set(['to', 'and', 'or', 'through', 'until', 'till'])

const BEFORE_UNTIL = /^,?\s{1,2}$/
const BETWEEN_DAYS = /^[-~/]$/

/** The other end of a range of days: a dash or `to`, and a day. */
function rangeEnd(tokens: Tokens, at: number, month: number) {
  const isWord = UNTIL.has(tokens.keys[at] ?? '')
  if (!(isWord ? BEFORE_UNTIL : BETWEEN_DAYS).test(gapAfter(tokens, at - 1))) return undefined
  const first = isWord ? at + 1 : at
  const day = dayAt(tokens, first, month)
  return day === undefined ? undefined : { day, first, last: first }
}

/** A month's name; `may`, `mar` and `march` only with a capital, which the verbs rarely have. */
function monthAt({ keys, source, starts }: Tokens, at: number): number | undefined {
  const month = monthNamed(keys[at] ?? '')
  if (month === undefined) return undefined
  const isCertain = !/^(?:may|mar|march)$/.test(keys[at]!)
  return isCertain || /\p{Lu}/u.test(source.text[starts[at]!] ?? '') ? month : undefined
}

const COUNTED = new Set(['percent', 'pct', 'million', 'billion', 'trillion', 'mln', 'bln', 'pc'])

/** 10 or 10th, where it counts nothing else (August 10%, August 10 million). */
function dayAt(tokens: Tokens, at: number, month: number): number | undefined {
  const day = Number(/^(\d\d?)(?:st|nd|rd|th)?$/.exec(tokens.keys[at] ?? '')?.[1] ?? 0)
  if (!isDay(day, month)) return undefined
  const behind = gapAfter(tokens, at)
  const next = tokens.keys[at + 1] ?? ''
  const isCounting = COUNTED.has(next) || (next === 'per' && tokens.keys[at + 2] === 'cent')
  return /^\s?%|^:\d?$/.test(behind) || isCounting ? undefined : day
}

/** A year behind token `at`, with or without a comma. */
function yearAfter(tokens: Tokens, at: number): number | undefined {
  const next = at + 1
  const { kinds, keys, ends, starts, source } = tokens
  if (kinds[next] !== NUMBER || ends[next]! - starts[next]! !== 4) return undefined
  const year = Number(keys[next])
  const isYear = Number.isInteger(year) && year >= 1900 && year < 2200
  const isBehind = /^(?:[.,]?\s{1,2}|,|-)$/.test(gapAfter(tokens, at))
  const behind = source.text.slice(ends[next], ends[next]! + 2)
  return isYear && isBehind && !/^\s?%|^[-/.]\d/.test(behind) ? year : undefined
}
