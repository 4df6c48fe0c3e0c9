import { composeDigest } from './alerts/digest.ts'
import { isFull, type Limits } from './alerts/limits.ts'
import type { LedgerEntry } from './domain/alert.ts'
import type { Store, Tx } from './domain/ports.ts'
import { shortHash } from './lib/hash.ts'

export type DigestParts = {
  readonly store: Store
  readonly isQuiet: (channel: string, now: number) => boolean
  readonly limits: Limits
  /** The title of a topic by its id. */
  readonly titleOf: (topic: string) => string | undefined
}

/**
 * Tells together what waits in each channel: what was over a limit, the channel's or a topic's, once a place is free,
 * what came in quiet hours once they end, what was held or came over the first poll's few at once. Returns how many
 * digests were queued.
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
  if (await isFull(parts.limits.ofChannel(channel), tx, { channel, now })) return false
  const ready = await withPlace(parts, tx, channel, waiting, now)
  if (ready.length === 0) return false
  await queueDigest(parts, tx, channel, ready, now)
  return true
}

/**
 * What need not wait for the own limit of a topic; the lines of a story are told together. A story that waits for one of
 * its topics keeps a place of the others too: else what came later would take them in turn, and it would wait for ever.
 */
async function withPlace(
  { limits }: DigestParts,
  tx: Tx,
  channel: string,
  waiting: readonly LedgerEntry[],
  now: number,
): Promise<readonly LedgerEntry[]> {
  const full = new Set<string>()
  const nearlyFull = new Set<string>()
  for (const topic of new Set(waiting.flatMap(({ topics }) => topics))) {
    const at = { channel, now, topic }
    if (await isFull(limits.ofTopic(topic), tx, at)) full.add(topic)
    if (await isFull(limits.ofTopic(topic), tx, { ...at, reserved: 1 })) nearlyFull.add(topic)
  }
  const held = new Set<string>()
  // Oldest first.
  for (const [story, lines] of Map.groupBy(waiting, (line) => line.story)) {
    const topics = lines.flatMap((line) => line.topics)
    if (!topics.some((topic) => full.has(topic))) continue
    held.add(story)
    for (const topic of topics) if (nearlyFull.has(topic)) full.add(topic)
  }
  return waiting.filter(({ story }) => !held.has(story))
}

async function queueDigest(
  { titleOf }: DigestParts,
  tx: Tx,
  channel: string,
  waiting: readonly LedgerEntry[],
  now: number,
): Promise<void> {
  const id = `digest:${channel}:${shortHash(12, ...waiting.map((entry) => entry.id))}`
  const articles = await tx.articles(waiting.map((entry) => entry.article))
  const card = composeDigest({ id, waiting, articles, titleOf, now })
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
