import { describe, expect, test } from 'vitest'
import type { Alert } from '../../../src/domain/alert.ts'
import type { LeasedDelivery } from '../../../src/domain/ports.ts'
import { aCard, aDelivery, anAlert, NOON, SECOND } from '../../support/things.ts'
import type { NewDelivery } from '../../support/things.ts'
import type { Bench } from '../store.ts'

export const LEASE = 30 * SECOND

/** Adds an alert and queues its sending, as the pipeline does. */
export async function queueAlert(
  bench: Bench,
  over: Partial<Alert>,
  delivery: Partial<NewDelivery> = {},
): Promise<Alert> {
  const alert = anAlert(over)
  await bench.store.transaction(async (tx) => {
    await tx.addAlert(alert)
    await tx.enqueue(aDelivery(alert, delivery))
  })
  return alert
}

export function queueEdit(bench: Bench, alert: Alert, over: Partial<NewDelivery> = {}) {
  const edit = aDelivery(alert, { key: `${alert.id}:edit`, op: 'edit', ...over })
  return bench.store.transaction((tx) => tx.enqueue(edit))
}

export async function leaseKeys(bench: Bench, now: number, limit = 10): Promise<string[]> {
  const leased = await bench.store.lease(now, LEASE, limit, [])
  return leased.map((delivery) => delivery.key)
}

async function leaseOne(bench: Bench, now: number): Promise<LeasedDelivery> {
  const [delivery] = await bench.store.lease(now, LEASE, 1, [])
  if (delivery === undefined) throw new Error('Nothing is due.')
  return delivery
}

