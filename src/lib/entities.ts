import { load } from 'cheerio/slim'

/** The names that news uses; all others are looked up once in cheerio's complete table. */
const NAMES = new Map<string, string>([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
  ['rsquo', '’'],
  ['lsquo', '‘'],
  ['rdquo', '”'],
  ['ldquo', '“'],
  ['hellip', '…'],
  ['mdash', '—'],
  ['ndash', '–'],
])
/** HTML reads numbers of this range as windows-1252 (https://html.spec.whatwg.org/#numeric-character-reference-end-state). */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
const USUAL = NAMES.size
const MOST_NAMES = 3_000
const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][\da-z]{1,31}));?/gi
/** Names that HTML reads without their semicolon too, where no letter, digit or = follows. */
const BARE = /^(?:amp|lt|gt|quot|nbsp|copy|reg)$/i

/** A text with its HTML character references resolved; what is none stays as it is. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(ENTITY, (whole, decimal, hex, name, at: number) => {
    if (name === undefined)
      return fromCode(decimal ? Number(decimal) : Number.parseInt(hex, 16)) ?? whole
    const isBare = !whole.endsWith(';')
    if (isBare && (!BARE.test(name) || /[\w=]/.test(text[at + whole.length] ?? ''))) return whole
    if (!NAMES.has(name)) learnNames(text)
    return NAMES.get(name) || whole
  })
}

/** Characters between U+0080 and U+009F, which nobody writes, are windows-1252 that somebody took for Latin-1. */
export function withoutC1(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80]!)
}

function fromCode(code: number): string | undefined {
  if (code >= 0x80 && code <= 0x9f) return WINDOWS_1252[code - 0x80]
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined
  return String.fromCodePoint(code)
}

/** No name means this character of private use. */
const SEPARATOR = '\ue000'

/** Looks up the names in a text that were never met, all at once: a document may hold thousands that nobody knows. */
function learnNames(text: string): void {
  const strange = new Set<string>()
  for (const [, , , name] of text.matchAll(ENTITY))
    if (name !== undefined && !NAMES.has(name)) strange.add(name)
  if (strange.size === 0) return
  if (NAMES.size > MOST_NAMES) for (const name of [...NAMES.keys()].slice(USUAL)) NAMES.delete(name)
  const names = [...strange]
  const meanings = load(names.map((name) => `&${name};`).join(SEPARATOR), undefined, false)
    .text()
    .split(SEPARATOR)
  for (const [at, name] of names.entries())
    NAMES.set(name, meanings[at] === `&${name};` ? '' : meanings[at]!)
}
