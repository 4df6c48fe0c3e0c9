import type { FoundAt } from './numbers.ts'
import { NUMBER, placeOf, tokenise, type Tokens } from './tokens.ts'
import { numberAt } from './words-for-numbers.ts'

/** A day or a month, as far as the text says it. */
export type FoundDate = {
  readonly year: number | undefined
  /** 1 to 12. */
  readonly month: number
  readonly day: number | undefined
}

export type Unit = 'hour' | 'day' | 'week' | 'month' | 'year'

/** A stretch of time: 90 days. */
export type TimeSpan = { readonly count: number; readonly unit: Unit }

const MONTHS: ReadonlyMap<string, number> = new Map(
  'january february march april may june july august september october november december'
    .split(' ')
    .flatMap((name, index): [string, number][] => [
      [name, index + 1],
      [name.slice(0, 3), index + 1],
      ...(name === 'september' ? [['sept', 9] as [string, number]] : []),
    ]),
)
const UNITS: ReadonlyMap<string, Unit> = new Map([
  ['hour', 'hour'],
  ['hours', 'hour'],
  ['day', 'day'],
  ['days', 'day'],
  ['week', 'week'],
  ['weeks', 'week'],
  ['month', 'month'],
  ['months', 'month'],
  ['year', 'year'],
  ['years', 'year'],
])
/** Words that may stand between a number and its unit. */
const BETWEEN = new Set(['more', 'additional', 'further', 'extra', 'another', 'calendar'])

/** The number of a month's name or its short form; undefined for any other word. */
export function monthOf(word: string): number | undefined {
  return MONTHS.get(word.toLowerCase())
}

export function unitOf(word: string): Unit | undefined {
  return UNITS.get(word.toLowerCase())
}

/** Whether the day exists in the month (29 February does without a year). */
export function isDay(day: number, month: number, year?: number): boolean {
  return day >= 1 && day <= new Date(Date.UTC(year ?? 2024, month, 0)).getUTCDate()
}

/**
 * Every date: Aug. 10, August 10th, 10 August, 10th of August 2025, 2025-08-10, 8月10日, 八月十日, August 2025; a range
 * of days gives its first and its last. 8/10 is none: its order is ambiguous.
 */
export function datesIn(tokens: Tokens): readonly FoundAt<FoundDate>[] {
  const found: FoundAt<FoundDate>[] = []
  for (let at = 0; at < tokens.count; at++) {
    const dates = dateAt(tokens, at)
    if (!dates) continue
    found.push(...dates)
    at = dates.at(-1)!.last
  }
  return found
}

function dateAt(tokens: Tokens, at: number): readonly FoundAt<FoundDate>[] | undefined {
  return (
    isoAt(tokens, at) ??
    eastAsianAt(tokens, at) ??
    monthFirstAt(tokens, at) ??
    dayFirstAt(tokens, at)
  )
}

/** 2025-08-10; the separators are hyphens. */
function isoAt(tokens: Tokens, at: number): readonly FoundAt<FoundDate>[] | undefined {
  const { source, starts, ends } = tokens
  if (at + 2 >= tokens.count || ends[at]! - starts[at]! !== 4) return undefined
  const text = source.text.slice(starts[at], ends[at + 2])
  const parts = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (!parts) return undefined
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number]
  if (month < 1 || month > 12 || !isDay(day, month, year)) return undefined
  return [{ year, month, day, first: at, last: at + 2 }]
}

/** 2025年8月10日, 8月10日至12日, 八月十日, 8月. */
function eastAsianAt(tokens: Tokens, at: number): readonly FoundAt<FoundDate>[] | undefined {
  const { keys } = tokens
  const year = numberAt(tokens, at)
  if (year && keys[year.next] === '年' && year.value >= 1900 && year.value < 2200) {
    const rest = eastAsianMonthAt(tokens, year.next + 1, year.value)
    if (rest) return [{ ...rest[0]!, first: at }, ...rest.slice(1)]
  }
  return eastAsianMonthAt(tokens, at, undefined)
}

function eastAsianMonthAt(
  tokens: Tokens,
  at: number,
  year: number | undefined,
): readonly FoundAt<FoundDate>[] | undefined {
  const { keys } = tokens
  const month = numberAt(tokens, at)
  if (!month || keys[month.next] !== '月' || month.value < 1 || month.value > 12) return undefined
  const whole = { year, month: month.value, day: undefined, first: at, last: month.next }
  const day = eastAsianDayAt(tokens, month.next + 1, month.value)
  if (!day) return year === undefined ? undefined : [whole]
  const first = { ...whole, day: day.value, last: day.next - 1 }
  const joined = keys[day.next] === '至' || keys[day.next] === '到' || keys[day.next] === '和'
  const then = eastAsianDayAt(tokens, day.next + (joined ? 1 : 0), month.value)
  if (!then || (!joined && !isDash(tokens, day.next))) return [first]
  return [first, { ...whole, day: then.value, first: day.next, last: then.next - 1 }]
}

function eastAsianDayAt(tokens: Tokens, at: number, month: number) {
  const day = numberAt(tokens, at)
  const sign = day && tokens.keys[day.next]
  if (!day || (sign !== '日' && sign !== '号' && sign !== '號') || !isDay(day.value, month))
    return undefined
  return { value: day.value, next: day.next + 1 }
}

