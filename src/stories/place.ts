import { DAY } from '../lib/durations.ts'
import { likenessOf, textLikeness, type Likeness, type WeightOf } from './likeness.ts'
import type { Shelf } from './shelf.ts'
import { overlap } from './shingles.ts'
import type { Sketch } from './sketch.ts'
import { areHeldApart } from './vetoes.ts'

/** Reports further apart than this are of different events. */
export const WINDOW = 4 * DAY
/** From these odds (logarithm) on, a report belongs to a story: below, it is told as one of its own. */
const JOINS = -0.65
/** How many neighbours are looked at, and how many reports of each of their stories. */
const NEAREST = 8
const MEMBERS = 16

/**
 * What speaks for one event (positive) and against it, as logarithms of odds. Fitted by logistic regression with
 * shrinkage on labelled news, and checked on families of events that were left out; `copied` is set by hand, because
 * wire copies are rare there and certain.
 */
const WEIGHTS = {
  start: -3.87,
  titles: 0.9,
  weighted: 0.83,
  texts: 0.88,
  contained: 1.13,
  covered: 1.23,
  rarest: 0.92,
  sameStart: 0.88,
  otherActors: -0.79,
  copied: 2,
  /** For each e-fold of 12 hours since the story's last report and since its first one. */
  sinceLast: -1.06,
  sinceFirst: -1.1,
  /** The share of the title, by weight, that the story's titles have together. */
  told: 1.17,
  /** For each e-fold of reports: a big story is more likely to go on. */
  size: 0.26,
} as const

/** Parts of the titles' likeness. */
const TITLE_PARTS = ['titles', 'weighted', 'contained', 'covered', 'rarest'] as const

/** The story that a report belongs to; undefined when it opens one. */
export function findStory(
  sketch: Sketch,
  shelves: readonly Shelf[],
  weightOf: WeightOf,
): string | undefined {
  const since = sketch.report.at - WINDOW
  const near = shelves.flatMap((shelf) => shelf.nearest(sketch, since, NEAREST, weightOf))
  let found: string | undefined
  let best: number = JOINS
  for (const story of new Set(near.map(({ report }) => report.story))) {
    const odds = oddsWith(sketch, sample(story, shelves, since), weightOf, best)
    if (odds < best) continue
    best = odds
    found = story
  }
  return found
}

/** Every report of a story, oldest first. */
export function membersOf(story: string, shelves: readonly Shelf[]): readonly Sketch[] {
  return shelves.flatMap((shelf) => shelf.story(story))
}

/** The first report within the window and the latest ones: a story of hundreds is known by these. */
function sample(story: string, shelves: readonly Shelf[], since: number): readonly Sketch[] {
  const lists = shelves.map((shelf) => shelf.story(story))
  const latest: Sketch[] = []
  for (const list of lists.toReversed())
    for (let at = list.length - 1; at >= 0 && latest.length < MEMBERS - 1; at--)
      if (list[at]!.report.at >= since) latest.unshift(list[at]!)
  const first = lists.find((list) => list.length > 0)?.find(({ report }) => report.at >= since)
  return first && !latest.includes(first) ? [first, ...latest] : latest
}

type Neighbour = { readonly member: Sketch; readonly likeness: Likeness }

/**
 * The logarithm of the odds that a report is of a story; none where facts hold it apart from half of it, or where the
 * odds stay below `least` whatever the leads say.
 */
function oddsWith(
  sketch: Sketch,
  members: readonly Sketch[],
  weightOf: WeightOf,
  least: number,
): number {
  const near: Neighbour[] = []
  for (const member of members) {
    const likeness = likenessOf(sketch, member, weightOf)
    if (!areHeldApart(sketch, member, likeness.titles)) near.push({ member, likeness })
  }
  const isApart = near.length < members.length && near.length * 2 <= members.length
  if (isApart || near.length === 0) return -Infinity
  const odds =
    titleOdds(near.map(({ likeness }) => likeness)) +
    WEIGHTS.told * toldShare(sketch, members, weightOf) +
    WEIGHTS.size * Math.log(members.length)
  if (odds + WEIGHTS.texts < least) return -Infinity
  const texts = near.map(({ member }) => textLikeness(sketch, member, weightOf))
  return odds + WEIGHTS.texts * between(texts)
}

function titleOdds(near: readonly Likeness[]): number {
  const hours = near.map((likeness) => likeness.hours)
  let odds =
    WEIGHTS.start +
    WEIGHTS.sameStart * mean(near.map(({ sameStart }) => sameStart)) +
    WEIGHTS.otherActors * mean(near.map(({ otherActors }) => otherActors)) +
    WEIGHTS.copied * Math.max(...near.map(({ copied }) => copied)) +
    WEIGHTS.sinceLast * Math.log1p(Math.min(...hours) / 12) +
    WEIGHTS.sinceFirst * Math.log1p(Math.max(...hours) / 12)
  for (const name of TITLE_PARTS)
    odds += WEIGHTS[name] * between(near.map((likeness) => likeness[name]))
  return odds
}

/** The nearest report counts as much as the average one. */
function between(values: readonly number[]): number {
  return (Math.max(...values) + mean(values)) / 2
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length
}

function toldShare({ title }: Sketch, members: readonly Sketch[], weightOf: WeightOf): number {
  let told = 0
  let all = 0
  for (const term of title) {
    const weight = weightOf(term)
    all += weight
    if (members.some(({ titleSet }) => titleSet.has(term))) told += weight
  }
  return all > 0 ? told / all : 0
}

/** Whether a report has the very words of one that is known: its title, or most of its lead. */
export function isCopy(sketch: Sketch, members: readonly Sketch[]): boolean {
  return members.some(
    (member) =>
      overlap(sketch.shingles, member.shingles) >= 0.6 ||
      (sketch.title.length >= 4 && sketch.title.join(' ') === member.title.join(' ')),
  )
}
