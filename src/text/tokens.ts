import { fold, normalise, originalEnd, originalStart, type Normalised } from './normalise.ts'

/** What a token is made of. */
export const WORD = 0
export const NUMBER = 1
/** One Han or Kana character. */
export const HAN = 2

/** A text cut into tokens; parallel arrays, because a body has hundreds of them. */
export type Tokens = {
  readonly source: Normalised
  readonly count: number
  /** Comparison keys: folded words, numbers by value (`1000`, `55`), single Han or Kana characters. */
  readonly keys: readonly string[]
  readonly kinds: readonly number[]
  /** Offsets into the normalised text. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
  /** Whether there is one small letter: without one, capitals prove nothing. */
  readonly hasSmall: boolean
}

const SINGLE = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー々'
const LETTER = `(?:(?![${SINGLE}])[\\p{L}\\p{N}\\p{M}])`
const NUMBER_SOURCE = '\\d{1,3}(?:,\\d{3})+(?!\\d)(?:\\.\\d+)?|\\d+\\.\\d+'

/**
 * Groups: dotted capitals (U.S.), numbers (1,000 and 55.5), words of letters and digits that `&` may join (AT&T), each
 * with a possessive 's that is dropped; and, where there is more than ASCII, Han and Kana one by one.
 */
const ASCII_TOKEN = new RegExp(
  `([A-Z]\\.(?:[A-Z]\\.)*[A-Z](?![A-Za-z0-9])\\.?)|(${NUMBER_SOURCE}|\\d+(?![A-Za-z0-9]))|([A-Za-z0-9]+(?:&[A-Za-z0-9]+)*)(?:'[sS](?![A-Za-z0-9]))?`,
  'g',
)
const ANY_TOKEN = new RegExp(
  `(\\p{Lu}\\.(?:\\p{Lu}\\.)*\\p{Lu}(?![\\p{L}\\p{N}])\\.?)|(${NUMBER_SOURCE}|\\d+(?!${LETTER}))|(${LETTER}+(?:&${LETTER}+)*)(?:'[sS](?![\\p{L}\\p{N}]))?|([${SINGLE}])`,
  'gu',
)
const ASCII = /^[\0-\x7f]*$/
const SMALL = /\p{Ll}/u

/** Cuts a text into tokens; term and text are cut by this one function. */
export function tokenise(original: string): Tokens {
  const source = normalise(original)
  const { text } = source
  const isAscii = ASCII.test(text)
  const lower = isAscii ? text.toLowerCase() : text
  const keys: string[] = []
  const kinds: number[] = []
  const starts: number[] = []
  const ends: number[] = []
  const pattern = isAscii ? ASCII_TOKEN : ANY_TOKEN
  pattern.lastIndex = 0
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const start = found.index
    const [, dotted, number, word] = found
    const end = start + (word ?? dotted ?? number ?? found[0]).length
    starts.push(start)
    ends.push(end)
    kinds.push(number ? NUMBER : (word ?? dotted) ? WORD : HAN)
    if (word) keys.push(isAscii ? lower.slice(start, end) : fold(word))
    else if (number) keys.push(numberKey(number))
    else keys.push(dotted ? fold(dotted.replaceAll('.', '')) : found[0])
  }
  return { source, count: keys.length, keys, kinds, starts, ends, hasSmall: SMALL.test(text) }
}

/** A number keeps its value: 1,000 is 1000, 55.0 is 55. */
function numberKey(written: string): string {
  const plain = written.replaceAll(',', '')
  return plain.length > 15 ? plain : String(Number(plain))
}

/** A token as it is written, dots of U.S. taken out. */
export function rawToken({ source, starts, ends }: Tokens, index: number): string {
  const raw = source.text.slice(starts[index], ends[index])
  return raw.includes('.') && /\p{Lu}\./u.test(raw) ? raw.replaceAll('.', '') : raw
}

/** The place of tokens `first` to `last` (inclusive) in the original text. */
export function placeOf(
  { source, starts, ends }: Tokens,
  first: number,
  last: number,
): { readonly start: number; readonly end: number } {
  return {
    start: originalStart(source, starts[first]!),
    end: originalEnd(source, ends[last]!),
  }
}
