import { datesIn, monthName, spansIn } from '../../text/dates.ts'
import { findIn, type InText } from '../../text/found.ts'
import { percentsIn } from '../../text/numbers.ts'
import type { Found } from '../signs/atom.ts'
import { readDate } from '../signs/date.ts'
import type { Written } from '../signs/sign.ts'
import { readSpan } from '../signs/span.ts'
import type { Phrase } from '../source.ts'

/** A figure, a day or a span of time; offsets into the text that it stands in. */
type Figure = { readonly start: number; readonly end: number; readonly written: string }

/** Words of a phrase that hold a figure without its sign, and the same words with it. */
export type Unsigned = Figure & { readonly figure: string }

/** `15 percent`, `Nov. 10`, `90 days` as plain words: only this one spelling of them would be found. */
export function unsignedIn(phrase: Phrase, text: string): readonly Unsigned[] {
  return wordRuns(phrase).flatMap(({ start, end }) => {
    const words = text.slice(start, end)
    const figures = FIGURE.test(words) ? figuresIn(words) : []
    if (figures.length === 0) return []
    const figure = words.slice(figures[0]!.start, figures.at(-1)!.end)
    return [{ start, end, figure, written: withSigns(words, figures) }]
  })
}

/** No figure is without one of these. */
const FIGURE = /\d|[一二三四五六七八九十百]|percent|per cent|pct|hour|day|week|month|year/i

/** Stretches of a phrase without any sign. */
function wordRuns(phrase: Phrase): readonly { readonly start: number; readonly end: number }[] {
  const runs: { start: number; end: number }[] = []
  let open = false
  for (const { sign, start, end } of phrase) {
    const isWord = sign === 'word'
    if (isWord && open) runs.at(-1)!.end = end
    else if (isWord) runs.push({ start, end })
    open = isWord
  }
  return runs
}

function figuresIn(text: string): readonly Figure[] {
  const found = findIn<Found>(text, (tokens) => [
    ...percentsIn(tokens).map((each) => ({ ...each, kind: 'percent' as const })),
    ...datesIn(tokens).map((each) => ({ ...each, kind: 'date' as const })),
    ...spansIn(tokens).map((each) => ({ ...each, kind: 'span' as const })),
  ])
  return found
    .flatMap((each) => {
      const written = signedAs(each, text)
      return written === undefined ? [] : [{ start: each.start, end: each.end, written }]
    })
    .toSorted((a, b) => a.start - b.start)
    .filter(({ start }, index, all) => index === 0 || start >= all[index - 1]!.end)
}

/** A figure as a line writes it; undefined for what is none to its reader. */
function signedAs(found: InText<Found>, text: string): string | undefined {
  if (found.kind === 'percent') return `${found.value}%`
  if (isNamed(text, found)) return undefined
  if (found.kind === 'span') return isLength(found) ? `<${found.text}>` : undefined
  if (readDate(found) instanceof Array) return `<${found.text}>`
  // The first day of 10-12 August has no month beside it.
  const { month, day, year } = found
  return `<${[monthName(month), day, year].filter((part) => part !== undefined).join(' ')}>`
}

/** `for a week` is a manner of speaking, 百年 a figure of speech, the capital of Five-Year Plan a name's. */
function isLength(span: Written): boolean {
  return readSpan(span) instanceof Array && !/^[百千]|\p{Lu}\p{Ll}+$/u.test(span.text)
}

/** September 11 Commission, Long March 5: a word with a capital beside it makes it a name. */
function isNamed(text: string, { start, end }: Written): boolean {
  const before = text.slice(0, start)
  return /(?:^|\s)\p{Lu}\p{Ll}+[\s-]$/u.test(before) || /^[\s-]\p{Lu}\p{Ll}/u.test(text.slice(end))
}

/** The text with the signs in it; each a word of its own, and ranges without their dash. */
function withSigns(text: string, figures: readonly Figure[]): string {
  let written = ''
  let from = 0
  for (const figure of figures) {
    written += `${text.slice(from, figure.start)} ${figure.written} `
    from = figure.end
  }
  return `${written}${text.slice(from)}`.replace(/\s+[-~]?\s+/g, ' ').trim()
}
