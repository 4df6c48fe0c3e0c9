import { describe, expect, test } from 'vitest'
import {
  aLedgerEntry,
  aMatch,
  anArticle,
  aNotice,
  aReport,
  aVerdict,
  DAY,
  NOON,
} from '../../support/things.ts'
import type { Bench } from '../store.ts'
import { leaseKeys, queueAlert } from './deliveries.ts'

export function prunes(bench: Bench): void {
  async function knows(key: string): Promise<boolean> {
    return bench.store.transaction(async (tx) => (await tx.known([key])).has(key))
  }

  describe('pruning', () => {
    test('removes old articles with their matches and reports, in any number', async () => {
      await bench.store.transaction(async (tx) => {
        for (let at = 0; at < 1_100; at++) {
          await tx.addArticles([
            { article: anArticle({ id: `old-${at}`, firstSeenAt: NOON - 1 }), keys: [] },
          ])
        }
        await tx.addMatches('old-7', [aMatch()], 'h', NOON)
        await tx.addReport(aReport({ article: 'old-7', at: NOON - 1 }))
        await tx.addArticles([{ article: anArticle({ id: 'new' }), keys: ['k'] }])
        await tx.addReport(aReport({ article: 'new' }))
      })
      expect(await bench.store.prune(NOON)).toBe(1_100)
      expect(await bench.store.prune(NOON)).toBe(0)
      expect(await bench.store.status()).toMatchObject({ articles: 1, oldestArticleAt: NOON })
      expect(await bench.store.matchesOf('old-7')).toEqual([])
      expect((await bench.store.reportsSince(0)).map((report) => report.article)).toEqual(['new'])
    })

    test('keeps alerts, ledger, queue, feedback and notices', async () => {
      await bench.store.transaction((tx) => tx.addArticles([{ article: anArticle(), keys: ['k'] }]))
      const alert = await queueAlert(bench, {})
      await bench.store.transaction(async (tx) => {
        await tx.addLedger(aLedgerEntry({ alert: alert.id }))
        await tx.addNotice(aNotice())
      })
      await bench.store.addFeedback(aVerdict())
      expect(await bench.store.prune(NOON + DAY)).toBe(1)
      const [row] = await bench.store.ledger({})
      expect(row).toMatchObject({ title: anArticle().title, delivery: 'queued' })
      expect(await leaseKeys(bench, NOON)).toEqual([alert.id])
      expect((await bench.store.feedbackByTopic()).get('rare-earths')?.notRelevant).toBe(1)
      expect(await bench.store.notices(9)).toHaveLength(1)
    })

    test('never forgets what a feed still lists, however long it lists it', async () => {
      await bench.store.transaction((tx) =>
        tx.addArticles([{ article: anArticle(), keys: ['evergreen', 'gone'] }]),
      )
      for (let month = 1; month <= 48; month++) {
        bench.now = NOON + month * 31 * DAY
        await bench.store.prune(bench.now - 90 * DAY)
        expect(await knows('evergreen')).toBe(true)
      }
      expect(await knows('gone')).toBe(false)
    })

    test('remembers for a good year what a feed has stopped listing', async () => {
      await bench.store.transaction((tx) => tx.addArticles([{ article: anArticle(), keys: ['k'] }]))
      bench.now = NOON + 450 * DAY
      await bench.store.prune(bench.now - 90 * DAY)
      expect(await bench.store.article('article-1')).toBeUndefined()
      expect(await knows('k')).toBe(true)
    })
  })
}
