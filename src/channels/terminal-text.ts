import type { Quote } from '../domain/alert.ts'
import { displayWidth } from '../lib/width.ts'
import { wrap } from '../lib/wrap.ts'
import type { Paint } from './paint.ts'
import { plain } from './plain.ts'

export type BlockOptions = {
  /** Columns of the whole line, prefix included. */
  readonly width: number
  /** Stands before each line. */
  readonly prefix: string
  /** Stands before the second line and those after it, if it is another one. */
  readonly hang?: string
  readonly style?: ((text: string) => string) | undefined
}

/** A text as lines that fit the terminal, counted in columns: Han and emoji take two. */
export function block(text: string, { width, prefix, hang, style }: BlockOptions): string[] {
  const room = width - Math.max(displayWidth(prefix), displayWidth(hang ?? ''))
  return wrap(text, room).map((line, index) => {
    const start = index === 0 ? prefix : (hang ?? prefix)
    return start + (style ? style(line) : line)
  })
}

/** A quote with its hits painted. */
export function hit({ text, marks }: Quote, paint: Paint): string {
  let out = ''
  let at = 0
  for (const { start, end } of [...marks].sort((a, b) => a.start - b.start)) {
    if (start < at || end <= start) continue
    out += spaced(text.slice(at, start)) + paintWords(plain(text.slice(start, end)), paint)
    at = end
  }
  return (out + spaced(text.slice(at))).trim()
}

/** Word by word: a line may break between them. */
function paintWords(text: string, paint: Paint): string {
  return text.split(' ').map(paint.hit).join(' ')
}

/** Cleaned, with the spaces at its ends kept: they part it from the hits. */
function spaced(text: string): string {
  const clean = plain(text)
  if (clean === '') return text === '' ? '' : ' '
  return (/^\s/.test(text) ? ' ' : '') + clean + (/\s$/.test(text) ? ' ' : '')
}
