/** What a UTF-16 unit of a normalised text is, as far as cutting into tokens goes. */
export const SEPARATOR = 1
/** A Han or Kana character: a token of its own. */
export const SINGLE = 2
/** The first half of a character beyond U+FFFF: look at the whole. */
const HALF = 3
/** From here on what words are made of. */
export const LETTER = 4
export const CAPITAL = 5
export const DIGIT = 6
export const MARK = 7

const classes = new Uint8Array(0x10000)
for (let unit = 0; unit < 0x80; unit++) classes[unit] = classOf(String.fromCharCode(unit))

/** The class of the character at `at`; a character of two units has the class of the whole. */
export function classAt(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  if (unit !== unit) return SEPARATOR
  const known = classes[unit] || learn(unit)
  return known === HALF ? classOf(String.fromCodePoint(text.codePointAt(at)!)) : known
}

/** How many units the character at `at` has. */
export function unitsAt(text: string, at: number): number {
  return classes[text.charCodeAt(at)] === HALF && text.codePointAt(at)! > 0xffff ? 2 : 1
}

export function isWordClass(kind: number): boolean {
  return kind >= LETTER
}

/** Where what words are made of ends that begins at `from`; `from` where none does. Most of all time goes here. */
export function wordUnitsEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const known = classes[text.charCodeAt(at)]!
    if (known >= LETTER) continue
    if (known === SEPARATOR || !isWordClass(classAt(text, at))) return at
    at += unitsAt(text, at) - 1
  }
  return text.length
}

function learn(unit: number): number {
  const isHalf = unit >= 0xd800 && unit < 0xdc00
  return (classes[unit] = isHalf ? HALF : classOf(String.fromCharCode(unit)))
}

function classOf(character: string): number {
  if (/[0-9]/.test(character)) return DIGIT
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u.test(character)) return SINGLE
  if (/\p{Lu}/u.test(character)) return CAPITAL
  if (/[\p{L}\p{N}]/u.test(character)) return LETTER
  return /\p{M}/u.test(character) ? MARK : SEPARATOR
}
