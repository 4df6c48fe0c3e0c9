import type { Quote } from '../domain/alert.ts'
import { sentenceAt, sentenceStarts } from '../text/sentences.ts'

let segmenter: Intl.Segmenter | undefined

/**
 * The part of a quote around its hits in at most `limit` UTF-16 units, … where something is left out. It is cut
 * between words where there are any nearby, and never inside a grapheme.
 */
export function excerpt(quote: Quote, limit: number): Quote {
  const { text, marks } = quote
  if (text.length <= limit) return quote
  const window = windowAround(text, marks, limit - 2)
  const start = window.start === 0 ? 0 : wordStart(text, window.start)
  const end = window.end === text.length ? text.length : wordEnd(text, window.end, start)
  const head = start > 0 ? '…' : ''
  const tail = end < text.length ? '…' : ''
  const shift = head.length - start
  return {
    ...quote,
    text: head + text.slice(start, end) + tail,
    marks: marks.flatMap((mark) => {
      const [from, to] = [Math.max(mark.start, start), Math.min(mark.end, end)]
      return from < to ? [{ start: from + shift, end: to + shift }] : []
    }),
  }
}

/** The quote with … at each end at which it stops inside a sentence of `whole`, the text that it was taken from. */
export function withCutEnds(quote: Quote, whole: string): Quote {
  const core = quote.text.replaceAll(/^…|…$/g, '').trim()
  const from = whole.indexOf(core)
  if (core === '' || from < 0) return quote
  const starts = sentenceStarts(whole)
  const to = from + core.length
  const next = to + whole.slice(to).search(/\S|$/)
  const isWholeBefore = whole.slice(starts[sentenceAt(starts, from)]!, from).trim() === ''
  const isWholeBehind = next === whole.length || starts.includes(next)
  const head = isWholeBefore || quote.text.startsWith('…') ? '' : '…'
  const tail = isWholeBehind || quote.text.endsWith('…') ? '' : '…'
  if (head === '' && tail === '') return quote
  const skipped = quote.text.length - quote.text.trimStart().length
  const shift = head.length - skipped
  return {
    ...quote,
    text: head + quote.text.trim() + tail,
    marks: quote.marks.map(({ start, end }) => ({ start: start + shift, end: end + shift })),
  }
}

/** The stretch with the most hits, with what room is left shared before and after them. */
function windowAround(
  text: string,
  marks: Quote['marks'],
  room: number,
): { readonly start: number; readonly end: number } {
  let best = { start: 0, end: Math.min(text.length, room), hits: 0 }
  for (const [index, first] of marks.entries()) {
    const inside = marks.slice(index).filter(({ end }) => end - first.start <= room)
    const last = inside.at(-1)
    if (!last || inside.length <= best.hits) continue
    const spare = room - (last.end - first.start)
    const start = Math.max(0, Math.min(first.start - Math.floor(spare / 3), text.length - room))
    best = { start, end: Math.min(text.length, start + room), hits: inside.length }
  }
  return best
}

/** How far a cut may move to fall between words. */
const REACH = 24

/** The next beginning of a word, else of a grapheme, from `at` on. */
function wordStart(text: string, at: number): number {
  const space = text.slice(at - 1, at + REACH).search(/\s\S/)
  return space >= 0 ? at + space : graphemeAt(text, at, 'next')
}

/** The last end of a word, else of a grapheme, up to `at`. */
function wordEnd(text: string, at: number, start: number): number {
  const from = Math.max(start, at - REACH)
  const tail = text.slice(from, at + 1)
  const space = tail.search(/\s\S*$/)
  return space > 0 ? from + space : graphemeAt(text, at, 'before')
}

function graphemeAt(text: string, at: number, side: 'next' | 'before'): number {
  segmenter ??= new Intl.Segmenter()
  const from = Math.max(0, at - 64)
  const found = segmenter.segment(text.slice(from)).containing(at - from)
  if (!found || found.index === at - from) return at
  return from + found.index + (side === 'next' ? found.segment.length : 0)
}
