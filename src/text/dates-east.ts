import type { FoundAt } from './found.ts'
import { isDay, type FoundDate } from './months.ts'
import { gapAfter, numberAt, type FoundNumber } from './numerals.ts'
import { HAN, NUMBER, type Tokens } from './tokens.ts'

type Found = FoundAt<FoundDate>

/** 2025年8月10日, 8月10日至12日, 6月9至10日, 八月十日, 2025年8月; the date that begins with token `at`. */
export function eastAsianDates(tokens: Tokens, at: number): readonly Found[] | undefined {
  // Behind digits comes 年 or 月 at once.
  if (tokens.kinds[at] === NUMBER && tokens.kinds[at + 1] !== HAN) return undefined
  const number = numberAt(tokens, at)
  if (!number) return undefined
  const isYear = tokens.keys[number.next] === '年' && number.value >= 1900 && number.value < 2200
  if (!isYear) return monthAndDay(tokens, at, number, undefined)
  const month = numberAt(tokens, number.next + 1)
  const found = month && monthAndDay(tokens, at, month, number.value)
  return found ?? undefined
}

function monthAndDay(
  tokens: Tokens,
  first: number,
  { value: month, next }: FoundNumber,
  year: number | undefined,
): readonly Found[] | undefined {
  if (tokens.keys[next] !== '月' || !Number.isInteger(month) || month < 1 || month > 12)
    return undefined
  const days = daysAt(tokens, next + 1, (day) => isDay(day, month, year))
  if (days.length === 0)
    return year === undefined ? undefined : [{ year, month, day: undefined, first, last: next }]
  return days.map((day, index) => ({ year, month, ...day, first: index === 0 ? first : day.first }))
}

type Day = { readonly day: number; readonly first: number; readonly last: number }

/** One day, or the two ends of a range, of which the first may lack its sign. */
function daysAt(tokens: Tokens, at: number, exists: (day: number) => boolean): readonly Day[] {
  const one = numberAt(tokens, at)
  if (!one || !exists(one.value)) return []
  const isSigned = isDaySign(tokens.keys[one.next])
  const first = { day: one.value, first: at, last: isSigned ? one.next : one.next - 1 }
  const two = otherEnd(tokens, first.last + 1)
  if (two && exists(two.day)) return [first, two]
  return isSigned ? [first] : []
}

function otherEnd(tokens: Tokens, at: number): Day | undefined {
  const isJoined = /^[至到和]$/.test(tokens.keys[at] ?? '')
  if (!isJoined && !/^[-~、]$/.test(gapAfter(tokens, at - 1))) return undefined
  const from = isJoined ? at + 1 : at
  const number = numberAt(tokens, from)
  if (!number || !isDaySign(tokens.keys[number.next])) return undefined
  return { day: number.value, first: from, last: number.next }
}

function isDaySign(key: string | undefined): boolean {
  return key === '日' || key === '号' || key === '號'
}
