import type { LedgerRow, StoreStatus } from '../domain/ports.ts'
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
export function summaryLines(status: StoreStatus, ledger: readonly LedgerRow[]): readonly string[] {
  const matched = new Set(ledger.map(({ article }) => article)).size
  const lines = ledger
    .toReversed()
    .map(
      ({ decision, title, publisher }) =>
        `  ${REASONS[decision.reason] ?? decision.reason}\n    ${title} (${publisher})`,
    )
  return [
    `That was the demo: ${count(status.articles, 'article')} came in, ${matched} matched a rule, ${status.articles - matched} did not (an electricity tariff, a goalkeeper, a band called Rare Earth).`,
    'What became of those that matched:',
    ...lines,
    '',
    'Next:',
    '  npx trucewatch rules try "China curbs samarium exports"   what a headline would do',
    '  edit rules/rare-earths.yaml                               one line is one thing to look for',
    '  set DISCORD_TOKEN and CHANNEL_DEFAULT in .env             README.md shows how; then npm start',
  ]
}
