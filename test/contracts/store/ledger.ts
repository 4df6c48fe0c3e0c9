import { describe, expect, test } from 'vitest'
import type { LedgerEntry } from '../../../src/domain/alert.ts'
import {
  aCard,
  aDigestCard,
  aLedgerEntry,
  A_NOTICE_CARD,
  anAlert,
  anArticle,
  aNotice,
  HOUR,
  NOON,
} from '../../support/things.ts'
import type { Bench } from '../store.ts'
import { leaseKeys, queueAlert, queueEdit } from './deliveries.ts'

export function keepsTheLedger(bench: Bench): void {
  async function note(...entries: LedgerEntry[]): Promise<void> {
    await bench.store.transaction(async (tx) => {
      await tx.addArticles([{ article: anArticle(), keys: [] }])
      for (const entry of entries) await tx.addLedger(entry)
    })
  }

  describe('the ledger', () => {
    test('lists every decision, newest first, with article and delivery', async () => {
      const alert = await queueAlert(bench, {})
      const told = aLedgerEntry({ alert: alert.id })
      const copy = aLedgerEntry({
        id: 'line-2',
        at: NOON + 1,
        decision: { kind: 'suppress', reason: 'copy' },
      })
      await note(told, copy)
      const article = { title: anArticle().title, url: anArticle().url, publisher: 'Example Wire' }
      expect(await bench.store.ledger({})).toEqual([
        { ...copy, ...article, delivery: undefined, deliveryError: undefined },
        { ...told, ...article, delivery: 'queued', deliveryError: undefined },
      ])
      await leaseKeys(bench, NOON)
      await bench.store.bury(alert.id, 'Discord refused it.', NOON)
      const [, row] = await bench.store.ledger({})
      expect(row).toMatchObject({ delivery: 'dead', deliveryError: 'Discord refused it.' })
    })

    test('shows for an update how the edit stands', async () => {
      const alert = await queueAlert(bench, {})
      await leaseKeys(bench, NOON)
      await bench.store.sent(alert.id, 'm1', NOON)
      await queueEdit(bench, alert)
      await note(
        aLedgerEntry({ alert: alert.id }),
        aLedgerEntry({
          id: 'line-2',
          at: NOON + 1,
          alert: alert.id,
          decision: { kind: 'update', reason: 'later-report' },
        }),
      )
      const states = (await bench.store.ledger({})).map((row) => row.delivery)
      expect(states).toEqual(['queued', 'sent'])
    })

    test('is asked by time, topic, story and number', async () => {
      await note(
        aLedgerEntry({ id: '1', at: NOON, topics: ['tariffs', 'talks'] }),
        aLedgerEntry({ id: '2', at: NOON + HOUR, topics: ['trade_talks'], story: 'story-2' }),
        aLedgerEntry({ id: '3', at: NOON + 2 * HOUR, topics: ['tradeXtalks', '100%'] }),
      )
      async function ids(query: Parameters<typeof bench.store.ledger>[0]): Promise<string[]> {
        return (await bench.store.ledger(query)).map((row) => row.id)
      }
      expect(await ids({ since: NOON + 1 })).toEqual(['3', '2'])
      expect(await ids({ topic: 'talks' })).toEqual(['1'])
      expect(await ids({ topic: 'trade_talks' })).toEqual(['2'])
      expect(await ids({ topic: '100%' })).toEqual(['3'])
      expect(await ids({ topic: '%' })).toEqual([])
      expect(await ids({ story: 'story-2' })).toEqual(['2'])
      expect(await ids({ limit: 1 })).toEqual(['3'])
    })

    test('takes a line once, and one whose article is not there all the same', async () => {
      await note(aLedgerEntry(), aLedgerEntry({ severity: 'high' }))
      await bench.store.transaction((tx) => tx.addLedger(aLedgerEntry({ id: 'l', article: 'no' })))
      const rows = await bench.store.ledger({})
      expect(rows.map((row) => [row.id, row.severity, row.title])).toEqual([
        ['line-1', 'medium', anArticle().title],
        ['l', 'medium', ''],
      ])
    })

    test('knows what waits for a digest until a digest tells it', async () => {
      const late = { kind: 'digest', reason: 'limit' } as const
      await note(
        aLedgerEntry({ id: '2', at: NOON + 1, decision: late, severity: 'high' }),
        aLedgerEntry({ id: '1', decision: late, severity: 'low' }),
        aLedgerEntry({ id: '3', decision: late, channel: 'other', severity: 'critical' }),
        aLedgerEntry({ id: '4' }),
      )
      await queueAlert(bench, { id: 'digest:1', story: undefined, card: aDigestCard() })
      await bench.store.transaction(async (tx) => {
        expect(await tx.digestOf('story-1', 'default')).toEqual({
          state: 'waiting',
          severity: 'high',
        })
        expect(await tx.digestOf('story-2', 'default')).toBeUndefined()
        const waiting = await tx.waitingForDigest('default')
        expect(waiting.map((entry) => entry.id)).toEqual(['1', '2'])
        expect(await tx.waitingTopics('default')).toEqual([waiting[0]!.topics])
        await tx.digested(['1', '2'], 'digest:1')
        expect(await tx.waitingForDigest('default')).toEqual([])
        expect(await tx.waitingTopics('default')).toEqual([])
        expect((await tx.digestOf('story-1', 'default'))?.state).toBe('told')
        expect((await tx.digestOf('story-1', 'other'))?.state).toBe('waiting')
      })
      const rows = await bench.store.ledger({ since: NOON })
      expect(rows.find((row) => row.id === '1')).toMatchObject({
        alert: 'digest:1',
        delivery: 'queued',
      })
    })
  })

  describe('alerts', () => {
    test('are found by story, channel and age', async () => {
      const first = await queueAlert(bench, {})
      const reply = await queueAlert(bench, {
        id: 'story-1:default:1',
        turn: 1,
        createdAt: NOON + 1,
        repliesTo: first.id,
        card: aCard({ turn: 1, reason: 'new-fact' }),
      })
      const elsewhere = await queueAlert(bench, { id: 'story-1:ops:0', channel: 'ops' })
      await queueAlert(bench, { id: 'notice:1', story: undefined, card: A_NOTICE_CARD })
      await bench.store.transaction(async (tx) => {
        expect(await tx.told('story-1', 'default')).toEqual([first, reply])
        expect(await tx.told('story-2', 'default')).toEqual([])
      })
      expect(await bench.store.alertsOfStory('story-1')).toEqual([first, elsewhere, reply])
      const recent = await bench.store.recentAlerts(2)
      expect(recent[0]).toEqual(reply)
      expect(await bench.store.recentAlerts(9)).toHaveLength(3)
      expect((await bench.store.status()).alerts).toBe(3)
    })

    test('are counted since a time, by channel and topic: digests too, critical and notices not', async () => {
      await queueAlert(bench, { id: '1', topics: ['tariffs'] })
      await queueAlert(bench, { id: '2', createdAt: NOON + HOUR, topics: ['tariffs', 'talks'] })
      await queueAlert(bench, { id: '3', createdAt: NOON + HOUR, severity: 'critical' })
      await queueAlert(bench, { id: '4', createdAt: NOON + HOUR, card: aDigestCard() })
      await queueAlert(bench, { id: '5', createdAt: NOON + HOUR, card: A_NOTICE_CARD })
      await queueAlert(bench, { id: '6', createdAt: NOON + HOUR, channel: 'other' })
      await bench.store.transaction(async (tx) => {
        expect(await tx.countAlerts('default', NOON)).toBe(3)
        expect(await tx.countAlerts('default', NOON + 1)).toBe(2)
        expect(await tx.countAlerts('default', NOON, 'tariffs')).toBe(2)
        expect(await tx.countAlerts('default', NOON, 'tariff')).toBe(0)
      })
    })

    test('stay as they are when the same turn is added again', async () => {
      const alert = await queueAlert(bench, {})
      await bench.store.transaction((tx) => tx.addAlert(anAlert({ severity: 'critical' })))
      expect(await bench.store.alert(alert.id)).toEqual(alert)
      expect(await bench.store.alert('unknown')).toBeUndefined()
    })
  })

  describe('notices', () => {
    test('are told once a key', async () => {
      const later = aNotice({ key: 'other', at: NOON + 1 })
      await bench.store.transaction(async (tx) => {
        expect(await tx.addNotice(aNotice())).toBe(true)
        expect(await tx.addNotice(aNotice({ at: NOON + 5 }))).toBe(false)
        expect(await tx.addNotice(later)).toBe(true)
      })
      expect(await bench.store.notices(9)).toEqual([later, aNotice()])
      expect(await bench.store.notices(1)).toEqual([later])
    })
  })
}