/** August 10, Aug. 10th, August 10-12, August 10, 2025, August 2025. */
function monthFirstAt(tokens: Tokens, at: number): readonly FoundAt<FoundDate>[] | undefined {
  const month = monthAt(tokens, at)
  if (month === undefined) return undefined
  const day = dayOf(tokens, at + 1, month)
  if (day === undefined) {
    const year = yearAt(tokens, at + 1)
    return year === undefined ? undefined : [{ year, month, day, first: at, last: at + 1 }]
  }
  const end = rangeEnd(tokens, at + 2, month)
  const last = end?.last ?? at + 1
  const year = yearAt(tokens, last + 1)
  const stop = year === undefined ? last : last + 1
  const first = { year, month, day, first: at, last: end ? at + 1 : stop }
  return end ? [first, { year, month, day: end.day, first: end.first, last: stop }] : [first]
}

/** 10 August, 10th of August, 10-12 August, 10 August 2025. */
function dayFirstAt(tokens: Tokens, at: number): readonly FoundAt<FoundDate>[] | undefined {
  const { keys } = tokens
  const second = rangeEnd(tokens, at + 1, undefined)
  let next = (second?.last ?? at) + 1
  if (keys[next] === 'of') next++
  const month = monthAt(tokens, next)
  if (month === undefined) return undefined
  const day = dayOf(tokens, at, month)
  if (day === undefined) return undefined
  const year = yearAt(tokens, next + 1)
  const last = year === undefined ? next : next + 1
  if (!second) return [{ year, month, day, first: at, last }]
  return [
    { year, month, day, first: at, last: at },
    { year, month, day: second.day, first: second.first, last },
  ]
}

/** The other end of a range of days: a dash, `to`, `and` or `through`, and a day. */
function rangeEnd(tokens: Tokens, at: number, month: number | undefined) {
  const joined = ['to', 'and', 'through', 'until'].includes(tokens.keys[at] ?? '')
  if (!joined && !isDash(tokens, at)) return undefined
  const first = joined ? at + 1 : at
  const day = dayOf(tokens, first, month ?? 1)
  return day === undefined ? undefined : { day, first, last: first }
}

/** A month's name; `may` and `mar` only with a capital, which a verb rarely has. */
function monthAt({ keys, source, starts }: Tokens, at: number): number | undefined {
  const month = MONTHS.get(keys[at] ?? '')
  if (month === undefined) return undefined
  return /\p{Lu}/u.test(source.text[starts[at]!] ?? '') || !/^(?:may|mar|march)$/.test(keys[at]!)
    ? month
    : undefined
}

function dayOf(tokens: Tokens, at: number, month: number): number | undefined {
  const key = tokens.keys[at]
  const written = key && /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(key)
  if (!written) return undefined
  const day = Number(written[1])
  return isDay(day, month) ? day : undefined
}

function yearAt({ keys, kinds }: Tokens, at: number): number | undefined {
  const year = kinds[at] === NUMBER ? Number(keys[at]) : 0
  return Number.isInteger(year) && year >= 1900 && year < 2200 ? year : undefined
}

function isDash({ source, ends, starts }: Tokens, at: number): boolean {
  return at > 0 && /^\s?[-~～]\s?$/.test(source.text.slice(ends[at - 1], starts[at]))
}

/**
 * Every stretch of time: 90 days, 90-day, ninety days, 90 more days, six-month, 90天, 90日間, 六个月, 6か月. Not business
 * days, which are another length.
 */
export function spansIn(tokens: Tokens): readonly FoundAt<TimeSpan>[] {
  const found: FoundAt<TimeSpan>[] = []
  for (let at = 0; at < tokens.count; at++) {
    const number = numberAt(tokens, at)
    if (!number || !Number.isInteger(number.value)) continue
    const unit = englishUnit(tokens, number.next) ?? eastAsianUnit(tokens, number.next)
    if (!unit) continue
    found.push({ count: number.value, unit: unit.unit, first: at, last: unit.last })
    at = unit.last
  }
  return found
}

function englishUnit({ keys }: Tokens, next: number) {
  const at = BETWEEN.has(keys[next] ?? '') ? next + 1 : next
  const unit = UNITS.get(keys[at] ?? '')
  return unit && { unit, last: at }
}

function eastAsianUnit({ keys }: Tokens, next: number): { unit: Unit; last: number } | undefined {
  const [one, two] = [keys[next], keys[next + 1]]
  const counted = one !== undefined && '个個か月ヶ箇カケヵ'.includes(one) && one !== '月'
  if (one === '天') return { unit: 'day', last: next }
  if (one === '日' && (two === '间' || two === '間')) return { unit: 'day', last: next + 1 }
  if (counted && two === '月') return { unit: 'month', last: next + 1 }
  if (one === '周' || one === '週') return { unit: 'week', last: two === '間' ? next + 1 : next }
  if (one === '小' && two === '时') return { unit: 'hour', last: next + 1 }
  return undefined
}

type Placed<T> = T & { readonly text: string; readonly start: number; readonly end: number }

/** The dates of a text with their places in it. */
export function findDates(text: string): readonly Placed<FoundDate>[] {
  return placed(text, datesIn)
}

/** The stretches of time of a text with their places in it. */
export function findSpans(text: string): readonly Placed<TimeSpan>[] {
  return placed(text, spansIn)
}

function placed<T>(
  text: string,
  find: (tokens: Tokens) => readonly FoundAt<T>[],
): readonly Placed<T>[] {
  const tokens = tokenise(text)
  return find(tokens).map((found) => {
    const { start, end } = placeOf(tokens, found.first, found.last)
    return { ...found, text: text.slice(start, end), start, end }
  })
}
