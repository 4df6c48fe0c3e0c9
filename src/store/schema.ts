import type { Generated, Kysely } from 'kysely'
import type { DecisionKind, DecisionReason, Delivery, DeliveryState } from '../domain/alert.ts'
import type { Severity } from '../domain/rule.ts'

/**
 * The tables as kysely sees them. Instants are epoch milliseconds; `json` columns hold what their
 * comment says as JSON text, so that they mean the same in every database.
 */
export type Tables = {
  articles: ArticleTable
  keys: KeyTable
  matches: MatchTable
  reports: ReportTable
  ledger: LedgerTable
  alerts: AlertTable
  deliveries: DeliveryTable
  notices: { key: string; at: number; /** NoticeCard */ card: string }
  feed_states: { feed: string; /** FeedState */ state: string }
  mutes: { topic: string; until: number; by: string }
  feedback: FeedbackTable
  vals: { name: string; value: string }
}

/** A connection or a transaction: queries do not care which. */
export type Db = Kysely<Tables>

export type ArticleTable = {
  id: string
  url: string | null
  title: string
  lead: string
  body: string
  lang: string
  publisher: string
  published_at: number | null
  first_seen_at: number
  /** string[] */
  feeds: string
  langs: string
  tags: string
}

/** Identity keys as short hashes. They outlive their article: a feed may go on listing it for months. */
export type KeyTable = {
  hash: string
  article: string
  /** The last day (days since the epoch) on which a feed is known to have listed it; may lag by a month. */
  seen_day: number
}

export type MatchTable = {
  article: string
  topic: string
  at: number
  rules_hash: string
  /** Match */
  json: string
}

export type ReportTable = {
  article: string
  story: string
  at: number
  /** Report */
  json: string
}

/** Title, address and publisher are copied in, because the ledger outlives its articles. */
export type LedgerTable = {
  id: string
  at: number
  article: string
  story: string
  channel: string
  decision: DecisionKind
  reason: DecisionReason
  severity: Severity
  /** string[] */
  topics: string
  alert: string | null
  rules_hash: string
  title: string
  url: string | null
  publisher: string
}

export type AlertTable = {
  id: string
  channel: string
  kind: 'alert' | 'digest' | 'notice'
  story: string | null
  turn: number
  severity: Severity
  /** string[] */
  topics: string
  /** Card */
  card: string
  created_at: number
  replies_to: string | null
  message_id: string | null
  sent_at: number | null
  edited_at: number | null
}

export type DeliveryTable = {
  seq: Generated<number>
  key: string
  alert: string
  channel: string
  op: Delivery['op']
  state: DeliveryState
  attempts: number
  due_at: number
  leased_until: number | null
  created_at: number
  first_tried_at: number | null
  /** When it was sent or given up. */
  finished_at: number | null
  /** 0 or 1 */
  uncertain: number
  error: string | null
}

export type FeedbackTable = {
  alert: string
  by: string
  story: string
  /** string[] */
  topics: string
  verdict: 'not-relevant'
  at: number
}
