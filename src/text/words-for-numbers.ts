import { NUMBER, type Tokens } from './tokens.ts'

const SMALL: ReadonlyMap<string, number> = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, value): [string, number] => [word, value]),
)
const TENS: ReadonlyMap<string, number> = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, index): [string, number] => [word, 10 * (index + 2)]),
)
const HAN_DIGITS: ReadonlyMap<string, number> = new Map(
  [...'零一二三四五六七八九'].map((digit, value): [string, number] => [digit, value]),
)
const HAN_UNITS: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
])

/** A number in a row of tokens: its value, and the token after it. */
export type FoundNumber = { readonly value: number; readonly next: number }

/** The number that begins at token `at`: digits, English words up to a hundred, or Han numerals. */
export function numberAt(tokens: Tokens, at: number): FoundNumber | undefined {
  const key = tokens.keys[at]
  if (key === undefined) return undefined
  if (tokens.kinds[at] === NUMBER) return { value: Number(key), next: at + 1 }
  return englishAt(tokens, at) ?? hanAt(tokens, at)
}

function englishAt({ keys }: Tokens, at: number): FoundNumber | undefined {
  const word = keys[at]!
  const isHundred = (word === 'a' || word === 'one') && keys[at + 1] === 'hundred'
  if (isHundred) return { value: 100, next: at + 2 }
  const small = SMALL.get(word)
  if (small !== undefined) return { value: small, next: at + 1 }
  const tens = TENS.get(word)
  if (tens === undefined) return undefined
  const unit = SMALL.get(keys[at + 1] ?? '')
  if (unit !== undefined && unit > 0 && unit < 10) return { value: tens + unit, next: at + 2 }
  return { value: tens, next: at + 1 }
}

/** 五十五, 十, 一百四十五, 二〇二五 is no number here. */
function hanAt({ keys }: Tokens, from: number): FoundNumber | undefined {
  let at = from
  let total = 0
  let digit: number | undefined
  for (; at < keys.length; at++) {
    const key = keys[at]!
    const unit = HAN_UNITS.get(key)
    if (unit !== undefined) {
      total += (digit ?? 1) * unit
      digit = undefined
      continue
    }
    const value = HAN_DIGITS.get(key === '两' || key === '兩' ? '二' : key)
    if (value === undefined) break
    if (digit !== undefined && digit !== 0) return undefined
    digit = value
  }
  if (at === from) return undefined
  return { value: total + (digit ?? 0), next: at }
}
