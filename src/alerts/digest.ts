import type { DigestCard, DigestItem, LedgerEntry } from '../domain/alert.ts'
import type { Article } from '../domain/article.ts'
import { compareSeverity } from '../domain/rule.ts'

export type DigestInput = {
  readonly id: string
  /** Ledger lines that wait for a digest in one channel. */
  readonly waiting: readonly LedgerEntry[]
  readonly articles: ReadonlyMap<string, Article>
  /** The title of a topic by its id; one that is gone from the rules shows the words of its id. */
  readonly titleOf: (topic: string) => string | undefined
  readonly now: number
}

/** One message for what waited: a line a story, the loudest first, then the most reported, then the newest. */
export function composeDigest({ id, waiting, articles, titleOf, now }: DigestInput): DigestCard {
  const stories = [...Map.groupBy(waiting, ({ story }) => story).values()]
  const ranked = stories
    .map(ranking)
    .toSorted(
      (a, b) =>
        compareSeverity(b.lead.severity, a.lead.severity) ||
        b.reports - a.reports ||
        b.lead.at - a.lead.at,
    )
  return {
    kind: 'digest',
    id,
    reason: mainReason(waiting),
    items: ranked.map(({ lead }) => itemOf(lead, articles.get(lead.article), titleOf)),
    total: stories.length,
    from: Math.min(now, ...waiting.map(({ at }) => at)),
    to: now,
  }
}

/** The loudest line speaks for its story; among equals the first. */
function ranking(lines: readonly LedgerEntry[]): { lead: LedgerEntry; reports: number } {
  const [lead] = lines.toSorted((a, b) => compareSeverity(b.severity, a.severity) || a.at - b.at)
  return { lead: lead!, reports: new Set(lines.map(({ article }) => article)).size }
}

function itemOf(
  line: LedgerEntry,
  article: Article | undefined,
  titleOf: DigestInput['titleOf'],
): DigestItem {
  const topic = line.topics[0] ?? ''
  return {
    severity: line.severity,
    topic: titleOf(topic) ?? inWords(topic),
    at: article?.publishedAt ?? line.at,
    title: article?.title ?? 'An article that is no longer stored',
    url: article?.url,
    publisher: article?.publisher ?? '',
    story: line.story,
  }
}

/** `rare-earths` as a reader would write it: Rare earths. */
function inWords(id: string): string {
  const words = id.replaceAll(/[-_]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The reason that most lines wait for. */
function mainReason(waiting: readonly LedgerEntry[]): DigestCard['reason'] {
  const counts = new Map<DigestCard['reason'], number>()
  for (const { decision } of waiting)
    if (decision.kind === 'digest')
      counts.set(decision.reason, (counts.get(decision.reason) ?? 0) + 1)
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a)
  return most?.[0] ?? 'limit'
}
