import { trouble, type Trouble } from '../signs/sign.ts'
import type { LineProblem } from '../source.ts'

const QUOTE = /["“”„«»「」『』《》〈〉]/g
const QUOTES = /["“”„«»「」『』《》〈〉]|^[‘’'`]|[`‘]/
/** A phrase between single quotes; within a word they are apostrophes. */
const SINGLE = /(?<=^|[\s(|+:])[‘’'`]((?:[^‘’'`]|(?<=\p{L})[’'](?=\p{L}))*)[’'`](?=$|[\s)|+])/gu

/** A word with a quotation mark. */
export function quotes(piece: string): Trouble | undefined {
  if (!QUOTES.test(piece)) return undefined
  const plain = piece.replaceAll(QUOTE, '').replaceAll(/^[‘’'`]+|[‘’'`]+$|[`‘]/g, '')
  return trouble('quotes', 'a phrase needs no quotes', plain ? `write ${plain}` : 'remove it')
}

/** Quotes around several words are one problem, and the cure is the line without them. */
export function inOneLine(text: string, problems: readonly LineProblem[]): readonly LineProblem[] {
  const [first, ...more] = problems.filter(({ id }) => id === 'quotes')
  const whole = text.replaceAll(QUOTE, '').replaceAll(SINGLE, '$1')
  if (!first || (more.length === 0 && isAround(text.slice(first.start, first.end)))) return problems
  const end = text.length - sameAtEnd(text, whole)
  const message = 'a phrase needs no quotes: words in a row are a phrase'
  const joined = { ...first, end: Math.max(first.end, end), message, cure: `write - ${whole}` }
  return problems.filter(({ id }) => id !== 'quotes').concat(joined)
}

/** Whether a word has its quotes on both sides. */
function isAround(piece: string): boolean {
  return /^[^\p{L}\p{N}].*[^\p{L}\p{N}]$/u.test(piece)
}

function sameAtEnd(a: string, b: string): number {
  let length = 0
  while (length < b.length && a.at(-1 - length) === b.at(-1 - length)) length++
  return length
}
