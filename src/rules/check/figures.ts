import { findDates, findSpans, monthName, type FoundDate } from '../../text/dates.ts'
import { findPercents } from '../../text/numbers.ts'
import { readDate } from '../signs/date.ts'
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
  const percents = findPercents(text).map(({ value, start, end }) => ({
    start,
    end,
    written: `${value}%`,
  }))
  const times = [...findDates(text).map(signedDate), ...findSpans(text).flatMap(signedSpan)]
  const found = [...percents, ...times.filter((time) => !isNamed(text, time))]
  return found
    .toSorted((a, b) => a.start - b.start)
    .filter(({ start }, index, all) => index === 0 || start >= all[index - 1]!.end)
}

type In<T> = T & { readonly text: string; readonly start: number; readonly end: number }

/** The first day of 10-12 August has no month beside it. */
function signedDate({ text, start, end, day, month, year }: In<FoundDate>): Figure {
  const isWhole = readDate({ text, start, end }) instanceof Array
  const parts = [monthName(month), day, year].filter((part) => part !== undefined)
  return { start, end, written: `<${isWhole ? text : parts.join(' ')}>` }
}

/** `for a week` is a manner of speaking, 百年 a figure of speech, the capital of Five-Year Plan a name's. */
function signedSpan({ text, start, end }: In<object>): readonly Figure[] {
  const isRead = readSpan({ text, start, end }) instanceof Array
  if (!isRead || /^[百千]|\p{Lu}\p{Ll}+$/u.test(text)) return []
  return [{ start, end, written: `<${text}>` }]
}

/** September 11 Commission, Long March 5: a word with a capital beside it makes it a name. */
function isNamed(text: string, { start, end }: Figure): boolean {
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
