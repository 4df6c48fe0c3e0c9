import { HAN, NUMBER, type Tokens } from './tokens.ts'

const SMALL = valuesOf(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  (index) => index,
)
const TENS = valuesOf(
  'twenty thirty forty fifty sixty seventy eighty ninety',
  (index) => 10 * (index + 2),
)
const HAN_DIGITS = new Map([
  ...valuesOf('零 一 二 三 四 五 六 七 八 九', (index) => index),
  ['〇', 0],
  ['两', 2],
  ['兩', 2],
])
const HAN_UNITS = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
])

/** A number in a row of tokens: its value, and the token after it. */
export type FoundNumber = { readonly value: number; readonly next: number }

/** Whether a number can begin with a token of this key; `百` begins 百分之 too. */
export function beginsNumber(key: string): boolean {
  const isDigit = key >= '0' && key < ':'
  return (
    isDigit ||
    key === 'a' ||
    key === 'an' ||
    SMALL.has(key) ||
    TENS.has(key) ||
    HAN_DIGITS.has(key) ||
    HAN_UNITS.has(key)
  )
}

/** The number that begins at token `at`: digits, English words below a thousand, or Han numerals. */
export function numberAt(tokens: Tokens, at: number): FoundNumber | undefined {
  const kind = tokens.kinds[at]
  if (kind === undefined) return undefined
  if (kind === NUMBER) return { value: Number(tokens.keys[at]), next: at + 1 }
  return kind === HAN ? hanAt(tokens, at) : englishAt(tokens, at)
}

/** What stands between token `at` and the one behind it. */
export function gapAfter({ source, starts, ends }: Tokens, at: number): string {
  return source.text.slice(ends[at], starts[at + 1] ?? source.text.length)
}

/** Whether the token behind `at` belongs to the same number: fifty-five, one hundred and five. */
function goesOn(tokens: Tokens, at: number): boolean {
  return /^[\s-]{1,3}$/.test(gapAfter(tokens, at))
}

function englishAt(tokens: Tokens, at: number): FoundNumber | undefined {
  const hundreds = hundredsAt(tokens, at)
  const from = hundreds ? afterAnd(tokens, hundreds.next) : at
  const rest = belowHundredAt(tokens, from)
  if (!hundreds || !rest) return hundreds ?? (rest && withPoint(tokens, rest))
  return { value: hundreds.value + rest.value, next: rest.next }
}

function hundredsAt(tokens: Tokens, at: number): FoundNumber | undefined {
  const key = tokens.keys[at]!
  const count = key === 'a' ? 1 : (SMALL.get(key) ?? 0)
  const isHundred = count > 0 && count < 10 && tokens.keys[at + 1] === 'hundred'
  return isHundred && goesOn(tokens, at) ? { value: 100 * count, next: at + 2 } : undefined
}

function afterAnd(tokens: Tokens, next: number): number {
  const hasRest = belowHundredAt(tokens, next + 1) !== undefined
  const isJoined = goesOn(tokens, next - 1) && goesOn(tokens, next)
  return tokens.keys[next] === 'and' && hasRest && isJoined ? next + 1 : next
}

function belowHundredAt(tokens: Tokens, at: number): FoundNumber | undefined {
  const key = tokens.keys[at] ?? ''
  const small = SMALL.get(key)
  if (small !== undefined) return { value: small, next: at + 1 }
  const tens = TENS.get(key)
  if (tens === undefined) return undefined
  const unit = SMALL.get(tokens.keys[at + 1] ?? '') ?? 0
  const isJoined = unit > 0 && unit < 10 && goesOn(tokens, at)
  return isJoined ? { value: tens + unit, next: at + 2 } : { value: tens, next: at + 1 }
}

/** two point five */
function withPoint(tokens: Tokens, whole: FoundNumber): FoundNumber {
  const digit = SMALL.get(tokens.keys[whole.next + 1] ?? '')
  if (tokens.keys[whole.next] !== 'point' || digit === undefined || digit > 9) return whole
  return { value: whole.value + digit / 10, next: whole.next + 2 }
}

/** 五十五, 十, 一百四十五, 二〇二五, 五十五点五. */
function hanAt(tokens: Tokens, from: number): FoundNumber | undefined {
  const { keys } = tokens
  let at = from
  let total = 0
  let digit: number | undefined
  for (; at === from || isNextTo(tokens, at); at++) {
    const unit = HAN_UNITS.get(keys[at] ?? '')
    const value = HAN_DIGITS.get(keys[at] ?? '')
    if (unit !== undefined) [total, digit] = [total + (digit ?? 1) * unit, undefined]
    // Digits in a row are written as on paper: 二〇二五.
    else if (value !== undefined) digit = (digit ?? 0) * 10 + value
    else break
  }
  if (at === from) return undefined
  const whole = { value: total + (digit ?? 0), next: at }
  return hanFraction(tokens, whole)
}

function hanFraction(tokens: Tokens, whole: FoundNumber): FoundNumber {
  const digit = HAN_DIGITS.get(tokens.keys[whole.next + 1] ?? '')
  const isPoint = /^[点點]$/.test(tokens.keys[whole.next] ?? '')
  if (!isPoint || digit === undefined) return whole
  return { value: whole.value + digit / 10, next: whole.next + 2 }
}

function isNextTo({ starts, ends }: Tokens, at: number): boolean {
  return starts[at] === ends[at - 1]
}

function valuesOf(words: string, value: (index: number) => number): Map<string, number> {
  return new Map(words.split(' ').map((word, index) => [word, value(index)]))
}
