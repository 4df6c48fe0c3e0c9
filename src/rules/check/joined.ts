import type { Phrase } from '../source.ts'
import type { Doubt, Piece } from './pieces.ts'
import { either, type PlacedPhrase } from './walk.ts'

const EAST = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー`
const GLUED = new RegExp(
  [
    String.raw`(?<=^|[${EAST}\p{Ll})>])NEAR(?:/?\d{1,3})?(?=$|[${EAST}\p{Ll}])`,
    String.raw`(?<=^|[${EAST})>])(?:AND|OR)(?=$|[${EAST}])`,
    String.raw`(?<=[${EAST})>])(?:near|and|or)(?=[${EAST}])`,
  ].join('|'),
  'gu',
)

/** Whether a sign of the language is hidden in a word. */
export function isGlued(text: string): boolean {
  return text.search(GLUED) >= 0
}

/** 稀土NEAR出口, 稀土NEAR/5许可, 稀土 OR出口: a sign without spaces around it is a word among others. */
export function* glued(piece: Piece, { phrase, isWhole }: PlacedPhrase): Generator<Doubt> {
  const signs = piece.text.match(GLUED) ?? []
  if (signs.length === 0) return
  const parts = piece.text.split(GLUED)
  const isChoice = signs.every((sign) => /or/i.test(sign)) && parts.every(Boolean)
  const written = isChoice
    ? either(parts, isWhole && isAll(piece, phrase))
    : piece.text.replaceAll(GLUED, spaced).trim()
  const { start, end } = piece
  const message = `${signs[0]} is read as a word here, without spaces around it`
  yield { id: 'glued-sign', message, cure: `write ${written}`, start, end }
}

function spaced(sign: string): string {
  if (/or/i.test(sign)) return ' | '
  const within = /\d+/.exec(sign)?.[0]
  return /and/i.test(sign) ? ' + ' : ` NEAR${within ? `/${within}` : ''} `
}

const SLASHED = new RegExp(String.raw`^(?:[${EAST}]|\p{L}[\p{L}\p{N}.&])`, 'u')

/** `licence/permit`; 24/7 and km/h are words. */
export function* slashed(piece: Piece, { phrase, isWhole }: PlacedPhrase): Generator<Doubt> {
  const parts = piece.text.split('/')
  const isMeant = parts.length > 1 && parts.every((part) => SLASHED.test(part))
  if (!isMeant || /^and\/or$/i.test(piece.text) || isGlued(piece.text)) return
  const { start, end } = piece
  const message = '/ is read as a space here'
  const choice = either(parts, isWhole && isAll(piece, phrase))
  const cure = `write ${choice} for either, or ${parts.join(' ')} for the words in a row`
  yield { id: 'slash', message, cure, start, end }
}

function isAll({ start, end }: Piece, phrase: Phrase): boolean {
  return phrase[0]!.start === start && phrase.at(-1)!.end === end
}
