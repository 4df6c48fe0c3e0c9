import type {
  Alert,
  AlertCard,
  Decision,
  Delivery,
  DigestCard,
  Feedback,
  LedgerEntry,
  Notice,
  NoticeCard,
} from '../../src/domain/alert.ts'
import type { Article } from '../../src/domain/article.ts'
import type { FeedState } from '../../src/domain/feed.ts'
import type { Match } from '../../src/domain/rule.ts'
import type { Report } from '../../src/domain/story.ts'

/** Plausible things to fill tests with; each takes what matters to the test. */

export const NOON = Date.UTC(2026, 7, 3, 12)
export const SECOND = 1_000
export const HOUR = 3_600_000
export const DAY = 24 * HOUR

export function anArticle(over: Partial<Article> = {}): Article {
  const id = over.id ?? 'article-1'
  return {
    id,
    url: `https://news.example/${id}`,
    title: 'Magnet makers win six-month permits',
    lead: 'The ministry cleared shipments of samarium alloys.',
    body: '',
    lang: 'en',
    publisher: 'Example Wire',
    publishedAt: NOON,
    firstSeenAt: NOON,
    feeds: ['wire'],
    langs: ['en'],
    tags: ['press'],
    ...over,
  }
}

export function aMatch(over: Partial<Match> = {}): Match {
  return {
    topic: 'rare-earths',
    title: 'Rare earths',
    severity: 'medium',
    why: undefined,
    alert: {
      channel: 'default',
      mention: undefined,
      limit: undefined,
      channelLimit: undefined,
      repeat: undefined,
    },
    evidence: [
      {
        line: {
          list: 'any',
          level: undefined,
          text: 'samarium',
          file: 'rare-earths.yaml',
          row: 9,
        },
        passages: [
          {
            field: 'lead',
            quote: 'cleared shipments of samarium alloys',
            start: 13,
            end: 49,
            spans: [{ start: 34, end: 42 }],
          },
        ],
      },
    ],
    ...over,
  }
}

export function aReport(over: Partial<Report> = {}): Report {
  return {
    article: 'article-1',
    story: 'story-1',
    title: 'Magnet makers win six-month permits',
    lead: 'The ministry cleared shipments of samarium alloys.',
    lang: 'en',
    url: 'https://news.example/article-1',
    publisher: 'Example Wire',
    rank: 'wire',
    at: NOON,
    facts: [{ kind: 'span', value: 'month:6', text: 'six-month' }],
    ...over,
  }
}

export function aCard(over: Partial<AlertCard> = {}): AlertCard {
  return {
    kind: 'alert',
    story: 'story-1',
    turn: 0,
    reason: 'first',
    severity: 'medium',
    topics: [{ id: 'rare-earths', title: 'Rare earths', severity: 'medium', why: undefined }],
    title: 'Magnet makers win six-month permits',
    url: 'https://news.example/article-1',
    publisher: 'Example Wire',
    lang: 'en',
    publishedAt: NOON,
    seenAt: NOON,
    quotes: [],
    why: [],
    news: [],
    alsoReportedBy: [],
    mentions: [],
    silent: false,
    rulesHash: '4b1c',
    ...over,
  }
}

export function aDigestCard(over: Partial<DigestCard> = {}): DigestCard {
  return {
    kind: 'digest',
    id: 'digest-1',
    reason: 'limit',
    items: [],
    total: 0,
    from: NOON,
    to: NOON,
    ...over,
  }
}

export const A_NOTICE_CARD: NoticeCard = {
  kind: 'notice',
  level: 'warning',
  title: 'A feed is silent',
  lines: ['wire has not answered since noon.'],
}

export function aNotice(over: Partial<Notice> = {}): Notice {
  return { key: 'feed-silent:wire:2026-08-03', at: NOON, card: A_NOTICE_CARD, ...over }
}

export function anAlert(over: Partial<Alert> = {}): Alert {
  const id = over.id ?? 'story-1:default:0'
  return {
    id,
    channel: 'default',
    story: 'story-1',
    turn: 0,
    severity: 'medium',
    topics: ['rare-earths'],
    card: aCard(),
    createdAt: NOON,
    repliesTo: undefined,
    messageId: undefined,
    sentAt: undefined,
    editedAt: undefined,
    ...over,
  }
}

export type NewDelivery = Pick<Delivery, 'key' | 'alert' | 'channel' | 'op' | 'dueAt' | 'createdAt'>

/** The sending of an alert, or with `op` and `key` an edit of it. */
export function aDelivery(alert: Alert, over: Partial<NewDelivery> = {}): NewDelivery {
  return {
    key: alert.id,
    alert: alert.id,
    channel: alert.channel,
    op: 'send',
    dueAt: alert.createdAt,
    createdAt: alert.createdAt,
    ...over,
  }
}

export function aLedgerEntry(over: Partial<LedgerEntry> = {}): LedgerEntry {
  const decision: Decision = { kind: 'alert', reason: 'first' }
  return {
    id: 'line-1',
    at: NOON,
    article: 'article-1',
    story: 'story-1',
    channel: 'default',
    decision,
    severity: 'medium',
    topics: ['rare-earths'],
    alert: undefined,
    rulesHash: '4b1c',
    ...over,
  }
}

export function aVerdict(over: Partial<Feedback> = {}): Feedback {
  return {
    alert: 'story-1:default:0',
    story: 'story-1',
    topics: ['rare-earths'],
    verdict: 'not-relevant',
    by: 'reader-1',
    at: NOON,
    ...over,
  }
}

export function aFeedState(over: Partial<FeedState> = {}): FeedState {
  return {
    feed: 'wire',
    dueAt: NOON,
    lastTriedAt: undefined,
    lastSuccessAt: undefined,
    firstPolledAt: undefined,
    etag: '"v1"',
    lastModified: undefined,
    bodyHash: undefined,
    address: 0,
    movedTo: undefined,
    movedCount: 0,
    failures: 0,
    fault: undefined,
    faultText: undefined,
    failingSince: undefined,
    goneAt: undefined,
    url: 'https://news.example/feed.xml',
    newestEntryAt: undefined,
    entriesPerDay: undefined,
    notBefore: undefined,
    title: undefined,
    ...over,
  }
}
