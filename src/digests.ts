import { composeDigest } from './alerts/digest.ts'
import type { LedgerEntry } from './domain/alert.ts'
import type { Store, Tx } from './domain/ports.ts'
import type { Limit } from './domain/rule.ts'
import { shortHash } from './lib/hash.ts'

export type DigestParts = {
  readonly store: Store
  readonly isQuiet: (channel: string, now: number) => boolean
  /** The limit of a whole channel. */
  readonly limitOf: (channel: string) => Limit | undefined
}

/**
 * Tells together what waits in each channel: what was over the limit once a place is free again, what came in quiet
 * hours once they end, what was held or came over the first poll's few at once. Returns how many digests were queued.
 */
export async function sendDigests(
  parts: DigestParts,
  channels: Iterable<string>,
  now: number,
): Promise<number> {
  let queued = 0
  for (const channel of channels) {
    if (parts.isQuiet(channel, now)) continue
    if (await parts.store.transaction((tx) => sendDigest(parts, tx, channel, now))) queued++
  }
  return queued
}

async function sendDigest(
  parts: DigestParts,
  tx: Tx,
  channel: string,
  now: number,
): Promise<boolean> {
  const waiting = await tx.waitingForDigest(channel)
  if (waiting.length === 0) return false
  const limit = parts.limitOf(channel)
  if (limit && (await tx.countAlerts(channel, now - limit.ms)) >= limit.count) return false
  await queueDigest(tx, channel, waiting, now)
  return true
}

async function queueDigest(
  tx: Tx,
  channel: string,
  waiting: readonly LedgerEntry[],
  now: number,
): Promise<void> {
  const id = `digest:${channel}:${shortHash(12, ...waiting.map((entry) => entry.id))}`
  const articles = await tx.articles(waiting.map((entry) => entry.article))
  const card = composeDigest({ id, waiting, articles, now })
  const { severity } = card.items[0] ?? { severity: 'low' }
  await tx.addAlert({
    id,
    channel,
    story: undefined,
    turn: 0,
    severity,
    topics: [...new Set(waiting.flatMap((entry) => entry.topics))],
    card,
    createdAt: now,
    repliesTo: undefined,
    messageId: undefined,
    sentAt: undefined,
    editedAt: undefined,
  })
  await tx.enqueue({ key: id, alert: id, channel, op: 'send', dueAt: now, createdAt: now })
  await tx.digested(
    waiting.map((entry) => entry.id),
    id,
  )
}
