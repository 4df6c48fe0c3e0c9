import { monthNamed } from '../../text/dates.ts'
import { fold } from '../../text/normalise.ts'
import { strayPercent } from '../signs/percent.ts'
import { trouble, type Trouble } from '../signs/sign.ts'
import type { LineProblem } from '../source.ts'
import { wordTrap } from './traps.ts'

type At = { readonly start: number; readonly end: number }

/** A piece of a line. `chunk` is a word, a number, or several that the text layer cuts (rare-earth, 稀土). */
export type Lexeme = At &
  (
    | { readonly kind: 'or' | 'plus' | 'open' | 'close' }
    | { readonly kind: 'near'; readonly within: number | 'sentence' }
    | { readonly kind: 'angle' | 'list' | 'chunk'; readonly text: string }
  )

/** Signs of a Chinese or Japanese keyboard; each is one unit, so offsets stay. */
const WIDE: Readonly<Record<string, string>> = {
  '｜': '|',
  '（': '(',
  '）': ')',
  '＋': '+',
  '％': '%',
  '＜': '<',
  '＞': '>',
  '：': ':',
  '＝': '=',
  '＊': '*',
  '＄': '$',
  '／': '/',
  '　': ' ',
}

const LEXEME =
  /\s+|(?<sign>[|+()])|<(?<angle>[^<>]*)>|\$(?<list>(?!\d)[\p{L}\p{N}_-]+)|(?<near>NEAR(?:\/\d+)?)(?=[\s()|+<$]|$)|(?<chunk>[^\s|+()<>]+)|(?<stray>[<>])/gu
const KINDS: Readonly<Record<string, 'or' | 'plus' | 'open' | 'close'>> = {
  '|': 'or',
  '+': 'plus',
  '(': 'open',
  ')': 'close',
}

/** How far full-width letters and digits stand behind the usual ones. */
const WIDE_SHIFT = 0xfee0

/** Full-width signs, letters and digits (２５％, NEAR/１２) as those that they stand for; of the same length. */
export function narrowSigns(text: string): string {
  return text
    .replace(/[｜（）＋％＜＞：＝＊＄／　]/g, (sign) => WIDE[sign]!)
    .replace(/[０-９Ａ-Ｚａ-ｚ]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - WIDE_SHIFT))
}

/** Cuts a line into pieces from `from` on; what must not stand there goes into `problems`. */
export function lex(text: string, from: number, problems: LineProblem[]): readonly Lexeme[] {
  const lexemes: Lexeme[] = []
  LEXEME.lastIndex = from
  for (let found = LEXEME.exec(text); found; found = LEXEME.exec(text)) {
    const at = { start: found.index, end: LEXEME.lastIndex }
    const { sign, angle, list, near, chunk, stray } = found.groups!
    if (sign) lexemes.push({ ...at, kind: KINDS[sign]! })
    else if (angle !== undefined) lexemes.push({ ...at, kind: 'angle', text: angle })
    else if (list) lexemes.push({ ...at, kind: 'list', text: list })
    else if (near) lexemes.push(nearLexeme(near, at, problems))
    else if (chunk) pushChunk(chunk, at, lexemes, problems)
    else if (stray) problems.push(strayAngle(at))
  }
  return lexemes
}

function nearLexeme(written: string, at: At, problems: LineProblem[]): Lexeme {
  const within = written === 'NEAR' ? 'sentence' : Number(written.slice(5))
  if (within !== 'sentence' && (within < 1 || within > 100))
    problems.push({
      ...at,
      id: 'near-distance',
      message: `NEAR/${within} is outside 1 to 100`,
      cure: 'write a number of words from 1 to 100, or NEAR alone for the same sentence',
    })
  return { ...at, kind: 'near', within }
}

function pushChunk(chunk: string, at: At, lexemes: Lexeme[], problems: LineProblem[]): void {
  const before = lexemes.at(-1)
  const trap = commaInDate(chunk, before) ?? wordTrap(chunk) ?? looseSign(chunk, before)
  if (trap) problems.push({ ...at, ...trap })
  else lexemes.push({ ...at, kind: 'chunk', text: chunk })
}

type FromBefore = Trouble & Pick<At, 'start'>

/** August 10, 2025 without its brackets. */
function commaInDate(chunk: string, before: Lexeme | undefined): FromBefore | undefined {
  const isDate = /^\d\d?(?:st|nd|rd|th)?,$/.test(chunk) && before?.kind === 'chunk'
  if (!isDate || monthNamed(fold(before.text.replace(/\.$/, ''))) === undefined) return undefined
  const date = `${before.text} ${chunk.slice(0, -1)}`
  const cure = `write <${date}>, with a year inside the brackets too: <${date}, 2026>`
  return { ...trouble('bare-date', 'a date stands in angle brackets', cure), start: before.start }
}

/** `25 %`, which news writes and a line does not. */
function looseSign(chunk: string, before: Lexeme | undefined): FromBefore | undefined {
  if (chunk !== '%' || before?.kind !== 'chunk' || !/^\d[\d.,]*$/.test(before.text))
    return undefined
  return { ...strayPercent(`write ${before.text}%`), start: before.start }
}

function strayAngle(at: At): LineProblem {
  return {
    ...at,
    id: 'stray-angle',
    message: 'this angle bracket has no partner',
    cure: 'write dates and spans as <August 10> or <90 days>',
  }
}
