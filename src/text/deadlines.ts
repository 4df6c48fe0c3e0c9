import { datesIn, spansIn, type FoundDate, type TimeSpan } from './dates.ts'
import { originalEnd, originalStart } from './normalise.ts'
import type { FoundAt, InText } from './found.ts'
import { tokenise, type Tokens } from './tokens.ts'

/** A day that the text counts from another one: 90 days beyond the August 10 deadline. */
export type Deadline = FoundDate & {
  readonly day: number
  /** The day that it is counted from. */
  readonly from: FoundDate & { readonly day: number }
  /** Whether a deadline is extended, or somebody would like it to be; `counted`: neither. */
  readonly kind: 'extended' | 'proposed' | 'counted'
}

type Day = Deadline['from']

const NOUN =
  '(?:deadline|expiry|expiration|cut-?off|truce|pause|signing|summit|meeting|deal|agreement|order|notice|announcement)'
/** Between `90 days` and `August 10`. */
const BEHIND =
  /^\s(beyond|past|after|following|from|of|before|ahead of)\s(?:(?:the|its|their|this|that|an?)\s)?(?:(?:current|existing|present|previous|original|final|new)\s)?$/i
const NOUN_BEHIND = new RegExp(`^\\s${NOUN}\\b`, 'i')
/** Between `August 10` and `90 days`: deadline by another. */
const PUT_OFF_BY = new RegExp(
  `^\\s(?:[a-z-]+\\s)?${NOUN}(?:\\s[a-z-]+){0,4}\\s(?:by|for)\\s(?:(?:an?|another|further|additional|extra|up|to|about|at|least|most)\\s){0,3}$`,
  'i',
)
/** Between 8月12日 and 90天, of a stretch that begins on that day. */
const BEGINNING = /^起[^,。;!?]{0,24}$/
/** Between 8月10日 and 90天, of a deadline that is put off. */
const PUT_OFF =
  /^的?(?:最[后後])?(?:期限|截止日期?|大限)?(?:到期)?(?:[之以]?[后後])?[^,。;!?]{0,4}(?:延[长長期]|推[迟遲]|[顺順]延)(?:至多|最多|[约約])?$/

const EXTENDS =
  /\b(?:exten(?:d|sion)|prolong|postpon|delay|further\b|push(?:e[ds]|ing)? (?:back|out))|延[长長期]|推[迟遲]|[顺順]延|再次|[继繼][续續]/i
const IS_OPEN =
  /\b(?:could|may|might|would|should|if|likely|consider|propos|look(?:s|ed|ing)? (?:to|at)|seek|sought|want|plan|weigh|mull|discuss|suggest|hope|ask)|考[虑慮]|[拟擬]|可能|建[议議]|[寻尋]求|有意|打算|或[将將]|[讨討][论論]/i

/**
 * The days that a text counts from others: 90 days beyond the August 10 deadline, within 45 days of June 9, extend the
 * August 10 deadline by 90 days, 自8月12日起暂停90天, 8月10日期限后再延长90天. `at` is when it was published, epoch
 * milliseconds: with it a day without a year is that of the nearest year; without, years are given as far as written.
 */
export function findDeadlines(text: string, at?: number): readonly InText<Deadline>[] {
  const tokens = tokenise(text)
  const days = datesIn(tokens).filter((date): date is FoundAt<Day> => date.day !== undefined)
  const spans = days.length === 0 ? [] : spansIn(tokens)
  return days.flatMap((day) => {
    const found = spans.map((span) => countedAt(tokens, day, span)).find(Boolean)
    if (!found) return []
    const start = originalStart(tokens.source, found.start)
    const end = originalEnd(tokens.source, found.end)
    return [{ ...deadline(tokens, found, at), text: text.slice(start, end), start, end }]
  })
}

/** A day, the span counted from it, and where both stand in the normalised text. */
type Counted = {
  readonly day: Day
  readonly span: TimeSpan
  readonly start: number
  readonly end: number
}

function countedAt(
  tokens: Tokens,
  day: FoundAt<Day>,
  span: FoundAt<TimeSpan>,
): Counted | undefined {
  return span.first > day.last ? spanBehind(tokens, day, span) : spanBefore(tokens, day, span)
}

