import { HOUR } from '../lib/durations.ts'
import { overlap } from './shingles.ts'
import type { Sketch } from './sketch.ts'

/** Lead words count for less than title words. */
const LEAD_SHARE = 0.4
/** A lead of which more than this is the words of another one is a copy of it. */
const COPIED = 0.5

/** How alike two reports are; each but the hours lies between 0 and 1. */
export type Likeness = {
  /** Jaccard of the titles' terms. */
  readonly titles: number
  /** The same, each term by its weight. */
  readonly weighted: number
  /** Shared terms by the shorter title. */
  readonly contained: number
  /** How much of each title stands anywhere in the other report, by weight. */
  readonly covered: number
  /** The most telling term that both titles have. */
  readonly rarest: number
  /** Whether both titles begin with the same term: who acts. */
  readonly sameStart: number
  /** Whether each title names an actor that the other report does not. */
  readonly otherActors: number
  /** Whether one lead is mostly the words of the other. */
  readonly copied: number
  readonly hours: number
}

/** How telling a term is, as weights.ts counts it. */
export type WeightOf = (term: string) => number

export function likenessOf(a: Sketch, b: Sketch, weightOf: WeightOf): Likeness {
  const shared = a.title.filter((term) => b.titleSet.has(term))
  const total = a.title.length + b.title.length
  const ofA = sum(a.title, weightOf)
  const ofB = sum(b.title, weightOf)
  const ofShared = sum(shared, weightOf)
  const coverage = share(sum(inside(a, b), weightOf), ofA) + share(sum(inside(b, a), weightOf), ofB)
  return {
    titles: share(shared.length, total - shared.length),
    weighted: share(ofShared, ofA + ofB - ofShared),
    contained: share(shared.length, Math.min(a.title.length, b.title.length)),
    covered: coverage / 2,
    rarest: shared.reduce((most, term) => Math.max(most, weightOf(term)), 0) / 4,
    sameStart: Number(a.title[0] !== undefined && a.title[0] === b.title[0]),
    otherActors: Number(hasOtherActor(a, b) && hasOtherActor(b, a)),
    copied: Number(overlap(a.shingles, b.shingles) > COPIED),
    hours: Math.abs(a.report.at - b.report.at) / HOUR,
  }
}

function inside({ title }: Sketch, { titleSet, lead }: Sketch): readonly string[] {
  return title.filter((term) => titleSet.has(term) || lead.has(term))
}

function hasOtherActor({ facts }: Sketch, { titleSet, lead }: Sketch): boolean {
  for (const actor of facts.actors) if (!titleSet.has(actor) && !lead.has(actor)) return true
  return false
}

/** Cosine of TF-IDF over title and lead, 0 to 1: title terms count 1, lead terms LEAD_SHARE, each by its weight. */
export function textLikeness(a: Sketch, b: Sketch, weightOf: WeightOf): number {
  let product = 0
  for (const term of a.title) product += part(b, term) * weightOf(term) ** 2
  for (const term of a.lead) product += LEAD_SHARE * part(b, term) * weightOf(term) ** 2
  return product > 0 ? product / Math.sqrt(square(a, weightOf) * square(b, weightOf)) : 0
}

function part({ titleSet, lead }: Sketch, term: string): number {
  if (titleSet.has(term)) return 1
  return lead.has(term) ? LEAD_SHARE : 0
}

function square({ title, lead }: Sketch, weightOf: WeightOf): number {
  let total = 0
  for (const term of title) total += weightOf(term) ** 2
  for (const term of lead) total += LEAD_SHARE ** 2 * weightOf(term) ** 2
  return total
}

function sum(terms: readonly string[], weightOf: WeightOf): number {
  let total = 0
  for (const term of terms) total += weightOf(term)
  return total
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0
}
