import type { Fact } from '../domain/story.ts'
import { findDates, findSpans, monthName, type FoundDate, type TimeSpan } from '../text/dates.ts'
import { findDeadlines, type Deadline } from '../text/deadlines.ts'
import { findPercents } from '../text/numbers.ts'

/**
 * What a text says that can be compared: rates, days, stretches of time, sums of money. `at` is when it was published,
 * epoch milliseconds: a day that the text counts from another is in a year then.
 */
export function factsOf(text: string, at?: number): readonly Fact[] {
  const facts = [
    ...percents(text),
    ...dates(text),
    ...deadlines(text, at),
    ...spans(text),
    ...amountsOf(text),
  ]
  const seen = new Set<string>()
  return facts.filter(({ kind, value }) => {
    const key = `${kind} ${value}`
    return !seen.has(key) && seen.add(key)
  })
}

// Most texts hold none of these, and looking at every word for them costs more than looking for their signs first.
const PERCENT_SIGN = /[%％﹪]|per\s?cent|pct|百分/i
const DATE_SIGN = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d-\d|月/i
const SPAN_SIGN = /(?:hour|day|week|month|year)s?\b|[天日周週月时時年]/i

function percents(text: string): readonly Fact[] {
  if (!PERCENT_SIGN.test(text)) return []
  return findPercents(text).map((found) => ({
    kind: 'percent',
    value: String(found.value),
    text: found.text,
  }))
}

function dates(text: string): readonly Fact[] {
  if (!DATE_SIGN.test(text)) return []
  return findDates(text).flatMap((found): Fact[] => {
    const value = dayOf(found)
    return value ? [{ kind: 'date', value, text: found.text }] : []
  })
}

/** 90 days beyond the August 10 deadline are November 8, which is what another report may call it. */
function deadlines(text: string, at: number | undefined): readonly Fact[] {
  if (!DATE_SIGN.test(text) || !SPAN_SIGN.test(text)) return []
  return findDeadlines(text, at).flatMap((found): Fact[] => {
    const value = dayOf(found)
    return value ? [{ kind: 'date', value, text: inWords(found) }] : []
  })
}

/** `November 8 (90 days beyond the August 10 deadline)`, `November 8, as proposed (…)`. */
function inWords({ month, day, kind, text }: Deadline & { readonly text: string }): string {
  const proposed = kind === 'proposed' ? ', as proposed' : ''
  return `${monthName(month)} ${day}${proposed} (${text})`
}

function spans(text: string): readonly Fact[] {
  if (!SPAN_SIGN.test(text)) return []
  return findSpans(text).map((found) => ({
    kind: 'span',
    value: spanKey(found),
    text: found.text,
  }))
}

function dayOf({ year, month, day }: FoundDate): string | undefined {
  if (day === undefined) return undefined
  const monthDay = `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return year === undefined ? `--${monthDay}` : `${year}-${monthDay}`
}

const IN_DAYS = { hour: 1 / 24, day: 1, week: 7, month: 30, year: 360 } as const

/** Three months and 90 days are one term: everything in days, a month as 30 and a year as twelve months. */
function spanKey({ count, unit }: TimeSpan): string {
  return `day:${Math.round(count * IN_DAYS[unit] * 100) / 100}`
}

const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/^(?:us\$|\$|usd|dollar)/i, 'usd'],
  [/^(?:€|eur)/i, 'eur'],
  [/^(?:£|gbp)/i, 'gbp'],
  [/^(?:cn¥|rmb|cny|yuan)/i, 'cny'],
  [/^(?:¥|jpy|yen)/i, 'jpy'],
]
const SCALES: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  mln: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  bln: 1e9,
  billion: 1e9,
  tn: 1e12,
  trillion: 1e12,
}
const NUMBER = String.raw`(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)`
const SCALE = String.raw`(k|thousand|m|mn|mln|million|b|bn|bln|billion|tn|trillion)\b`
/** $2.8 billion, US$500, RMB 30bn. */
const SIGNED = new RegExp(
  String.raw`(us\$|cn¥|[$€£¥]|\b(?:usd|eur|gbp|rmb|cny|jpy)\s?)${NUMBER}(?:\s?${SCALE})?`,
  'gi',
)
/** 50 billion US dollars, 21 billion euros. */
const NAMED = new RegExp(
  String.raw`(?<![\d.,])${NUMBER}(?:[\s-]?${SCALE})?[\s-](?:us |u\.s\. |american )?(dollars?|euros?|yuan|yen)\b`,
  'gi',
)

function amountsOf(text: string): readonly Fact[] {
  return [
    ...[...text.matchAll(SIGNED)].map(([found, sign, number, scale]) =>
      amount(found, sign!, number!, scale),
    ),
    ...[...text.matchAll(NAMED)].map(([found, number, scale, name]) =>
      amount(found, name!, number!, scale),
    ),
  ]
}

function amount(text: string, sign: string, number: string, scale: string | undefined): Fact {
  const currency = CURRENCIES.find(([pattern]) => pattern.test(sign.trim()))?.[1] ?? 'usd'
  const value = Number(number.replaceAll(',', '')) * (SCALES[scale?.toLowerCase() ?? ''] ?? 1)
  return { kind: 'amount', value: `${currency}:${Math.round(value)}`, text: text.trim() }
}

/** Whether two dates may be one: a date without a year fits any year. */
export function sameDate(a: string, b: string): boolean {
  return a === b || (a.slice(-5) === b.slice(-5) && (a.startsWith('--') || b.startsWith('--')))
}
