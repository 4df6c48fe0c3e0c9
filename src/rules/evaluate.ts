import type { RuleSet, Severity } from '../domain/rule.ts'
import type { ArchiveArticle } from './archive.ts'

/** What fired for one article, as a line of the predictions file. */
export type Prediction = {
  readonly id: string
  readonly topics: readonly { readonly id: string; readonly severity: Severity }[]
}

/** An article on which the rules and the reader differ. */
export type Miss = {
  readonly kind: 'missed' | 'false'
  readonly topic: string
  readonly id: string
  readonly lang: string
  readonly title: string
  /** Of a false alarm: the line that fired. */
  readonly because: string | undefined
}

/** How the rules did on one topic, or on `any topic`. Undefined figures: nothing to divide by. */
export type Score = {
  readonly topic: string
  readonly relevant: number
  readonly fired: number
  readonly hits: number
  readonly precision: number | undefined
  readonly recall: number | undefined
  readonly f1: number | undefined
}

export type Evaluation = {
  readonly articles: number
  /** Of these, how many carry labels: only they are scored. */
  readonly labelled: number
  readonly scores: readonly Score[]
  readonly misses: readonly Miss[]
}

const ANY = 'any topic'

type Tally = { relevant: number; fired: number; hits: number }

/** Runs a rule set over labelled articles. `onPrediction` is given one line for each article, fired or not. */
export async function evaluate(
  set: RuleSet,
  articles: AsyncIterable<ArchiveArticle>,
  onPrediction: (prediction: Prediction) => void | Promise<void>,
): Promise<Evaluation> {
  const tallies = new Map<string, Tally>()
  const misses: Miss[] = []
  let count = 0
  let labelled = 0
  for await (const article of articles) {
    count++
    const matches = set.match(article)
    await onPrediction({
      id: article.id,
      topics: matches.map(({ topic, severity }) => ({ id: topic, severity })),
    })
    if (!article.labels) continue
    labelled++
    const because = new Map(
      matches.map(({ topic, evidence: [first] }) => [
        topic,
        first && `line ${first.line.row} ${first.line.text}`,
      ]),
    )
    tally(article, article.labels, because, tallies, misses)
  }
  return { articles: count, labelled, scores: scoresOf(tallies), misses }
}

function tally(
  article: ArchiveArticle,
  labels: readonly string[],
  because: ReadonlyMap<string, string | undefined>,
  tallies: Map<string, Tally>,
  misses: Miss[],
): void {
  const { id, lang, title } = article
  count(tallies, ANY, labels.length > 0, because.size > 0)
  for (const topic of new Set([...labels, ...because.keys()])) {
    const [relevant, fired] = [labels.includes(topic), because.has(topic)]
    count(tallies, topic, relevant, fired)
    if (relevant === fired) continue
    const kind = relevant ? 'missed' : 'false'
    misses.push({ kind, topic, id, lang, title, because: because.get(topic) })
  }
}

function count(
  tallies: Map<string, Tally>,
  topic: string,
  relevant: boolean,
  fired: boolean,
): void {
  const tally = tallies.get(topic) ?? { relevant: 0, fired: 0, hits: 0 }
  tally.relevant += Number(relevant)
  tally.fired += Number(fired)
  tally.hits += Number(relevant && fired)
  tallies.set(topic, tally)
}

function scoresOf(tallies: ReadonlyMap<string, Tally>): readonly Score[] {
  const topics = [...tallies.keys()].toSorted((a, b) =>
    a === ANY ? -1 : b === ANY ? 1 : a.localeCompare(b, 'en'),
  )
  return topics.map((topic) => {
    const { relevant, fired, hits } = tallies.get(topic)!
    return {
      topic,
      relevant,
      fired,
      hits,
      precision: share(hits, fired),
      recall: share(hits, relevant),
      f1: share(2 * hits, fired + relevant),
    }
  })
}

function share(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole
}