export function queuesDeliveries(bench: Bench): void {
  describe('deliveries', () => {
    test('are leased with their alert and counted as tried', async () => {
      const alert = await queueAlert(bench, {})
      const delivery = await leaseOne(bench, NOON + 5)
      expect(delivery).toMatchObject({
        key: alert.id,
        op: 'send',
        state: 'leased',
        attempts: 1,
        leasedUntil: NOON + 5 + LEASE,
        firstTriedAt: NOON + 5,
        uncertain: false,
      })
      expect(delivery.alertRow).toEqual(alert)
      expect(await leaseKeys(bench, NOON + 6)).toEqual([])
    })

    test('are queued once, whatever is run again', async () => {
      const alert = await queueAlert(bench, {})
      await queueAlert(bench, {})
      expect(await leaseKeys(bench, NOON)).toEqual([alert.id])
      await bench.store.sent(alert.id, 'message-1', NOON)
      await queueAlert(bench, {})
      expect((await bench.store.status()).queue).toEqual({ queued: 0, leased: 0, sent: 1, dead: 0 })
      expect((await bench.store.alert(alert.id))?.messageId).toBe('message-1')
    })

    test('show the newest card when they are leased', async () => {
      const alert = await queueAlert(bench, {})
      const card = aCard({ title: 'A later headline' })
      await bench.store.transaction((tx) => tx.changeCard(alert.id, card))
      expect((await leaseOne(bench, NOON)).alertRow.card).toEqual(card)
    })

    test('leave the message and the time on the alert, for a send and for an edit', async () => {
      const alert = await queueAlert(bench, {})
      await leaseOne(bench, NOON)
      await bench.store.sent(alert.id, 'message-1', NOON + 1)
      await queueEdit(bench, alert)
      const edit = await leaseOne(bench, NOON + 2)
      expect(edit.alertRow.messageId).toBe('message-1')
      await bench.store.sent(edit.key, undefined, NOON + 3)
      const told = await bench.store.alert(alert.id)
      expect(told).toMatchObject({ messageId: 'message-1', sentAt: NOON + 1, editedAt: NOON + 3 })
    })

    test('wait in one queued edit; one that is on its way is followed by another', async () => {
      const alert = await queueAlert(bench, {})
      await leaseOne(bench, NOON)
      await bench.store.sent(alert.id, 'message-1', NOON)
      await queueEdit(bench, alert, { key: 'edit-1' })
      await queueEdit(bench, alert, { key: 'edit-2' })
      expect((await leaseOne(bench, NOON)).key).toBe('edit-1')
      await queueEdit(bench, alert, { key: 'edit-3' })
      expect(await leaseKeys(bench, NOON)).toEqual([])
      await bench.store.sent('edit-1', undefined, NOON)
      expect(await leaseKeys(bench, NOON)).toEqual(['edit-3'])
    })
  })

  describe('a failed attempt', () => {
    test('comes back when it is due, with its count and its reason', async () => {
      const alert = await queueAlert(bench, {})
      await leaseOne(bench, NOON)
      await bench.store.requeue(alert.id, NOON + 60 * SECOND, { error: 'Discord answered 503.' })
      expect(await leaseKeys(bench, NOON + 59 * SECOND)).toEqual([])
      const again = await leaseOne(bench, NOON + 60 * SECOND)
      expect(again).toMatchObject({
        attempts: 2,
        firstTriedAt: NOON,
        uncertain: false,
        error: 'Discord answered 503.',
      })
    })

    test('that is not counted was none: the nonce has not been used yet', async () => {
      const alert = await queueAlert(bench, {})
      await leaseOne(bench, NOON)
      await bench.store.requeue(alert.id, NOON + SECOND, { counted: false })
      const again = await leaseOne(bench, NOON + SECOND)
      expect(again).toMatchObject({ attempts: 1, firstTriedAt: NOON + SECOND })
    })

    test('stays in doubt until somebody says otherwise', async () => {
      const alert = await queueAlert(bench, {})
      await leaseOne(bench, NOON)
      await bench.store.requeue(alert.id, NOON, { uncertain: true, error: 'the reply was lost' })
      await leaseOne(bench, NOON + 1)
      await bench.store.requeue(alert.id, NOON, { counted: false, error: '429' })
      const third = await leaseOne(bench, NOON + 2)
      expect(third).toMatchObject({ attempts: 2, uncertain: true, firstTriedAt: NOON })
      await bench.store.requeue(alert.id, NOON, { uncertain: false })
      expect((await leaseOne(bench, NOON + 3)).uncertain).toBe(false)
    })

    test('does not bring back what was sent or given up meanwhile', async () => {
      const alert = await queueAlert(bench, {})
      await leaseOne(bench, NOON)
      await bench.store.sent(alert.id, 'message-1', NOON)
      await bench.store.requeue(alert.id, NOON, { error: 'late' })
      expect(await leaseKeys(bench, NOON + LEASE)).toEqual([])
    })

    test('can be given up, with its reason, and takes its edits along', async () => {
      const alert = await queueAlert(bench, {})
      await queueEdit(bench, alert)
      await leaseOne(bench, NOON)
      await bench.store.bury(alert.id, 'Discord refused the body.', NOON + 1)
      await queueEdit(bench, alert, { key: 'later-edit' })
      expect(await leaseKeys(bench, NOON + 2)).toEqual([])
      const dead = await bench.store.deadDeliveries(10)
      expect(dead.map(({ key, error }) => [key, error])).toContainEqual([
        alert.id,
        'Discord refused the body.',
      ])
      expect(dead).toHaveLength(3)
      expect(dead[0]?.alertCard).toEqual(alert.card)
    })

    test('of an edit takes only that edit away', async () => {
      const alert = await queueAlert(bench, {})
      await leaseOne(bench, NOON)
      await bench.store.sent(alert.id, 'message-1', NOON)
      await queueEdit(bench, alert)
      const edit = await leaseOne(bench, NOON)
      await bench.store.bury(edit.key, 'the message was removed', NOON)
      expect((await bench.store.status()).queue).toMatchObject({ sent: 1, dead: 1 })
    })

    test('to followers are counted by channel and time', async () => {
      for (const [at, channel] of ['desk', 'desk', 'other', 'desk'].entries()) {
        const alert = await queueAlert(bench, { id: `a${at}`, channel })
        await leaseKeys(bench, NOON)
        await bench.store.sent(alert.id, 'message', NOON)
        await queueEdit(bench, alert, { key: `${alert.id}:publish`, op: 'publish' })
        await leaseKeys(bench, NOON)
        if (at < 3) await bench.store.sent(`${alert.id}:publish`, 'message', NOON + at)
        else await bench.store.bury(`${alert.id}:publish`, 'ten an hour', NOON + at)
      }
      expect(await bench.store.countPublished('desk', NOON - 1, NOON + 9)).toBe(2)
      expect(await bench.store.countPublished('desk', NOON, NOON + 9)).toBe(1)
      expect(await bench.store.countPublished('desk', NOON - 1, NOON + 1)).toBe(1)
    })

    test('of what followers do not get is counted apart', async () => {
      const alert = await queueAlert(bench, {})
      await leaseOne(bench, NOON)
      await bench.store.sent(alert.id, 'message-1', NOON)
      await queueEdit(bench, alert, { key: 'to-followers', op: 'publish' })
      const publication = await leaseOne(bench, NOON)
      await bench.store.bury(publication.key, 'ten an hour', NOON)
      const { queue, unpublished } = await bench.store.status()
      expect(queue).toMatchObject({ sent: 1, dead: 0 })
      expect(unpublished).toBe(1)
    })
  })

  describe('a lease', () => {
    test('of a dead process is freed, in doubt', async () => {
      await queueAlert(bench, {})
      await leaseOne(bench, NOON)
      expect(await bench.store.freeLeases()).toBe(1)
      expect(await bench.store.freeLeases()).toBe(0)
      const again = await leaseOne(bench, NOON + 1)
      expect(again).toMatchObject({ attempts: 2, uncertain: true, firstTriedAt: NOON })
    })

    test('that has run out is taken over, in doubt', async () => {
      await queueAlert(bench, {})
      await leaseOne(bench, NOON)
      expect(await leaseKeys(bench, NOON + LEASE - 1)).toEqual([])
      expect(await leaseOne(bench, NOON + LEASE)).toMatchObject({ attempts: 2, uncertain: true })
    })
  })
}
