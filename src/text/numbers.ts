import { everywhere, findIn, type FoundAt, type InText } from './found.ts'
import { monthNamed } from './months.ts'
import { gapAfter, numberAt } from './numerals.ts'
import { HAN, NUMBER, type Tokens } from './tokens.ts'

export type { FoundAt } from './found.ts'

export type Percent = { readonly value: number }

type Found = FoundAt<Percent>

/** The percentages of a text with their places in it. */
export function findPercents(text: string): readonly InText<Percent>[] {
  return findIn(text, (tokens) => percentsIn(tokens))
}

/**
 * Every percentage: 55%, 55 percent, per cent, pct, fifty-five percent, 百分之五十五, 55パーセント, and what shares a sign
 * with another (50-55%, 55 and 10 percent). Not percentage points. The first `count` of `at` are the
 * tokens with which numbers begin.
 */
export function percentsIn(
  tokens: Tokens,
  at: readonly number[] = everywhere(tokens),
  count: number = at.length,
): readonly Found[] {
  const found: Found[] = []
  let floor = 0
  for (let place = 0; place < count; place++) {
    const index = at[place]!
    if (index < floor) continue
    const signed = hanPercent(tokens, index) ?? signedPercent(tokens, index)
    if (!signed) continue
    found.push(...sharing(tokens, signed[0]!, floor), ...signed)
    floor = signed.at(-1)!.last + 1
  }
  return found
}

/** 百分之五十五, 百分之55, 百分之十至十五. */
function hanPercent(tokens: Tokens, at: number): Found[] | undefined {
  const { keys } = tokens
  if (keys[at] !== '百' || keys[at + 1] !== '分' || keys[at + 2] !== '之') return undefined
  const number = numberAt(tokens, at + 3)
  if (!number) return undefined
  const first = { value: number.value, first: at, last: number.next - 1 }
  const join = /^[至到]$/.test(keys[number.next] ?? '') ? number.next + 1 : number.next
  const isRange = join > number.next || /^[-~]$/.test(gapAfter(tokens, number.next - 1))
  const other = isRange ? numberAt(tokens, join) : undefined
  if (!other || keys[other.next] === '%') return [first]
  return [first, { value: other.value, first: join, last: other.next - 1 }]
}

/** A number with its own sign behind it. */
function signedPercent(tokens: Tokens, at: number): Found[] | undefined {
  if (tokens.kinds[at] === NUMBER && !maySign(tokens, at)) return undefined
  const number = numberAt(tokens, at)
  const sign = number && signAfter(tokens, number.next)
  return sign && [{ value: number.value, first: at, ...sign }]
}

/** Whether a sign may follow the number that ends with token `at`: most are passed over here. */
function maySign({ source, ends }: Tokens, at: number): boolean {
  return SIGN_BEGINS.test(source.text.charAt(ends[at]!))
}

type Sign = { readonly last: number; readonly end?: number }

/** What stands behind a number that a sign follows. */
const SIGN_BEGINS = /[%\s\-パ]/
const PERCENT = /^\s?%(?![\s-]?points?\b)/
const KANA_PERCENT = /^\s?パーセント(?!ポイント)/
const BEFORE_WORD = /^[\s-]{1,3}$/

/** The sign that follows the number ending before token `next`. */
function signAfter(tokens: Tokens, next: number): Sign | undefined {
  const { keys, ends, source } = tokens
  const behind = source.text.slice(ends[next - 1], ends[next - 1]! + 12)
  const percent = PERCENT.exec(behind)?.[0]
  if (percent !== undefined) return { last: next - 1, end: ends[next - 1]! + percent.length }
  if (KANA_PERCENT.test(behind)) return { last: next + 4 }
  if (!BEFORE_WORD.test(gapAfter(tokens, next - 1))) return undefined
  const isPerCent = keys[next] === 'per' && keys[next + 1] === 'cent'
  if (!isPerCent && keys[next] !== 'percent' && keys[next] !== 'pct') return undefined
  const last = isPerCent ? next + 1 : next
  return /^points?$/.test(keys[last + 1] ?? '') ? undefined : { last }
}

const WORDS = new Set(['to', 'and', 'or', '至', '到', '或', '和'])
const LISTS = new Set(['and', 'or', '和', '或'])

/** Numbers before a percentage that share its sign: 50-55%, 50 to 55 percent, 10, 20 and 30 percent. */
function sharing(tokens: Tokens, { first }: Found, floor: number): readonly Found[] {
  const found: Found[] = []
  let before = first
  let isList = false
  for (;;) {
    const shared = sharedBefore(tokens, before, isList)
    if (!shared || shared.first < floor) return found.toReversed()
    isList ||= LISTS.has(tokens.keys[before - 1] ?? '')
    found.push(shared)
    before = shared.first
  }
}

function sharedBefore(tokens: Tokens, before: number, isList: boolean): Found | undefined {
  const { keys } = tokens
  const isJoined = WORDS.has(keys[before - 1] ?? '')
  const last = isJoined ? before - 2 : before - 1
  if (last < 0) return undefined
  const gap = gapAfter(tokens, last)
  const isShared = isJoined
    ? /^,?\s*$/.test(gap)
    : (isList ? /^[-~]$|^[,、]\s?$/ : /^[-~]$/).test(gap)
  return isShared ? endingAt(tokens, last) : undefined
}

/** The number whose last token is `last`, unless it counts something else: a date, a sum, a section, a year. */
function endingAt(tokens: Tokens, last: number): Found | undefined {
  for (let first = Math.max(0, last - 3); first <= last; first++) {
    if (tokens.kinds[first] === HAN) continue
    const number = numberAt(tokens, first)
    if (number?.next !== last + 1) continue
    return countsElse(tokens, first, number.value)
      ? undefined
      : { value: number.value, first, last }
  }
  return undefined
}

function countsElse(tokens: Tokens, first: number, value: number): boolean {
  const { keys, kinds, source, starts } = tokens
  const before = keys[first - 1] ?? ''
  const isYear = kinds[first] === NUMBER && value >= 1900 && value < 2200
  if (isYear || /[$€£¥]/.test(source.text[starts[first]! - 1] ?? '')) return true
  if (/^(?:section|article|order|no|chapter|group|part)$/.test(before)) return true
  return value <= 31 && monthNamed(before) !== undefined && isOfDate(tokens, first - 1)
}

/** August 10 and Aug. 10, but not what begins a sentence behind a month. */
function isOfDate(tokens: Tokens, month: number): boolean {
  const isShort = tokens.keys[month]!.length <= 4
  return (isShort ? /^\.?\s$/ : /^\s$/).test(gapAfter(tokens, month))
}
