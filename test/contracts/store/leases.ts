import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY, NOON, SECOND } from '../../support/things.ts'
import type { Bench } from '../store.ts'
import { LEASE, leaseKeys, queueAlert, queueEdit } from './deliveries.ts'

export function leasesInOrder(bench: Bench): void {
  describe('the order within a channel', () => {
    test('is kept: one at a time, while other channels go on', async () => {
      await queueAlert(bench, { id: 'a1', channel: 'a' })
      await queueAlert(bench, { id: 'a2', channel: 'a' })
      await queueAlert(bench, { id: 'b1', channel: 'b' })
      expect(await leaseKeys(bench, NOON)).toEqual(['a1', 'b1'])
      expect(await leaseKeys(bench, NOON)).toEqual([])
      await bench.store.sent('a1', 'm1', NOON)
      expect(await leaseKeys(bench, NOON)).toEqual(['a2'])
    })

    test('holds later messages back while one waits to be tried again', async () => {
      await queueAlert(bench, { id: 'a1' })
      await queueAlert(bench, { id: 'a2' })
      await leaseKeys(bench, NOON)
      await bench.store.requeue('a1', NOON + 60 * SECOND, {})
      expect(await leaseKeys(bench, NOON + SECOND)).toEqual([])
      expect(await leaseKeys(bench, NOON + 60 * SECOND)).toEqual(['a1'])
    })

    test('goes on behind a message that was given up', async () => {
      await queueAlert(bench, { id: 'a1' })
      await queueAlert(bench, { id: 'a2' })
      await leaseKeys(bench, NOON)
      await bench.store.bury('a1', 'refused', NOON)
      expect(await leaseKeys(bench, NOON)).toEqual(['a2'])
    })

    test('lets an edit wait for its message and for those before it', async () => {
      const first = await queueAlert(bench, { id: 'a1' })
      await queueEdit(bench, first, { key: 'edit' })
      expect(await leaseKeys(bench, NOON)).toEqual(['a1'])
      await bench.store.requeue('a1', NOON + SECOND, {})
      expect(await leaseKeys(bench, NOON)).toEqual([])
      await leaseKeys(bench, NOON + SECOND)
      await bench.store.sent('a1', 'm1', NOON + SECOND)
      expect(await leaseKeys(bench, NOON + SECOND)).toEqual(['edit'])
    })

    test('lets no edit that is due later hold up a new message', async () => {
      const first = await queueAlert(bench, { id: 'a1' })
      await leaseKeys(bench, NOON)
      await bench.store.sent('a1', 'm1', NOON)
      await queueEdit(bench, first, { key: 'edit', dueAt: NOON + 30 * SECOND })
      await queueAlert(bench, { id: 'a2' })
      expect(await leaseKeys(bench, NOON)).toEqual(['a2'])
      await bench.store.sent('a2', 'm2', NOON)
      expect(await bench.store.nextDue([])).toBe(NOON + 30 * SECOND)
      expect(await leaseKeys(bench, NOON + 30 * SECOND)).toEqual(['edit'])
    })

    test('lets a reply wait for its parent, and go alone when the parent is given up', async () => {
      await queueAlert(bench, { id: 'parent', channel: 'a' })
      await queueAlert(bench, { id: 'reply', channel: 'b', turn: 1, repliesTo: 'parent' })
      expect(await leaseKeys(bench, NOON)).toEqual(['parent'])
      await bench.store.sent('parent', 'm1', NOON)
      const [reply] = await bench.store.lease(NOON, LEASE, 1, [])
      expect(reply).toMatchObject({ key: 'reply', replyTo: 'm1' })

      await queueAlert(bench, { id: 'parent-2', channel: 'c' })
      await queueAlert(bench, { id: 'reply-2', channel: 'd', turn: 1, repliesTo: 'parent-2' })
      await leaseKeys(bench, NOON)
      await bench.store.bury('parent-2', 'refused', NOON)
      const [orphan] = await bench.store.lease(NOON, LEASE, 1, [])
      expect(orphan).toMatchObject({ key: 'reply-2', replyTo: undefined })
    })

    test('leaves paused channels alone and keeps to the limit', async () => {
      for (const channel of ['a', 'b', 'c', 'd']) {
        await queueAlert(bench, { id: channel, channel })
      }
      const leased = await bench.store.lease(NOON, LEASE, 2, ['a', 'c'])
      expect(leased.map((delivery) => delivery.key)).toEqual(['b', 'd'])
      expect(await leaseKeys(bench, NOON, 1)).toEqual(['a'])
    })

    test('holds through any mixture of failures', { timeout: 60_000 }, async () => {
      const outcome = fc.constantFrom('sent', 'retry', 'bury', 'crash')
      const run = fc.asyncProperty(fc.array(outcome, { maxLength: 25 }), async (outcomes) => {
        const prefix = `${Math.random()}`
        for (const at of [1, 2, 3, 4]) {
          await queueAlert(bench, { id: `${prefix}:${at}`, channel: prefix })
        }
        expect(await sendAll(bench, outcomes)).toEqual([1, 2, 3, 4].map((at) => `${prefix}:${at}`))
      })
      await fc.assert(run, { numRuns: 25 })
    })
  })

  describe('a clock that is set back by a day', () => {
    test('holds up nothing that was queued or leased before', async () => {
      const alert = await queueAlert(bench, { id: 'a1', createdAt: NOON + DAY })
      bench.now = NOON
      expect(await bench.store.nextDue([])).toBe(NOON)
      expect(await leaseKeys(bench, NOON + DAY)).toEqual([alert.id])
      expect(await leaseKeys(bench, NOON)).toEqual([alert.id])
      await bench.store.requeue(alert.id, NOON + DAY, {})
      expect(await leaseKeys(bench, NOON)).toEqual([alert.id])
    })

    test('lets what was put off since then wait for its time', async () => {
      const alert = await queueAlert(bench, { id: 'a1', createdAt: NOON + DAY })
      await leaseKeys(bench, NOON)
      await bench.store.requeue(alert.id, NOON + SECOND, {})
      expect(await leaseKeys(bench, NOON)).toEqual([])
      expect(await bench.store.nextDue([])).toBe(NOON + SECOND)
      expect(await leaseKeys(bench, NOON + SECOND)).toEqual([alert.id])
    })
  })

  describe('the next due time', () => {
    test('is that of the first delivery that may go', async () => {
      expect(await bench.store.nextDue([])).toBeUndefined()
      await queueAlert(bench, { id: 'a1', channel: 'a' }, { dueAt: NOON + 9 })
      await queueAlert(bench, { id: 'a2', channel: 'a' }, { dueAt: NOON + 1 })
      await queueAlert(bench, { id: 'b1', channel: 'b' }, { dueAt: NOON + 20 })
      expect(await bench.store.nextDue([])).toBe(NOON + 9)
      expect(await bench.store.nextDue(['a'])).toBe(NOON + 20)
      await leaseKeys(bench, NOON + 10)
      expect(await bench.store.nextDue([])).toBe(NOON + 20)
      expect(await bench.store.nextDue(['b'])).toBe(NOON + 10 + LEASE)
    })
  })
}

/** Delivers everything, with these outcomes first; returns the keys in the order in which they ended. */
async function sendAll(bench: Bench, outcomes: readonly string[]): Promise<string[]> {
  const ended: string[] = []
  const left = [...outcomes]
  for (let now = NOON; ;) {
    const due = await bench.store.nextDue([])
    if (due === undefined) return ended
    now = Math.max(now, due)
    for (const key of await leaseKeys(bench, now)) {
      const outcome = left.shift() ?? 'sent'
      if (outcome === 'retry') await bench.store.requeue(key, now + SECOND, {})
      else if (outcome === 'crash') await bench.store.freeLeases()
      else {
        ended.push(key)
        if (outcome === 'bury') await bench.store.bury(key, 'refused', now)
        else await bench.store.sent(key, key, now)
      }
    }
  }
}
