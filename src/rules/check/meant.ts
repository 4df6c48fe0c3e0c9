import { narrowSigns } from '../line/lexer.ts'
import { warning, type RuleProblem } from '../problem.ts'
import type { Line, Phrase, RuleSource } from '../source.ts'
import { unsignedIn } from './figures.ts'
import { glued, slashed } from './joined.ts'
import { piecesOf, type Doubt, type Piece } from './pieces.ts'
import { allLines, either, everyPhrase, placeIn, type PlacedPhrase, type Sources } from './walk.ts'

/** Lines that are read as plain phrases where a sign was probably meant: they find next to nothing, silently. */
export function* checkMeant(source: RuleSource, sources: Sources): Generator<RuleProblem> {
  for (const { line } of allLines(source)) {
    const text = narrowSigns(line.text)
    for (const doubt of doubtsIn(line.line, text))
      yield warning(doubt.id, placeIn(line, sources, doubt), doubt.message, doubt.cure)
  }
}

function* doubtsIn(line: Line, text: string): Generator<Doubt> {
  yield* looseDistances(line, text)
  for (const placed of everyPhrase(line)) {
    const { phrase } = placed
    const figures = unsignedIn(phrase, text)
    for (const { start, end, figure, written } of figures) {
      const message = `"${figure}" is read as words, which find no other way of writing it`
      yield { id: 'no-sign', message, cure: `write ${written}`, start, end }
    }
    const pieces = piecesOf(phrase, text)
    // `10 or 15 percent` becomes `10% or 15%` first.
    if (figures.length === 0) yield* smallOr(pieces, placed)
    for (const piece of pieces) yield* [...glued(piece, placed), ...slashed(piece, placed)]
  }
}

/** `NEAR 8 fee` and `NEAR /8 fee`. */
function* looseDistances(line: Line, text: string): Generator<Doubt> {
  if (line.kind === 'regex') return
  for (const near of line.or.flat()) {
    if (near.kind !== 'near' || near.within !== 'sentence') continue
    const [number, next] = near.right
    if (number?.sign !== 'word' || !/^(?:[1-9]\d?|100)$/.test(number.text)) continue
    const isSlashed = text[number.start - 1] === '/'
    if (!isSlashed && (!next || beginsFigure(near.right, text))) continue
    const start = text.indexOf('NEAR', near.left.at(-1)!.end)
    const rest = text.slice(number.start, near.end)
    const message = `${number.text} is read as a word here, and not as a distance`
    const cure = `write NEAR/${number.text}; to find the number itself write NEAR (${rest})`
    yield { id: 'near-number', message, cure, start, end: number.end }
  }
}

/** NEAR 90 days: the number is one of a figure. */
function beginsFigure(phrase: Phrase, text: string): boolean {
  const [found] = unsignedIn(phrase, text)
  return found !== undefined && text.slice(found.start).startsWith(found.figure)
}

const OR = /^(?:and\/)?or$/i

/** `licence or permit`, `port fee or due`. */
function* smallOr(pieces: readonly Piece[], { phrase, isWhole }: PlacedPhrase): Generator<Doubt> {
  const sides: string[][] = [[]]
  for (const { text } of pieces)
    if (OR.test(text)) sides.push([])
    else sides.at(-1)!.push(text)
  if (sides.length > 1 && /^either$/i.test(sides[0]![0] ?? '')) sides[0]!.shift()
  if (sides.length < 2 || sides.some((side) => side.length === 0)) return
  const whole = either(
    sides.map((side) => side.join(' ')),
    isWhole,
  )
  const isShort = sides.every((side) => side.length === 1)
  const cure = `write ${whole}${isShort ? '' : `, or ${innerOr(sides)}`}`
  yield {
    id: 'small-or',
    message: 'or is read as a word here',
    cure: `${cure}; to find the word itself write =or`,
    start: phrase[0]!.start,
    end: phrase.at(-1)!.end,
  }
}

/** port (fee | due): only the words next to each other are a choice. */
function innerOr([first, ...others]: readonly string[][]): string {
  const out: string[][] = first!.map((text) => [text])
  for (const [next, ...rest] of others) {
    out.at(-1)!.push(next!)
    out.push(...rest.map((text) => [text]))
  }
  return out.map((texts) => (texts.length > 1 ? either(texts, false) : texts[0])).join(' ')
}
