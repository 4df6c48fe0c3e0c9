import { DAY } from '../lib/durations.ts'
import { likenessOf, oddsOf, type WeightOf } from './likeness.ts'
import type { Shelf } from './shelf.ts'
import { overlap } from './shingles.ts'
import type { Sketch } from './sketch.ts'
import { areHeldApart } from './vetoes.ts'

/** Reports further apart than this are of different events. */
export const WINDOW = 4 * DAY
/** From these odds (logarithm) on, a report belongs to a story: below, it is told as one of its own. */
const JOINS = -0.9
/** How many neighbours are looked at, and how many reports of each of their stories. */
const NEAREST = 24
const MEMBERS = 16

export type Found = { readonly story: string; readonly members: readonly Sketch[] }

/** The story that a report belongs to; undefined when it opens one. */
export function findStory(
  sketch: Sketch,
  shelves: readonly Shelf[],
  weightOf: WeightOf,
): Found | undefined {
  const since = sketch.report.at - WINDOW
  const near = shelves.flatMap((shelf) => shelf.nearest(sketch, since, NEAREST, weightOf))
  let found: Found | undefined
  let best = JOINS
  for (const story of new Set(near.map(({ report }) => report.story))) {
    const members = shelves
      .flatMap((shelf) => shelf.story(story))
      .filter(({ report }) => Math.abs(report.at - sketch.report.at) <= WINDOW)
    const odds = oddsWith(sketch, members.slice(-MEMBERS), weightOf)
    if (odds < best) continue
    best = odds
    found = { story, members }
  }
  return found
}

/** Between the best report of the story and all of them; nothing where most of them are held apart from it. */
function oddsWith(sketch: Sketch, members: readonly Sketch[], weightOf: WeightOf): number {
  const odds: number[] = []
  for (const member of members) {
    const likeness = likenessOf(sketch, member, weightOf)
    if (!areHeldApart(sketch, member, likeness.titles)) odds.push(oddsOf(likeness))
  }
  if (odds.length * 2 <= members.length) return -Infinity
  const mean = odds.reduce((total, one) => total + one, 0) / odds.length
  return (Math.max(...odds) + mean) / 2
}

/** Whether a report has the very words of one that is known: its title, or most of its lead. */
export function isCopy(sketch: Sketch, members: readonly Sketch[]): boolean {
  return members.some(
    (member) =>
      overlap(sketch.shingles, member.shingles) >= 0.6 ||
      (sketch.title.length >= 4 && sketch.title.join(' ') === member.title.join(' ')),
  )
}
