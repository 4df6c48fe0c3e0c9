import type { Article } from '../domain/article.ts'
import type { LedgerRow, Store } from '../domain/ports.ts'
import { count } from '../lib/count.ts'

const REASONS: Readonly<Record<string, string>> = {
  first: 'first report of a story: a message',
  'new-fact': 'a new fact: a reply to the message',
  raised: 'louder than before: a reply to the message',
  repeat: 'told again after its time',
  'later-report': 'another outlet: the message was edited',
  'further-topic': 'another topic: the message was edited',
  limit: 'over the limit: told together later',
  quiet: 'quiet hours: told together later',
  'first-poll': 'more than three in a new feed: told together',
  held: 'a feed that looks new as a whole: told together',
  'nothing-new': 'nothing new: not told',
  muted: 'muted: not told',
  stale: 'too old: not told',
  copy: 'a copy of what was told: not told',
}

/** What came in, what fired, what was not told and why, and what to do next. */
export async function summarise(
  store: Store,
  troubles: readonly string[],
): Promise<readonly string[]> {
  const ledger = await store.ledger({})
  const articles: Article[] = []
  for await (const article of store.articlesSince(0)) articles.push(article)
  const matched = new Set(ledger.map(({ article }) => article))
  const others = articles.filter(({ id }) => !matched.has(id))
  return [
    `That was the demo: ${count(articles.length, 'article')} came in, ${matched.size} matched a rule, ${others.length} did not.`,
    ...section('What became of those that matched:', ledger.toReversed().flatMap(fate)),
    ...section(
      'No rule matched:',
      others.map(({ title }) => `  ${title}`),
    ),
    ...section(
      'What went wrong on the way, and lost nothing:',
      troubles.map((trouble) => `  ${trouble}`),
    ),
    '',
    ...NEXT,
  ]
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length > 0 ? [title, ...lines] : []
}

function fate({ decision: { reason }, title, publisher }: LedgerRow): readonly string[] {
  return [`  ${REASONS[reason] ?? reason}`, `    ${title} (${publisher})`]
}

const NEXT = [
  'Next:',
  '  npx trucewatch rules try "China curbs samarium exports"   what a headline would do',
  '  edit rules/rare-earths.yaml                               one line is one thing to look for',
  '  set DISCORD_TOKEN and CHANNEL_DEFAULT in .env             README.md shows how; then npm start',
]
