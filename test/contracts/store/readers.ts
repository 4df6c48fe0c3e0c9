import { describe, expect, test } from 'vitest'
import { aVerdict, HOUR, NOON } from '../../support/things.ts'
import type { Bench } from '../store.ts'
import { leaseKeys, queueAlert } from './deliveries.ts'

export function keepsReadersWishes(bench: Bench): void {
  describe('mutes', () => {
    test('hold until their time, are renewed and taken back', async () => {
      await bench.store.mute({ topic: 'tariffs', until: NOON + HOUR, by: 'reader-1' })
      await bench.store.mute({ topic: 'talks', until: NOON + 1, by: 'reader-1' })
      await bench.store.mute({ topic: 'tariffs', until: NOON + 2 * HOUR, by: 'reader-2' })
      expect(await bench.store.mutes(NOON)).toHaveLength(2)
      expect(await bench.store.mutes(NOON + 1)).toEqual([
        { topic: 'tariffs', until: NOON + 2 * HOUR, by: 'reader-2' },
      ])
      await bench.store.transaction(async (tx) => {
        expect(await tx.mutes(NOON + HOUR)).toHaveLength(1)
      })
      expect(await bench.store.unmute('tariffs')).toBe(true)
      expect(await bench.store.unmute('tariffs')).toBe(false)
      expect(await bench.store.mutes(NOON + 1)).toEqual([])
    })
  })

  describe('feedback', () => {
    test('counts by topic the alerts that arrived and those found not relevant', async () => {
      await queueAlert(bench, { id: 'a', channel: 'a', topics: ['tariffs', 'talks'] })
      await queueAlert(bench, { id: 'b', channel: 'b', topics: ['tariffs'] })
      await queueAlert(bench, { id: 'c', channel: 'c', topics: ['tariffs'] })
      await leaseKeys(bench, NOON)
      await bench.store.sent('a', 'm1', NOON)
      await bench.store.sent('b', 'm2', NOON)
      await bench.store.addFeedback(aVerdict({ alert: 'a', topics: ['tariffs', 'talks'] }))
      await bench.store.addFeedback(aVerdict({ alert: 'a', topics: ['tariffs', 'talks'] }))
      await bench.store.addFeedback(
        aVerdict({ alert: 'a', topics: ['tariffs', 'talks'], by: 'reader-2' }),
      )
      expect(Object.fromEntries(await bench.store.feedbackByTopic())).toEqual({
        tariffs: { told: 2, notRelevant: 1 },
        talks: { told: 1, notRelevant: 1 },
      })
    })
  })

  describe('values', () => {
    test('are kept by name', async () => {
      expect(await bench.store.getValue('rules')).toBeUndefined()
      await bench.store.setValue('rules', 'h1')
      await bench.store.setValue('rules', 'h2')
      expect(await bench.store.getValue('rules')).toBe('h2')
    })
  })
}
