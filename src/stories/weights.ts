import { HOUR } from '../lib/durations.ts'
import type { Sketch } from './sketch.ts'

/** Articles of the last three days say which words tell events apart today: a topic's own words glue them together. */
const WINDOW = 72 * HOUR
/** Before there is a window, this many articles are taken as read: no word is common yet. */
const PRIOR = 20

/** In how many of the recent articles a term stands. */
export type TermCounts = {
  add(sketch: Sketch): void
  readonly articles: number
  count(term: string): number
}

/**
 * How telling each term is for placing a sketch: the natural logarithm of how rare it is among the articles of all
 * `counts` and the sketch itself.
 */
export function weightsFor(
  sketch: Sketch,
  counts: readonly TermCounts[],
): (term: string) => number {
  const known = new Map<string, number>()
  let articles = 1 + PRIOR
  for (const part of counts) articles += part.articles
  function weigh(term: string): number {
    let count = sketch.titleSet.has(term) || sketch.lead.has(term) ? 2 : 1
    for (const part of counts) count += part.count(term)
    return Math.log(articles / count)
  }
  return (term) => {
    let weight = known.get(term)
    if (weight === undefined) known.set(term, (weight = weigh(term)))
    return weight
  }
}

/** Articles may come late by hours; those that are older than the window do not count. */
export function createTermCounts(): TermCounts {
  const counts = new Map<string, number>()
  const recent: Sketch[] = []
  let head = 0
  let newest = 0

  function drop(): void {
    while (head < recent.length && recent[head]!.report.at < newest - WINDOW) {
      for (const term of termsOf(recent[head]!)) {
        const left = counts.get(term)! - 1
        if (left > 0) counts.set(term, left)
        else counts.delete(term)
      }
      head++
    }
    if (head > 1000 && head * 2 > recent.length) {
      recent.splice(0, head)
      head = 0
    }
  }

  return {
    add(sketch) {
      newest = Math.max(newest, sketch.report.at)
      if (sketch.report.at >= newest - WINDOW) {
        recent.push(sketch)
        for (const term of termsOf(sketch)) counts.set(term, (counts.get(term) ?? 0) + 1)
      }
      drop()
    },
    get articles() {
      return recent.length - head
    },
    count: (term) => counts.get(term) ?? 0,
  }
}

function* termsOf({ title, lead }: Sketch): Generator<string> {
  yield* title
  yield* lead
}
