import type { Fact, Report } from '../domain/story.ts'
import { factsOf, sameDate } from './facts.ts'
import { withoutPublisher } from './sketch.ts'

/**
 * What a later report of a known story brings that matters enough to tell the story again: a rate or a day in its
 * headline that no earlier report has, where they had others of the kind; the first word of the authority itself.
 */
export function newFactsOf(report: Report, earlier: readonly Report[]): readonly Fact[] {
  const known = earlier.flatMap(({ facts }) => facts)
  const changed = factsOf(withoutPublisher(report.title)).filter(
    (fact) => (fact.kind === 'percent' || fact.kind === 'date') && isNew(fact, known),
  )
  const official = report.facts.filter(({ kind }) => kind === 'official')
  const isFirstOfficial = !known.some(({ kind }) => kind === 'official')
  return [...changed, ...(isFirstOfficial ? official : [])]
}

/** A rate counts as changed only where another one was told; a day is news whenever none or others were told. */
function isNew(fact: Fact, known: readonly Fact[]): boolean {
  const others = known.filter(({ kind }) => kind === fact.kind)
  if (fact.kind === 'date') return !others.some(({ value }) => sameDate(value, fact.value))
  return others.length > 0 && !others.some(({ value }) => value === fact.value)
}
