import { everywhere, findIn, type FoundAt, type InText } from './found.ts'
import { gapAfter, numberAt } from './numerals.ts'
import type { Tokens } from './tokens.ts'

export type Unit = 'hour' | 'day' | 'week' | 'month' | 'year'

/** A stretch of time: 90 days. */
export type TimeSpan = { readonly count: number; readonly unit: Unit }

const UNITS: readonly Unit[] = ['hour', 'day', 'week', 'month', 'year']
const ENGLISH = new Map(
  UNITS.flatMap((unit): [string, Unit][] => [
    [unit, unit],
    [`${unit}s`, unit],
  ]),
)

/** Words that may stand between a number and its unit; `business` is none of them: that is another length. */
const BETWEEN = new Set(
  'more additional further extra full whole calendar consecutive straight'.split(' '),
)
/** Before `a week`, where that is a length and not a rate (twice a week). */
const BEFORE_A = /^(?:for|within|in|by|of|than|after|over|another)$/

/** What an East Asian unit looks like, right behind its number, the longest first. */
const EAST_ASIAN: readonly (readonly [RegExp, Unit])[] = [
  [/^(?:個|个)?小[时時]|^時間/, 'hour'],
  [/^天|^日[间間]/, 'day'],
  [/^[周週](?!年)[间間]?|^[个個]?(?:星期|礼拜|禮拜)/, 'week'],
  [/^[个個か箇カヵケヶ]月[间間]?/, 'month'],
  [/^年(?!\d{1,2}月|[一二三四五六七八九十]{1,2}月|代|度)[间間]?/, 'year'],
]

/** The stretches of time of a text with their places in it. */
export function findSpans(text: string): readonly InText<TimeSpan>[] {
  return findIn(text, (tokens) => spansIn(tokens))
}

/**
 * Every stretch of time: 90 days, 90-day, ninety days, 90 more days, six-month, for a week, 90天, 90日間, 六个月, 6か月.
 * Not business days. The first `count` of `at` are the tokens with which numbers begin.
 */
export function spansIn(
  tokens: Tokens,
  at: readonly number[] = everywhere(tokens),
  count: number = at.length,
): readonly FoundAt<TimeSpan>[] {
  const found: FoundAt<TimeSpan>[] = []
  let floor = 0
  for (let place = 0; place < count; place++) {
    const first = at[place]!
    const span = first < floor ? undefined : spanAt(tokens, first)
    if (!span) continue
    found.push({ ...span, first })
    floor = span.last + 1
  }
  return found
}

function spanAt(tokens: Tokens, at: number): (TimeSpan & { readonly last: number }) | undefined {
  const number = numberAt(tokens, at) ?? oneAt(tokens, at)
  if (!number || !Number.isInteger(number.value)) return undefined
  const unit =
    englishUnit(tokens, number.next) ?? eastAsianUnit(tokens, at, number.next, number.value)
  return unit && { count: number.value, ...unit }
}

/** for a week */
function oneAt({ keys }: Tokens, at: number) {
  const isOne = /^an?$/.test(keys[at] ?? '') && BEFORE_A.test(keys[at - 1] ?? '')
  return isOne ? { value: 1, next: at + 1 } : undefined
}

function englishUnit(tokens: Tokens, next: number) {
  const { keys } = tokens
  const at = BETWEEN.has(keys[next] ?? '') ? next + 1 : next
  const unit = ENGLISH.get(keys[at] ?? '')
  if (!unit) return undefined
  for (let index = next; index <= at; index++)
    if (!/^[\s-]{1,2}$/.test(gapAfter(tokens, index - 1))) return undefined
  return { unit, last: at }
}

function eastAsianUnit(tokens: Tokens, at: number, next: number, count: number) {
  const { source, ends, keys, starts } = tokens
  if (keys[at - 1] === '第') return undefined
  const from = ends[next - 1]!
  const written = source.text.slice(from, from + 6)
  const behind = written.trimStart()
  // Most numbers have ASCII behind them.
  if (!(behind.charCodeAt(0) > 0x7f)) return undefined
  const shift = written.length - behind.length
  // 90日 is a length, 10日 a day of the month.
  const found = EAST_ASIAN.find(([pattern]) => pattern.test(behind))
  const unit = found?.[1] ?? (behind.startsWith('日') && count > 31 ? 'day' : undefined)
  if (!unit || (unit === 'year' && count >= 1000)) return undefined
  const end = from + shift + (found ? found[0].exec(behind)![0].length : 1)
  let last = next
  while (last + 1 < tokens.count && starts[last + 1]! < end) last++
  return { unit, last }
}
