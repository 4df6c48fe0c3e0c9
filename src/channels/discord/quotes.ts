import type { Quote } from '../../domain/alert.ts'
import { graphemes } from '../../lib/width.ts'
import { defang, escapeMarkup, protectLineStart } from './escape.ts'
import { QUOTES_LIMIT } from './limits.ts'

// Private-use characters stand for the ends of a hit while the text is cleaned.
const OPEN = '\ue000'
const CLOSE = '\ue001'
const ENDS = /[\ue000\ue001]/g

/** How many graphemes stay around a hit when a quote is too long. */
const CONTEXT = 45

type Piece = { readonly text: string; readonly hit: boolean }

/** At most three quotes, a line each, hits in bold, within QUOTES_LIMIT characters. */
export function renderQuotes(quotes: readonly Quote[]): string {
  const shown = quotes.filter(({ text }) => defang(text) !== '').slice(0, 3)
  const budget = Math.floor(QUOTES_LIMIT / Math.max(1, shown.length)) - 1
  return shown.map((quote) => renderQuote(quote, budget)).join('\n')
}

/** `> … granted **export licences** for **samarium**-cobalt …` */
function renderQuote(quote: Quote, budget: number): string {
  const pieces = piecesOf(quote)
  const whole = draw(pieces)
  if (whole.length <= budget - 2) return `> ${protectLineStart(whole)}`
  return `> ${cutLine(excerpt(pieces), budget - 3)}`
}

/** The cleaned text, cut at the ends of the hits. */
function piecesOf({ text, marks }: Quote): Piece[] {
  const bare = text.replace(ENDS, '')
  // Offsets hold for the text as it came; private-use characters in it are too rare to keep marks for.
  const marked = bare.length === text.length ? withMarks(text, marks) : bare
  // A hit of which nothing is left must not keep the halves of an address apart, nor may they join.
  return defang(defang(marked).replaceAll(OPEN + CLOSE, ''))
    .split(/(\ue000[^\ue001]*\ue001?)/)
    .filter((part) => part !== '')
    .map((part) => ({ text: part.replace(ENDS, ''), hit: part.startsWith(OPEN) }))
}

function withMarks(text: string, marks: Quote['marks']): string {
  let out = ''
  let at = 0
  const sorted = [...marks].sort((a, b) => a.start - b.start)
  for (const mark of sorted) {
    const start = boundary(text, Math.max(at, mark.start))
    const end = boundary(text, Math.min(text.length, mark.end))
    if (!(end > start)) continue
    out += text.slice(at, start) + OPEN + text.slice(start, end) + CLOSE
    at = end
  }
  return (out + text.slice(at)).replaceAll(CLOSE + OPEN, '')
}

/** Never between the halves of a surrogate pair. */
function boundary(text: string, index: number): number {
  const code = text.charCodeAt(index)
  return code >= 0xdc00 && code <= 0xdfff ? index - 1 : index
}

function draw(pieces: readonly Piece[]): string {
  return pieces.map(drawPiece).join('')
}

/** Bold needs something other than white space at both of its ends. */
function drawPiece({ text, hit }: Piece): string {
  if (!hit || text.trim() === '') return escapeMarkup(text)
  const [, before, inside, after] = /^(\s*)(.*?)(\s*)$/su.exec(text)!
  return `${before}**${escapeMarkup(inside!)}**${after}`
}

/** What is far from every hit becomes "…". */
function excerpt(pieces: readonly Piece[]): readonly Piece[] {
  // Without a hit the beginning says most, and the line is cut at its end.
  if (!pieces.some(({ hit }) => hit)) return pieces
  return pieces.map((piece, index) => {
    const head = index === 0 ? 0 : CONTEXT
    const tail = index === pieces.length - 1 && index > 0 ? 0 : CONTEXT
    return piece.hit ? piece : { text: elide(piece.text, head, tail), hit: false }
  })
}

function elide(text: string, head: number, tail: number): string {
  const letters = [...graphemes(text)]
  if (letters.length <= head + tail + 3) return text
  const start = letters.slice(0, head).join('').trimEnd()
  const end = letters
    .slice(letters.length - tail)
    .join('')
    .trimStart()
  return [start, '…', end].filter((part) => part !== '').join(' ')
}

/** The line up to `limit`, never cut inside an escape or a bold hit. */
function cutLine(pieces: readonly Piece[], limit: number): string {
  let out = ''
  for (const piece of pieces) {
    const drawn = drawPiece(piece)
    if (out.length + drawn.length <= limit - 2) {
      out += drawn
      continue
    }
    out += fitEscaped(piece, limit - 2 - out.length)
    return protectLineStart(`${out.trimEnd()} …`)
  }
  return protectLineStart(out)
}

function fitEscaped({ text, hit }: Piece, room: number): string {
  let kept = ''
  for (const grapheme of graphemes(text)) {
    if (drawPiece({ text: kept + grapheme, hit }).length > room) break
    kept += grapheme
  }
  return kept.trim() === '' ? '' : drawPiece({ text: kept, hit })
}
