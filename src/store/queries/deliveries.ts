import type { Card, Delivery } from '../../domain/alert.ts'
import type { Tx } from '../../domain/ports.ts'
import { deliveryOf, parsed } from '../rows.ts'
import type { Db } from '../schema.ts'

type NewDelivery = Parameters<Tx['enqueue']>[0]

/** Queues work, unless its key is known or the same edit or publishing of the alert waits already. */
export async function enqueue(db: Db, delivery: NewDelivery): Promise<void> {
  if (delivery.op !== 'send' && (await waitsAlready(db, delivery))) return
  const unsent = delivery.op !== 'send' && (await isBuried(db, delivery.alert))
  await db
    .insertInto('deliveries')
    .values({
      key: delivery.key,
      alert: delivery.alert,
      channel: delivery.channel,
      op: delivery.op,
      state: unsent ? 'dead' : 'queued',
      attempts: 0,
      due_at: delivery.dueAt,
      leased_until: null,
      created_at: delivery.createdAt,
      first_tried_at: null,
      finished_at: unsent ? delivery.createdAt : null,
      uncertain: 0,
      error: unsent ? NEVER_SENT : null,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

const NEVER_SENT = 'its message was never sent'

async function waitsAlready(db: Db, { alert, op }: NewDelivery): Promise<boolean> {
  const row = await db
    .selectFrom('deliveries')
    .select('seq')
    .where('alert', '=', alert)
    .where('op', '=', op)
    .where('state', '=', 'queued')
    .executeTakeFirst()
  return row !== undefined
}

async function isBuried(db: Db, alert: string): Promise<boolean> {
  const row = await db
    .selectFrom('deliveries')
    .select('seq')
    .where('alert', '=', alert)
    .where('op', '=', 'send')
    .where('state', '=', 'dead')
    .executeTakeFirst()
  return row !== undefined
}

/** Marks a delivery as done, and its alert as being in the channel. */
export async function sent(
  db: Db,
  key: string,
  messageId: string | undefined,
  at: number,
): Promise<void> {
  const delivery = await db
    .updateTable('deliveries')
    .set({ state: 'sent', leased_until: null, finished_at: at, uncertain: 0, error: null })
    .where('key', '=', key)
    .returning(['alert', 'op'])
    .executeTakeFirst()
  if (delivery === undefined || delivery.op === 'publish') return
  const id = messageId === undefined ? {} : { message_id: messageId }
  await db
    .updateTable('alerts')
    .set(delivery.op === 'send' ? { ...id, sent_at: at } : { edited_at: at })
    .where('id', '=', delivery.alert)
    .execute()
}

export type RequeueOptions = {
  readonly error?: string | undefined
  readonly uncertain?: boolean
  readonly counted?: boolean
}

/**
 * Back to the queue. A doubt about an earlier attempt stays until it is resolved by `uncertain: false`;
 * an attempt that is given back and left no doubt was none: the nonce's window has not begun.
 */
export async function requeue(
  db: Db,
  key: string,
  dueAt: number,
  { error, uncertain, counted = true }: RequeueOptions,
): Promise<void> {
  const row = await db
    .selectFrom('deliveries')
    .select(['attempts', 'uncertain', 'first_tried_at'])
    .where('key', '=', key)
    .where('state', 'in', ['leased', 'queued'])
    .executeTakeFirst()
  if (row === undefined) return
  const attempts = counted ? row.attempts : Math.max(0, row.attempts - 1)
  const doubt = uncertain ?? row.uncertain === 1
  const untried = attempts === 0 && !doubt
  await db
    .updateTable('deliveries')
    .set({
      state: 'queued',
      attempts,
      due_at: dueAt,
      leased_until: null,
      uncertain: doubt ? 1 : 0,
      first_tried_at: untried ? null : row.first_tried_at,
      error: error ?? null,
    })
    .where('key', '=', key)
    .execute()
}

/** Gives a delivery up. Edits of a message that will never be there go with it. */
export async function bury(db: Db, key: string, error: string, at: number): Promise<void> {
  const delivery = await db
    .updateTable('deliveries')
    .set({ state: 'dead', leased_until: null, finished_at: at, error })
    .where('key', '=', key)
    .returning(['alert', 'op'])
    .executeTakeFirst()
  if (delivery?.op !== 'send') return
  await db
    .updateTable('deliveries')
    .set({ state: 'dead', leased_until: null, finished_at: at, error: NEVER_SENT })
    .where('alert', '=', delivery.alert)
    .where('state', 'in', ['queued', 'leased'])
    .execute()
}

export async function countPublished(
  db: Db,
  channel: string,
  from: number,
  to: number,
): Promise<number> {
  const row = await db
    .selectFrom('deliveries')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('op', '=', 'publish')
    .where('state', '=', 'sent')
    .where('channel', '=', channel)
    .where('finished_at', '>', from)
    .where('finished_at', '<', to)
    .executeTakeFirst()
  return Number(row?.n ?? 0)
}

/** What a dead process was sending: nobody knows whether it arrived. */
export async function freeLeases(db: Db): Promise<number> {
  const result = await db
    .updateTable('deliveries')
    .set({ state: 'queued', leased_until: null, uncertain: 1 })
    .where('state', '=', 'leased')
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

export async function deadDeliveries(
  db: Db,
  limit: number,
): Promise<readonly (Delivery & { readonly alertCard: Card })[]> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('alerts', 'alerts.id', 'deliveries.alert')
    .selectAll('deliveries')
    .select('alerts.card')
    .where('state', '=', 'dead')
    .orderBy('finished_at', 'desc')
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...deliveryOf(row), alertCard: parsed<Card>(row.card) }))
}
