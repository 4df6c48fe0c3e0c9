import type { Match, Matchable, RuleLine, RuleSet, Severity } from '../domain/rule.ts'
import { compareSeverity } from '../domain/rule.ts'

/** An article as a backtest shows it. */
export type Tried = Matchable & {
  readonly id: string
  readonly url: string | undefined
  readonly publisher: string
  readonly publishedAt: number | undefined
}

/** One topic that fires on one article in one version of the rules and not, or not as loud, in the other. */
export type Difference = {
  readonly kind: 'gained' | 'lost' | 'louder' | 'quieter'
  readonly topic: string
  readonly severity: Severity
  readonly article: Pick<Tried, 'id' | 'title' | 'url' | 'publisher' | 'publishedAt'>
  /** The line that makes the difference: of the new rules, or of the old ones where it is lost. */
  readonly line: string
  readonly file: string
  readonly row: number
}

export type Backtest = {
  readonly articles: number
  /** By topic, on how many articles it fires; `before` is undefined where there is nothing to compare with. */
  readonly topics: readonly {
    readonly topic: string
    readonly before: number | undefined
    readonly after: number
  }[]
  readonly differences: readonly Difference[]
}

export type BacktestOptions = {
  readonly now: RuleSet
  /** Undefined: only what fires now is counted, and every firing is a gain. */
  readonly before: RuleSet | undefined
  readonly topic?: string | undefined
  readonly onArticle?: (count: number) => void
}

/** Runs two versions of the rules over articles, before any grouping into stories. */
export async function backtest(
  articles: AsyncIterable<Tried>,
  { now, before, topic, onArticle }: BacktestOptions,
): Promise<Backtest> {
  const counts = { before: new Map<string, number>(), after: new Map<string, number>() }
  const differences: Difference[] = []
  let total = 0
  for await (const article of articles) {
    onArticle?.(++total)
    const after = byTopic(now.match(article), topic)
    const old = byTopic(before?.match(article) ?? [], topic)
    for (const id of after.keys()) add(counts.after, id)
    for (const id of old.keys()) add(counts.before, id)
    for (const id of new Set([...after.keys(), ...old.keys()])) {
      const difference = compare(article, old.get(id), after.get(id))
      if (difference) differences.push(difference)
    }
  }
  const ids = [...(before?.topics ?? []), ...now.topics].map(({ id }) => id)
  const topics = [...new Set(ids)]
    .filter((id) => topic === undefined || id === topic)
    .map((id) => ({
      topic: id,
      before: before ? (counts.before.get(id) ?? 0) : undefined,
      after: counts.after.get(id) ?? 0,
    }))
  return { articles: total, topics, differences }
}

function byTopic(matches: readonly Match[], only: string | undefined): ReadonlyMap<string, Match> {
  const wanted = matches.filter(({ topic }) => only === undefined || topic === only)
  return new Map(wanted.map((match) => [match.topic, match]))
}

function compare(
  { id, title, url, publisher, publishedAt }: Tried,
  old: Match | undefined,
  now: Match | undefined,
): Difference | undefined {
  const kind = kindOf(old, now)
  const match = kind === 'lost' || kind === 'quieter' ? old : now
  if (!kind || !match) return undefined
  const { text: line, file, row } = deciding(match, kind)
  const { topic, severity } = now ?? match
  const article = { id, title, url, publisher, publishedAt }
  return { kind, topic, severity, article, line, file, row }
}

function kindOf(old: Match | undefined, now: Match | undefined): Difference['kind'] | undefined {
  if (!old) return now && 'gained'
  if (!now) return 'lost'
  const louder = compareSeverity(now.severity, old.severity)
  if (louder === 0) return undefined
  return louder > 0 ? 'louder' : 'quieter'
}

/** What lifted the level decides a change of loudness; else the first line that fired. */
function deciding({ evidence }: Match, kind: Difference['kind']): RuleLine {
  const raised = kind === 'louder' || kind === 'quieter'
  const found = evidence.find(({ line }) => (line.list === 'raise') === raised) ?? evidence[0]!
  return found.line
}

function add(counts: Map<string, number>, id: string): void {
  counts.set(id, (counts.get(id) ?? 0) + 1)
}
