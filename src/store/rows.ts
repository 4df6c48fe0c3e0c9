import type { Selectable } from 'kysely'
import type { Alert, Card, Decision, Delivery, LedgerEntry } from '../domain/alert.ts'
import type { Article } from '../domain/article.ts'
import type { AlertTable, ArticleTable, DeliveryTable, LedgerTable } from './schema.ts'

/** Rows to domain words and back. JSON columns hold only what this program wrote. */

export function articleOf(row: Selectable<ArticleTable>): Article {
  return {
    id: row.id,
    url: row.url ?? undefined,
    title: row.title,
    lead: row.lead,
    body: row.body,
    lang: row.lang,
    publisher: row.publisher,
    publishedAt: row.published_at ?? undefined,
    firstSeenAt: row.first_seen_at,
    feeds: parsed<string[]>(row.feeds),
    langs: parsed<string[]>(row.langs),
    tags: parsed<string[]>(row.tags),
  }
}

export function articleRow(article: Article): Selectable<ArticleTable> {
  return {
    id: article.id,
    url: article.url ?? null,
    title: article.title,
    lead: article.lead,
    body: article.body,
    lang: article.lang,
    publisher: article.publisher,
    published_at: article.publishedAt ?? null,
    first_seen_at: article.firstSeenAt,
    feeds: JSON.stringify(article.feeds),
    langs: JSON.stringify(article.langs),
    tags: JSON.stringify(article.tags),
  }
}

export function alertOf(row: Selectable<AlertTable>): Alert {
  return {
    id: row.id,
    channel: row.channel,
    story: row.story ?? undefined,
    turn: row.turn,
    severity: row.severity,
    topics: parsed<string[]>(row.topics),
    card: parsed<Card>(row.card),
    createdAt: row.created_at,
    repliesTo: row.replies_to ?? undefined,
    messageId: row.message_id ?? undefined,
    sentAt: row.sent_at ?? undefined,
    editedAt: row.edited_at ?? undefined,
  }
}

export function alertRow(alert: Alert): Selectable<AlertTable> {
  return {
    id: alert.id,
    channel: alert.channel,
    kind: alert.card.kind,
    story: alert.story ?? null,
    turn: alert.turn,
    severity: alert.severity,
    topics: JSON.stringify(alert.topics),
    card: JSON.stringify(alert.card),
    created_at: alert.createdAt,
    replies_to: alert.repliesTo ?? null,
    message_id: alert.messageId ?? null,
    sent_at: alert.sentAt ?? null,
    edited_at: alert.editedAt ?? null,
  }
}

export function deliveryOf(row: Selectable<DeliveryTable>): Delivery {
  return {
    seq: row.seq,
    key: row.key,
    alert: row.alert,
    channel: row.channel,
    op: row.op,
    state: row.state,
    attempts: row.attempts,
    dueAt: row.due_at,
    leasedUntil: row.leased_until ?? undefined,
    createdAt: row.created_at,
    firstTriedAt: row.first_tried_at ?? undefined,
    uncertain: row.uncertain === 1,
    error: row.error ?? undefined,
  }
}

export function ledgerOf(row: Selectable<LedgerTable>): LedgerEntry {
  return {
    id: row.id,
    at: row.at,
    article: row.article,
    story: row.story,
    channel: row.channel,
    decision: { kind: row.decision, reason: row.reason } as Decision,
    severity: row.severity,
    topics: parsed<string[]>(row.topics),
    alert: row.alert ?? undefined,
    rulesHash: row.rules_hash,
  }
}

export function parsed<T>(json: string): T {
  return JSON.parse(json) as T
}

/** A LIKE pattern that finds `word` in a JSON array of strings; `\` is the escape character. */
export function holdsWord(word: string): string {
  return `%${literally(JSON.stringify(word))}%`
}

/** A text in a LIKE pattern with `\` as its escape. */
export function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`)
}