/** 90 days beyond the August 10 deadline, within 45 days of the June 9 signing, 60 days before August 10. */
function spanBefore(
  { source, starts, ends, keys }: Tokens,
  day: FoundAt<Day>,
  span: FoundAt<TimeSpan>,
): Counted | undefined {
  const [, word] = BEHIND.exec(source.text.slice(endOf(ends, span), starts[day.first])) ?? []
  const isWithin = keys[span.first - 1] === 'within'
  if (!word || (word.toLowerCase() === 'of' && !isWithin)) return undefined
  const stop = endOf(ends, day)
  const noun = NOUN_BEHIND.exec(source.text.slice(stop, stop + 20))?.[0] ?? ''
  // Five years after January 6: an anniversary of a year that is not said.
  if (span.unit === 'year' && day.year === undefined) return undefined
  const count = /^(?:before|ahead)/i.test(word) ? -span.count : span.count
  const start = starts[isWithin ? span.first - 1 : span.first]!
  return { day, span: { ...span, count }, start, end: stop + noun.length }
}

/** Extend the August 10 deadline by 90 days, 自8月12日起暂停90天, 8月10日期限后再延长90天. */
function spanBehind(
  { source, starts, ends, keys }: Tokens,
  day: FoundAt<Day>,
  span: FoundAt<TimeSpan>,
): Counted | undefined {
  const between = source.text.slice(endOf(ends, day), starts[span.first])
  const isPutOffBy =
    PUT_OFF_BY.test(between) && EXTENDS.test(sentenceAt(source.text, starts[day.first]!))
  if (!isPutOffBy && !BEGINNING.test(between) && !PUT_OFF.test(between)) return undefined
  const first = /^[自从從]$/.test(keys[day.first - 1] ?? '') ? day.first - 1 : day.first
  return { day, span, start: starts[first]!, end: endOf(ends, span) }
}

function endOf(ends: Tokens['ends'], { last, end }: FoundAt<unknown>): number {
  return end ?? ends[last]!
}

function deadline(
  { source }: Tokens,
  { day, span, start }: Counted,
  at: number | undefined,
): Deadline {
  const { month, day: number } = day
  const year = day.year ?? (at === undefined ? undefined : nearestYear(month, number, at))
  const from = { year, month, day: number }
  return { ...counted(from, span), from, kind: kindOf(sentenceAt(source.text, start)) }
}

function kindOf(sentence: string): Deadline['kind'] {
  if (!EXTENDS.test(sentence)) return 'counted'
  return IS_OPEN.test(sentence) ? 'proposed' : 'extended'
}

/** The sentence around a place; Aug. 10 ends none. */
function sentenceAt(text: string, at: number): string {
  const before = text.slice(0, at).split(/[!?。;\n]|\.\s(?=\p{Lu})/u)
  return before.at(-1)! + text.slice(at).split(/[!?。;\n]|\.(?:\s(?=\p{Lu})|$)/u)[0]!
}

function nearestYear(month: number, day: number, at: number): number {
  const year = new Date(at).getUTCFullYear()
  const [nearest] = [year - 1, year, year + 1]
    .map((one) => ({ one, distance: Math.abs(Date.UTC(one, month - 1, day) - at) }))
    .toSorted((a, b) => a.distance - b.distance)
  return nearest!.one
}

const DAYS = { hour: 1 / 24, day: 1, week: 7, month: 0, year: 0 } as const
const MONTHS = { hour: 0, day: 0, week: 0, month: 1, year: 12 } as const

/** The day that comes `span` later; a month ends where it is shorter (August 31 and a month: September 30). */
function counted({ year, month, day }: Day, { count, unit }: TimeSpan): Day {
  const months = month - 1 + count * MONTHS[unit]
  // Without a year a common one is counted in.
  const base = year ?? 2025
  const last = new Date(Date.UTC(base, months + 1, 0)).getUTCDate()
  const days = Math.min(day, last) + Math.trunc(count * DAYS[unit])
  const date = new Date(Date.UTC(base, months, days))
  return {
    year: year === undefined ? undefined : date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
  }
}
