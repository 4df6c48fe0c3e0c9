/** A text in one spelling of every character, and where each part of it stood in the original. */
export type Normalised = {
  readonly original: string
  /** NFKC, without invisible characters, with one kind of apostrophe, dash and space. */
  readonly text: string
  /** For each unit of `text`, where the character that it came from begins and ends; undefined: nothing moved. */
  readonly map: { readonly starts: Int32Array; readonly ends: Int32Array } | undefined
}

/** Nothing in it changes: ASCII without the grave accent, which people use as an apostrophe. */
const PLAIN = /^[\0-_a-\x7f]*$/
/** Soft hyphen, zero-width characters, word joiner, byte-order mark, bidi controls, variation selectors. */
const INVISIBLE =
  /\u00ad|\u034f|\u180e|[\u200b-\u200f\u202a-\u202e\u2060-\u2069]|\p{Variation_Selector}|\ufeff/u
const APOSTROPHE = /['`\u00b4\u02b9\u02bb\u02bc\u2018\u2019\u201b\u2032\uff07]/
const DASH = /[\p{Pd}\u2212]/u
const SPACE = /\p{Zs}/u
/** What joins the character before it: marks, the later parts of a Hangul syllable, half-width voicing. */
const JOINS = /[\p{M}\u1160-\u11ff\uff9e\uff9f]/u

/** What a UTF-16 unit becomes, plus 1; 0: not looked up yet; MOVES: offsets may change from here on. */
const becomes = new Int32Array(0x10000)
const MOVES = -1

/**
 * One spelling for term and text alike: NFKC, no soft hyphens or zero-width characters, every apostrophe `'`, every
 * dash `-`, every space a space. Offsets are kept, so that a hit can be quoted from the original.
 * https://www.unicode.org/reports/tr15/
 */
export function normalise(original: string): Normalised {
  if (PLAIN.test(original)) return { original, text: original, map: undefined }
  const text = unitByUnit(original)
  return text === undefined ? cluster(original) : { original, text, map: undefined }
}

/** The usual case: every unit stays one unit. Undefined where one does not. */
function unitByUnit(original: string): string | undefined {
  let text = ''
  let copied = 0
  for (let at = 0; at < original.length; at++) {
    const unit = original.charCodeAt(at)
    const next = (becomes[unit] || lookUp(unit)) - 1
    if (next === unit) continue
    if (next < 0) {
      if (!staysPair(original, at)) return undefined
      at++
      continue
    }
    text += original.slice(copied, at) + String.fromCharCode(next)
    copied = at + 1
  }
  return copied === 0 ? original : text + original.slice(copied)
}

function lookUp(unit: number): number {
  const character = String.fromCharCode(unit)
  const isPart = (unit >= 0xd800 && unit < 0xe000) || INVISIBLE.test(character)
  const spelled = isPart || JOINS.test(character) ? '' : oneSpelling(character)
  const found = spelled.length === 1 ? spelled.charCodeAt(0) + 1 : MOVES
  becomes[unit] = found
  return found
}

/** Whether two units make one character that stays as it is: an emoji, a rare Han character. */
function staysPair(original: string, at: number): boolean {
  const point = original.codePointAt(at)!
  if (point < 0x10000) return false
  const character = String.fromCodePoint(point)
  return (
    !INVISIBLE.test(character) && !JOINS.test(character) && oneSpelling(character) === character
  )
}

/** Character by character, each with the marks that combine with it, writing down where all of it stood. */
function cluster(original: string): Normalised {
  const starts: number[] = []
  const ends: number[] = []
  let text = ''
  for (let at = 0; at < original.length;) {
    const { first, last, next, kept } = clusterAt(original, at)
    const spelled = isPlainUnit(kept) ? kept : oneSpelling(kept)
    for (let unit = 0; unit < spelled.length; unit++) {
      starts.push(first)
      ends.push(last)
    }
    text += spelled
    at = next
  }
  return {
    original,
    text,
    map: { starts: Int32Array.from(starts), ends: Int32Array.from(ends) },
  }
}

/** A character and what joins it: the visible ones, and where the first begins and the last ends. */
function clusterAt(original: string, from: number) {
  if (isPlainUnit(original[from]!) && !(original.charCodeAt(from + 1) > 0x7f))
    return { first: from, last: from + 1, next: from + 1, kept: original[from]! }
  let kept = ''
  let first = from
  let last = from
  let at = from
  while (at < original.length) {
    const character = String.fromCodePoint(original.codePointAt(at)!)
    const isHidden = INVISIBLE.test(character)
    if (kept !== '' && !isHidden && !JOINS.test(character)) break
    if (!isHidden) {
      if (kept === '') first = at
      kept += character
      last = at + character.length
    }
    at += character.length
  }
  return { first, last, next: at, kept }
}

function isPlainUnit(kept: string): boolean {
  return kept.length === 1 ? kept < '\x80' && kept !== '`' : kept === ''
}

function oneSpelling(characters: string): string {
  if (APOSTROPHE.test(characters[0]!)) return "'"
  const spelled = characters.normalize('NFKC')
  if (DASH.test(spelled)) return '-'
  return SPACE.test(spelled) ? ' ' : spelled
}

/** Where the unit at `offset` of the normalised text stood. */
export function originalStart({ map, original }: Normalised, offset: number): number {
  if (!map) return offset
  return map.starts[offset] ?? original.length
}

/** Where that ended, in the original, what ends at `offset` in the normalised text: marks and all. */
export function originalEnd({ map }: Normalised, offset: number): number {
  return map && offset > 0 ? map.ends[offset - 1]! : offset
}

const ASCII = /^[\0-\x7f]*$/
const folded = new Map<string, string>()
const MOST_FOLDED = 20_000

/** The key under which words are compared: without marks, in small letters of no locale. `text` is normalised. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase()
  const known = folded.get(text)
  if (known !== undefined) return known
  const key = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
  if (folded.size >= MOST_FOLDED) folded.clear()
  folded.set(text, key)
  return key
}
