import {
  CAPITAL,
  classAt,
  DIGIT,
  isWordClass,
  LETTER,
  MARK,
  SEPARATOR,
  SINGLE,
  unitsAt,
  wordUnitsEnd,
} from './characters.ts'
import { fold, normalise, originalEnd, originalStart, type Normalised } from './normalise.ts'
import { urlEnd } from './urls.ts'

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

type Draft = {
  readonly text: string
  readonly isAscii: boolean
  /** The text in small letters, where that has the same offsets. */
  readonly lower: string
  count: number
}

const ASCII = /^[\0-\x7f]*$/
const SMALL = /\p{Ll}/u
/** Most numbers: written as their value is. */
const PLAIN_NUMBER = /^[1-9]\d{0,14}$/

/**
 * Cuts a text into tokens; term and text are cut by this one function. Dotted capitals are one token (U.S.), letters
 * with digits are one (H20), `&` between letters joins (AT&T), a possessive 's is dropped, a number keeps its value, an
 * address is one (https://…), Han and Kana stand one by one; a hyphen, a slash and everything else separates.
 */
export function tokenise(original: string): Tokens {
  const source = normalise(original)
  const { text } = source
  const draft = draftOf(text)
  for (let at = 0; at < text.length;) {
    const kind = classAt(text, at)
    if (kind === SEPARATOR || kind === MARK) at += unitsAt(text, at)
    else if (kind === SINGLE) at = single(draft, at)
    else if (kind === DIGIT) at = number(draft, at)
    else at = (kind === CAPITAL ? dotted(draft, at) : 0) || word(draft, at)
  }
  return { source, ...takenOver(draft), hasSmall: SMALL.test(text) }
}

/** Arrays that every text is cut into: one that grows for each would be copied several times. */
const desk = {
  keys: [] as string[],
  kinds: [] as number[],
  starts: [] as number[],
  ends: [] as number[],
}
/** A text of more tokens leaves nothing behind on the desk. */
const MOST_KEPT = 10_000

function takenOver({ count }: Draft): Pick<Tokens, 'count' | 'keys' | 'kinds' | 'starts' | 'ends'> {
  const { keys, kinds, starts, ends } = desk
  const taken = {
    count,
    keys: keys.slice(0, count),
    kinds: kinds.slice(0, count),
    starts: starts.slice(0, count),
    ends: ends.slice(0, count),
  }
  if (count > MOST_KEPT) keys.length = kinds.length = starts.length = ends.length = 0
  return taken
}

function draftOf(text: string): Draft {
  const lower = text.toLowerCase()
  const same = lower.length === text.length ? lower : text
  return { text, isAscii: ASCII.test(text), lower: same, count: 0 }
}

function push(draft: Draft, kind: number, key: string, start: number, end: number): number {
  const at = draft.count++
  desk.kinds[at] = kind
  desk.keys[at] = key
  desk.starts[at] = start
  desk.ends[at] = end
  return end
}

function single(draft: Draft, start: number): number {
  const { text } = draft
  let end = start + unitsAt(text, start)
  while (classAt(text, end) === MARK) end++
  return push(draft, HAN, fold(text.slice(start, end)), start, end)
}

/** A word of letters and digits, joined by `&`, or the address that it begins; a possessive 's behind it is passed over. */
function word(draft: Draft, start: number): number {
  const last = wordEnd(draft.text, start)
  const end = urlEnd(draft.text, start, last) || last
  pushWord(draft, start, end)
  return afterPossessive(draft.text, end)
}

function pushWord(draft: Draft, start: number, end: number): void {
  const key = draft.lower.slice(start, end)
  const isPlain = draft.isAscii || ASCII.test(key)
  push(draft, WORD, isPlain ? key : fold(draft.text.slice(start, end)), start, end)
}

function wordEnd(text: string, start: number): number {
  for (let end = start; ; end++) {
    end = wordUnitsEnd(text, end)
    const joins = text.charCodeAt(end) === 0x26 && end > start
    if (!joins || !isLetterAt(text, end - 1) || !isLetterAt(text, end + 1)) return end
  }
}

function isLetterAt(text: string, at: number): boolean {
  const kind = classAt(text, at)
  return kind === LETTER || kind === CAPITAL
}

/** Behind an apostrophe and an s that end the word at `end`. */
function afterPossessive(text: string, end: number): number {
  if (text.charCodeAt(end) !== 0x27) return end
  const isS = (text.charCodeAt(end + 1) | 0x20) === 0x73
  return isS && !isWordClass(classAt(text, end + 2)) ? end + 2 : end
}

/** U.S., A.I., J.P.: capitals with a full stop after each but perhaps the last. 0 where there are none. */
function dotted(draft: Draft, start: number): number {
  const { text } = draft
  if (text.charCodeAt(start + 1) !== 0x2e) return 0
  let end = start + 1
  while (
    text.charCodeAt(end) === 0x2e &&
    classAt(text, end + 1) === CAPITAL &&
    !isWordClass(classAt(text, end + 2))
  )
    end += 2
  if (end === start + 1) return 0
  if (text.charCodeAt(end) === 0x2e) end++
  push(draft, WORD, fold(text.slice(start, end).replaceAll('.', '')), start, end)
  return afterPossessive(text, end)
}

/** 1,000 and 55.5; with letters at once behind them a word: 5G, 5.5bn. */
function number(draft: Draft, start: number): number {
  const { text } = draft
  const end = numberEnd(text, start)
  const last = wordEnd(text, end)
  if (last === end) return push(draft, NUMBER, numberKey(text.slice(start, end)), start, end)
  const key = fold(text.slice(start, last)).replaceAll(',', '')
  push(draft, WORD, key, start, last)
  return afterPossessive(text, last)
}

function numberEnd(text: string, start: number): number {
  let end = digitsEnd(text, start)
  const before = text.charCodeAt(start - 1)
  const isPart = (before === 0x2e || before === 0x2c) && classAt(text, start - 2) === DIGIT
  if (isPart) return end
  while (end - start <= 3 || text.charCodeAt(end - 4) === 0x2c) {
    if (text.charCodeAt(end) !== 0x2c || digitsEnd(text, end + 1) !== end + 4) break
    end += 4
  }
  const fraction = text.charCodeAt(end) === 0x2e ? digitsEnd(text, end + 1) : end
  const isDecimal =
    fraction > end + 1 && !(text[fraction] === '.' && classAt(text, fraction + 1) === DIGIT)
  return isDecimal ? fraction : end
}

function digitsEnd(text: string, start: number): number {
  let end = start
  while (classAt(text, end) === DIGIT) end++
  return end
}

/** A number keeps its value: 1,000 is 1000, 55.0 is 55, 007 is 7. */
function numberKey(written: string): string {
  if (PLAIN_NUMBER.test(written)) return written
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
