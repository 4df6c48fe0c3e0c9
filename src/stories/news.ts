import type { Fact, Report } from '../domain/story.ts'
import { DAY } from '../lib/durations.ts'
import { factsOf, sameDate } from './facts.ts'
import { withoutPublisher } from './sketch.ts'

/** A day without a year that comes again within this time is meant as one to come; later, as one that has passed. */
const AHEAD = 270 * DAY

/**
 * What a later report of a known story brings that matters enough to tell the story again: in its headline a rate
 * other than those told so far, or a day to come that nobody has named; the first word of the authority itself.
 */
export function newFactsOf(report: Report, earlier: readonly Report[]): readonly Fact[] {
  const known = earlier.flatMap(({ facts }) => facts)
  const changed = factsOf(withoutPublisher(report.title), report.at).filter((fact) =>
    isNew(fact, known, report.at),
  )
  const official = report.facts.filter(({ kind }) => kind === 'official')
  const isFirstOfficial = !known.some(({ kind }) => kind === 'official')
  return [...changed, ...(isFirstOfficial ? official : [])]
}

/** A rate is changed only where another one was told: a first report without any is no news by itself. */
function isNew(fact: Fact, known: readonly Fact[], at: number): boolean {
  const others = known.filter(({ kind }) => kind === fact.kind)
  if (fact.kind === 'percent')
    return others.length > 0 && !others.some(({ value }) => value === fact.value)
  if (fact.kind !== 'date' || !isToCome(fact.value, at)) return false
  return !others.some(({ value }) => sameDate(value, fact.value))
}

/** `2025-08-10` or `--08-10`; today counts. */
function isToCome(date: string, at: number): boolean {
  const today = at - (at % DAY)
  if (!date.startsWith('--')) return Date.parse(date) >= today
  const [month, day] = date.slice(2).split('-').map(Number)
  const year = new Date(at).getUTCFullYear()
  const next = [year, year + 1]
    .map((one) => Date.UTC(one, month! - 1, day))
    .find((time) => time >= today)
  return next !== undefined && next - today <= AHEAD
}
