import { HOUR } from '../lib/durations.ts'
import { overlap } from './shingles.ts'
import type { Sketch } from './sketch.ts'

/** Lead words count for less than title words. */
const LEAD_SHARE = 0.4

/** What a pair of reports is judged by; each but the hours lies between 0 and 1. */
export type Likeness = {
  /** Jaccard of the titles' terms. */
  readonly titles: number
  /** The same, each term by its weight. */
  readonly weighted: number
  /** Cosine of TF-IDF over title and lead. */
  readonly texts: number
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
  /** Whether one is news and the other an analysis. */
  readonly otherGenre: number
  /** Whether one lead is mostly the words of the other. */
  readonly copied: number
  readonly hours: number
}

/** Fitted by logistic regression on labelled pairs of reports; positive speaks for one event. */
const WEIGHTS = {
  start: -4.21,
  titles: 1.35,
  weighted: 1.16,
  texts: 1.31,
  contained: 1.65,
  covered: 1.96,
  rarest: 1.01,
  sameStart: 1,
  otherActors: -1.12,
  otherGenre: -0.72,
  copied: 0.16,
  /** For each e-fold of 12 hours between them. */
  time: -2.26,
} as const

export type WeightOf = (term: string) => number

/** The logarithm of the odds that two reports are of one event. */
export function oddsOf(likeness: Likeness): number {
  const { hours, ...parts } = likeness
  let odds: number = WEIGHTS.start + WEIGHTS.time * Math.log1p(hours / 12)
  for (const [name, value] of Object.entries(parts))
    odds += WEIGHTS[name as keyof typeof parts] * value
  return odds
}

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
    texts: cosine(a, b, weightOf),
    contained: share(shared.length, Math.min(a.title.length, b.title.length)),
    covered: coverage / 2,
    rarest: Math.max(0, ...shared.map(weightOf)) / 4,
    sameStart: Number(a.title[0] !== undefined && a.title[0] === b.title[0]),
    otherActors: Number(hasOtherActor(a, b) && hasOtherActor(b, a)),
    otherGenre: Number((a.facts.genre === 'analysis') !== (b.facts.genre === 'analysis')),
    copied: Number(overlap(a.shingles, b.shingles) > 0.5),
    hours: Math.abs(a.report.at - b.report.at) / HOUR,
  }
}

function inside({ title }: Sketch, { titleSet, lead }: Sketch): readonly string[] {
  return title.filter((term) => titleSet.has(term) || lead.has(term))
}

function hasOtherActor({ facts }: Sketch, { titleSet, lead }: Sketch): boolean {
  return [...facts.actors].some((actor) => !titleSet.has(actor) && !lead.has(actor))
}

/** Title terms count 1, lead terms LEAD_SHARE, each by its weight. */
function cosine(a: Sketch, b: Sketch, weightOf: WeightOf): number {
  let product = 0
  for (const term of a.title) product += part(b, term) * weightOf(term) ** 2
  for (const term of a.lead) product += LEAD_SHARE * part(b, term) * weightOf(term) ** 2
  return share(product, Math.sqrt(square(a, weightOf) * square(b, weightOf)))
}

function part({ titleSet, lead }: Sketch, term: string): number {
  if (titleSet.has(term)) return 1
  return lead.has(term) ? LEAD_SHARE : 0
}

function square({ title, lead }: Sketch, weightOf: WeightOf): number {
  const titles = sum(title, (term) => weightOf(term) ** 2)
  return titles + LEAD_SHARE ** 2 * sum(lead, (term) => weightOf(term) ** 2)
}

function sum(terms: Iterable<string>, of: (term: string) => number): number {
  let total = 0
  for (const term of terms) total += of(term)
  return total
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0
}
