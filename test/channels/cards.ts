import type { Alert, AlertCard, DigestCard, NoticeCard } from '../../src/domain/alert.ts'

export const NOW = Date.parse('2026-03-02T09:30:00Z')

/** An alert as the pipeline would compose it. */
export function alertCard(changes: Partial<AlertCard> = {}): AlertCard {
  return {
    kind: 'alert',
    story: 'q4k7m2xa',
    turn: 0,
    reason: 'first',
    severity: 'high',
    topics: [{ id: 'rare-earths', title: 'Rare earths', severity: 'high', why: undefined }],
    title: 'Ministry grants half-year permits for magnet shipments',
    url: 'https://news.example/permits?id=1',
    publisher: 'Harbour Post',
    lang: 'en',
    publishedAt: NOW - 300_000,
    seenAt: NOW,
    quotes: [
      {
        field: 'lead',
        text: 'Officials granted export permits for samarium magnets on Monday.',
        marks: [
          { start: 18, end: 32 },
          { start: 37, end: 45 },
        ],
      },
    ],
    why: [
      {
        topic: 'rare-earths',
        file: 'rules/rare-earths.yaml',
        row: 9,
        line: 'magnet NEAR/12 export',
        field: 'lead',
        quote: 'Officials granted export permits for samarium magnets on Monday.',
        level: undefined,
      },
    ],
    news: [],
    alsoReportedBy: [],
    mentions: [],
    silent: false,
    rulesHash: '4b1c9d2e77',
    ...changes,
  }
}

export function digestCard(changes: Partial<DigestCard> = {}): DigestCard {
  const items = Array.from({ length: 12 }, (_, index) => ({
    severity: 'medium' as const,
    topic: 'Tariffs',
    title: `Development number ${index + 1}`,
    url: `https://news.example/${index + 1}`,
    publisher: 'Harbour Post',
    story: `story${index + 1}`,
  }))
  return {
    kind: 'digest',
    id: 'default-2026030209',
    reason: 'limit',
    items,
    total: 14,
    from: NOW - 3_600_000,
    to: NOW,
    ...changes,
  }
}

export function noticeCard(changes: Partial<NoticeCard> = {}): NoticeCard {
  return {
    kind: 'notice',
    level: 'warning',
    title: 'Feed harbour-post has failed for six hours',
    lines: ['It answers 503.', 'Nothing else is affected.'],
    ...changes,
  }
}

export function alertOf(card: AlertCard, changes: Partial<Alert> = {}): Alert {
  return {
    id: `${card.story}:default:${card.turn}`,
    channel: 'default',
    story: card.story,
    turn: card.turn,
    severity: card.severity,
    topics: card.topics.map(({ id }) => id),
    card,
    createdAt: NOW,
    repliesTo: undefined,
    messageId: undefined,
    sentAt: undefined,
    editedAt: undefined,
    ...changes,
  }
}
