import type { Article } from '../domain/article.ts'
import type { Match } from '../domain/rule.ts'
import type { Placement, Report } from '../domain/story.ts'
import { DAY } from '../lib/durations.ts'
import { shortHash } from '../lib/hash.ts'
import { newFactsOf } from './news.ts'
import { findStory, isCopy, membersOf, WINDOW } from './place.ts'
import { reportOf } from './report.ts'
import { createShelf, type Shelf } from './shelf.ts'
import { sketchOf, type Sketch } from './sketch.ts'
import { createTermCounts, weightsFor, type TermCounts } from './weights.ts'

export { rankOf, reportOf } from './report.ts'

/** What one transaction adds: it sees its own reports at once, the index only after `commit`. */
export type StoryDraft = {
  /** Where an article belongs; changes nothing. */
  place(article: Article, matches: readonly Match[], now: number): Placement
  add(report: Report): void
  /** Puts what was added into the index; a draft that is never committed leaves no trace. */
  commit(): void
}

export type StoryIndex = {
  /** How many reports are remembered. */
  readonly size: number
  draft(): StoryDraft
  /** Drops reports of what happened before `before`, epoch milliseconds. */
  forget(before: number): void
}

/** Which stories are under way, in memory, built from the reports of the last days. */
export function createStoryIndex(reports: Iterable<Report> = []): StoryIndex {
  let shelf = createShelf()
  let sweptAt = 0
  const counts = createTermCounts()

  function keep(sketch: Sketch): void {
    shelf.add(sketch)
    counts.add(sketch)
    // Swept once a day of news: what is out of the window is never compared again.
    if (sketch.report.at < sweptAt + DAY) return
    sweptAt = sketch.report.at
    forget(sweptAt - WINDOW)
  }

  function forget(before: number): void {
    shelf = createShelf(shelf.all().filter(({ report }) => report.at >= before))
  }

  for (const report of reports) keep(sketchOf(report))
  return {
    get size() {
      return shelf.size
    },
    forget,
    draft: () => createDraft(() => shelf, counts, keep),
  }
}

function createDraft(
  shelved: () => Shelf,
  counted: TermCounts,
  keep: (sketch: Sketch) => void,
): StoryDraft {
  const own = createShelf()
  const ownCounts = createTermCounts()
  const added: Sketch[] = []
  let placed: Sketch | undefined
  return {
    place(article) {
      const sketch = sketchOf(reportOf(article, ''))
      placed = sketch
      const weightOf = weightsFor(sketch, [counted, ownCounts])
      const shelves = [shelved(), own]
      const story = findStory(sketch, shelves, weightOf)
      if (!story) return { report: opening(sketch.report), relation: 'first', newFacts: [] }
      const report = { ...sketch.report, story }
      const members = membersOf(story, shelves)
      if (isCopy(sketch, members)) return { report, relation: 'copy', newFacts: [] }
      const earlier = members.map((member) => member.report)
      return { report, relation: 'report', newFacts: newFactsOf(report, earlier) }
    },
    add(report) {
      // Mostly it is the report that was placed a moment ago: its words need not be read again.
      const isPlaced = placed?.report.article === report.article
      const sketch = placed && isPlaced ? { ...placed, report } : sketchOf(report)
      own.add(sketch)
      ownCounts.add(sketch)
      added.push(sketch)
    },
    commit() {
      for (const sketch of added.splice(0)) keep(sketch)
    },
  }
}

/** A story is named after the article that opens it, so that the same news always makes the same story. */
function opening(report: Report): Report {
  return { ...report, story: shortHash(10, 'story', report.article) }
}
