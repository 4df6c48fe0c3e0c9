import type { AlertCard } from '../domain/alert.ts'
import { MINUTE } from '../lib/durations.ts'

/** An alert about nothing that happened, to see how alerts look. */
export function sampleCard(now: number): AlertCard {
  const quote = 'A sample: the ministry has granted export licences for samarium magnets.'
  const mark = {
    start: quote.indexOf('samarium'),
    end: quote.indexOf('samarium') + 'samarium'.length,
  }
  return {
    kind: 'alert',
    story: 'sample',
    turn: 0,
    reason: 'first',
    severity: 'medium',
    topics: [
      {
        id: 'rare-earths',
        title: 'Rare earths',
        severity: 'medium',
        why: 'A sample alert: this channel works.',
      },
    ],
    title: 'Sample alert: samarium magnets cleared for export',
    url: 'https://example.org/sample',
    publisher: 'trucewatch',
    lang: 'en',
    publishedAt: now - 2 * MINUTE,
    seenAt: now,
    quotes: [{ field: 'lead', text: quote, marks: [mark] }],
    why: [
      {
        topic: 'rare-earths',
        file: 'rules/rare-earths.yaml',
        row: 1,
        line: 'samarium',
        field: 'lead',
        quote,
        level: undefined,
      },
    ],
    news: [],
    alsoReportedBy: [],
    mentions: [],
    silent: true,
    rulesHash: 'sample',
  }
}
