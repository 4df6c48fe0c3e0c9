import { displayWidth, graphemes } from './width.ts'

const ESCAPE = String.fromCodePoint(0x1b)
/** An SGR sequence, ECMA-48 8.3.117; in brackets so that split() keeps it. */
const COLOUR = new RegExp(`(${ESCAPE}\\[[\\d;]*m)`)
const HANG = 4

/**
 * Breaks at spaces; inside Han text and over-long words at a character. Escape codes take no room. An address stays
 * whole: a terminal makes a link of it.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of pieces(text, width)) {
    if (line !== '' && displayWidth(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += line === '' ? piece.trimStart() : piece
  }
  return line.trim() === '' && lines.length > 0 ? lines : [...lines, line.trimEnd()]
}

/** Where a line may break: behind spaces and between wide characters. */
function* pieces(text: string, width: number): Generator<string> {
  for (const word of text.split(/(?<= )/)) {
    const isWhole = displayWidth(word) <= width || word.includes('://')
    if (isWhole && !/[\p{Script=Han}\u3040-\u30ff]/u.test(word)) yield word
    else yield* characters(word)
  }
}

/** Single characters; an escape code stays with what follows it. */
function* characters(word: string): Generator<string> {
  for (const part of word.split(COLOUR)) {
    if (part.startsWith(ESCAPE)) yield part
    else yield* graphemes(part)
  }
}

/**
 * A command's output as it fits a terminal: what is too long goes on below, further in where it is no plain sentence;
 * the columns of such a row move together. What is for programs (JSON, XML) stays as it is.
 */
export function fitTo(text: string, width: number): string {
  if (width < 3 * HANG || /^\s*[[{<]/.test(text)) return text
  return text
    .split('\n')
    .map((line) => (displayWidth(line) <= width ? line : fitLine(line, width)))
    .join('\n')
}

function fitLine(line: string, width: number): string {
  const indent = /^ */.exec(line)![0].slice(0, width / 2)
  const words = line.trim().replaceAll(/ {3,}/g, '  ')
  const [first = '', ...others] = wrap(words, width - indent.length)
  if (others.length === 0) return indent + first
  const isSentence = indent === '' && !words.includes('  ')
  const hang = isSentence ? '' : ' '.repeat(Math.min(indent.length + HANG, width / 2))
  const rest = wrap(words.slice(first.length).trimStart(), width - hang.length)
  return [indent + first, ...rest.map((each) => hang + each)].join('\n')
}
