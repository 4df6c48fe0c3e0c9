import type { Matchable, RuleSet } from '../domain/rule.ts'
import { explain, type LineReport } from './explain.ts'

/** What comes nearest to making a topic fire on an article that it does not fire on, a line each. */
export function nearestMisses(set: RuleSet, article: Matchable, topic: string): readonly string[] {
  const [report] = explain(set, article, topic)
  if (!report || report.severity) return []
  const others = report.obstacles.filter((obstacle) => obstacle !== 'no line under any: hits')
  const isWoken = report.lines.some(({ list, hits }) => list === 'any' && hits)
  const lines = report.lines.filter(({ list }) => list === 'any')
  return [...others, ...lines.filter((line) => !isWoken || line.hits).map(inWords)]
}

function inWords({ row, line, miss, notes }: LineReport): string {
  const said = miss === undefined ? 'hits' : miss
  return [`line ${row} "${line}": ${said}`, ...notes].join('; ')
}
