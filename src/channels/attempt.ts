import { compareSeverity } from '../domain/rule.ts'
import type { Channel, LeasedDelivery, Outgoing, Store } from '../domain/ports.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../lib/durations.ts'
import { shortHash } from '../lib/hash.ts'

/** Discord looks for a repeated nonce in "the past few minutes" (Create Message); we count on two. */
const NONCE_WINDOW = 2 * MINUTE
/** A message is edited at most this often. */
const EDIT_GAP = 30 * SECOND
/** What Discord lets a channel publish: https://support.discord.com/hc/en-us/articles/360047132851 */
const PUBLISH_LIMIT = 10
const GIVE_UP_AFTER = 7 * DAY

/** What became of a delivery that did not throw. */
export type Outcome =
  | { readonly kind: 'done'; readonly messageId: string | undefined }
  | { readonly kind: 'later'; readonly dueAt: number }
  | { readonly kind: 'drop'; readonly reason: string }

/** The same at every attempt, at most 25 characters. */
export function nonceOf(alert: string): string {
  return shortHash(20, 'nonce', alert)
}

/** Does what the delivery asks for, once. Throws DeliveryError. */
export async function attempt(
  delivery: LeasedDelivery,
  channel: Channel,
  now: number,
  store: Pick<Store, 'countPublished'>,
): Promise<Outcome> {
  if (now - delivery.createdAt > GIVE_UP_AFTER)
    return { kind: 'drop', reason: `given up after 7 days. ${delivery.error ?? ''}`.trim() }
  if (delivery.op === 'send') return send(delivery, channel, now)
  if (delivery.op === 'edit') return edit(delivery, channel, now)
  return publish(delivery, channel, now, store)
}

/** Whether the channel should publish this message to those who follow it. */
export function isPublished({ op, alertRow }: LeasedDelivery, channel: Channel): boolean {
  if (op !== 'send' || !channel.can.publish || alertRow.card.kind !== 'alert') return false
  return compareSeverity(alertRow.card.severity, 'high') >= 0
}

function messageOf({ alert, alertRow, replyTo }: LeasedDelivery, channel: Channel): Outgoing {
  const nonce = nonceOf(alert)
  return { card: alertRow.card, nonce, replyTo: channel.can.reply ? replyTo : undefined }
}

async function send(delivery: LeasedDelivery, channel: Channel, now: number): Promise<Outcome> {
  const message = messageOf(delivery, channel)
  if (mayBeThere(delivery) && channel.can.search && !isInsideWindow(delivery, now)) {
    const found = await channel.find(message, delivery.firstTriedAt ?? delivery.createdAt)
    if (found !== undefined) return { kind: 'done', messageId: found }
  }
  return { kind: 'done', messageId: await channel.send(message) }
}

/** An earlier attempt may have arrived: its reply was lost, or the process died over it. */
function mayBeThere({ uncertain, attempts }: LeasedDelivery): boolean {
  return uncertain || attempts > 1
}

function isInsideWindow({ firstTriedAt }: LeasedDelivery, now: number): boolean {
  if (firstTriedAt === undefined) return false
  // A clock that was set back says nothing of the time that went by.
  return now >= firstTriedAt && now - firstTriedAt < NONCE_WINDOW
}

async function edit(delivery: LeasedDelivery, channel: Channel, now: number): Promise<Outcome> {
  const { messageId, sentAt, editedAt } = delivery.alertRow
  if (!channel.can.edit) return { kind: 'drop', reason: 'messages of this channel cannot change' }
  if (messageId === undefined) return { kind: 'drop', reason: 'its message was never sent' }
  const gap = channel.kind === 'terminal' ? 0 : EDIT_GAP
  const free = Math.max(sentAt ?? 0, editedAt ?? 0) + gap
  if (free > now) return { kind: 'later', dueAt: Math.min(free, now + gap) }
  await channel.edit(messageId, messageOf(delivery, channel))
  return { kind: 'done', messageId }
}

async function publish(
  { alertRow }: LeasedDelivery,
  channel: Channel,
  now: number,
  store: Pick<Store, 'countPublished'>,
): Promise<Outcome> {
  if (alertRow.messageId === undefined)
    return { kind: 'drop', reason: 'not published: its message was never sent' }
  // A clock that was set back an hour or less shows them in the future.
  const lately = await store.countPublished(channel.name, now - HOUR, now + HOUR)
  if (lately >= PUBLISH_LIMIT)
    return { kind: 'drop', reason: `not published: ${PUBLISH_LIMIT} an hour are allowed` }
  await channel.publish(alertRow.messageId)
  return { kind: 'done', messageId: alertRow.messageId }
}
