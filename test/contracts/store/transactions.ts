import { describe, expect, test } from 'vitest'
import { InvariantError } from '../../../src/domain/errors.ts'
import { aFeedState, anAlert, anArticle, aDelivery, aMatch, aReport } from '../../support/things.ts'
import type { Bench } from '../store.ts'

export function runsTransactions(bench: Bench): void {
  describe('in a transaction', () => {
    test('keeps all of it and hands back what the work returns', async () => {
      const result = await bench.store.transaction(async (tx) => {
        await tx.addArticles([{ article: anArticle(), keys: ['k1'] }])
        await tx.putFeedStates([aFeedState()])
        return 'done'
      })
      expect(result).toBe('done')
      expect(await bench.store.article('article-1')).toEqual(anArticle())
      expect(await bench.store.feedStates()).toEqual([aFeedState()])
    })

    test('keeps nothing when the work throws, and goes on afterwards', async () => {
      const failed = bench.store.transaction(async (tx) => {
        await tx.addArticles([{ article: anArticle(), keys: ['k1'] }])
        await tx.addMatches('article-1', [aMatch()], 'h', bench.now)
        await tx.addReport(aReport())
        await tx.addAlert(anAlert())
        await tx.enqueue(aDelivery(anAlert()))
        throw new Error('halfway')
      })
      await expect(failed).rejects.toThrow('halfway')
      const status = await bench.store.status()
      expect(status).toMatchObject({ articles: 0, stories: 0, alerts: 0, queue: { queued: 0 } })
      await bench.store.transaction(async (tx) => {
        expect(await tx.known(['k1'])).toEqual(new Map())
      })
    })

    test('sees its own additions', async () => {
      await bench.store.transaction(async (tx) => {
        await tx.addArticles([{ article: anArticle(), keys: ['k1'] }])
        await tx.addReport(aReport())
        await tx.addAlert(anAlert())
        expect(await tx.known(['k1'])).toEqual(new Map([['k1', 'article-1']]))
        expect(await tx.reports('story-1')).toEqual([aReport()])
        expect(await tx.told('story-1', 'default')).toEqual([anAlert()])
      })
    })

    test('runs one at a time, in the order in which they were asked for', async () => {
      const seen: string[] = []
      const work = ['a', 'b', 'c'].map((name) =>
        bench.store.transaction(async (tx) => {
          seen.push(`${name} begins`)
          await tx.known([name])
          await new Promise(setImmediate)
          seen.push(`${name} ends`)
        }),
      )
      await Promise.all(work)
      expect(seen).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]))
    })

    test('lets other callers wait for it', async () => {
      const open = bench.store.transaction(async (tx) => {
        await tx.addArticles([{ article: anArticle(), keys: ['k1'] }])
        await new Promise(setImmediate)
        await tx.addAlert(anAlert())
      })
      const [, article, alerts] = await Promise.all([
        open,
        bench.store.article('article-1'),
        bench.store.recentAlerts(5),
      ])
      expect(article?.id).toBe('article-1')
      expect(alerts).toHaveLength(1)
    })

    test('refuses a caller who goes past the handle instead of hanging for ever', async () => {
      const wrong = bench.store.transaction(async () => bench.store.article('article-1'))
      await expect(wrong).rejects.toThrow(InvariantError)
      expect(await bench.store.article('article-1')).toBeUndefined()
    })
  })
}
