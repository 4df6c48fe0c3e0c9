import type { Matchable, RuleLine, RuleSet } from '../domain/rule.ts'
import { explain, type LineReport } from './explain.ts'

/** What keeps a topic from firing on an article, and which lines came nearest to it, the nearest first. */
export function nearestMisses(set: RuleSet, article: Matchable, topic: string): readonly string[] {
  const [report] = explain(set, article, topic)
  if (!report) return []
  const any = report.lines.filter(({ line }) => line.list === 'any')
  const hits = any.filter(({ hits }) => hits).map(({ line }) => `${inWords(line)} hits`)
  const misses = any
    .filter((line) => !line.hits)
    .toSorted((a, b) => nearness(b) - nearness(a))
    .map(({ line, miss = '', notes }) => [`${inWords(line)}: ${miss}`, ...notes].join('; '))
  const obstacles = report.obstacles.filter((each) => !each.startsWith('no line under any'))
  return [...obstacles, ...hits, ...misses]
}

function inWords({ row, text }: RuleLine): string {
  return `line ${row} "${text}"`
}

/** A line of which something is there comes nearer than one of which all is absent. */
function nearness({ miss = '' }: LineReport): number {
  if (/masked|apart|stand in|one and the same/.test(miss)) return 2
  return /is there|are there|hits/.test(miss) ? 1 : 0
}
