import { describe, expect, test } from 'vitest'
import type { Article } from '../../../src/domain/article.ts'
import { aFeedState, aMatch, anArticle, aReport, HOUR, NOON } from '../../support/things.ts'
import type { Bench } from '../store.ts'

export function keepsArticles(bench: Bench): void {
  function add(article: Article, keys: readonly string[]): Promise<void> {
    return bench.store.transaction((tx) => tx.addArticles([{ article, keys }]))
  }

  describe('articles', () => {
    test('come back as they went in, also with nothing in their optional parts', async () => {
      const bare = anArticle({ id: 'bare', url: undefined, publishedAt: undefined, tags: [] })
      const rich = anArticle({
        id: 'rich',
        title: '商务部:稀土 "出口" 🧲 \u0000 NUL',
        body: 'x'.repeat(300_000),
        feeds: ['a', 'b'],
        langs: ['zh', 'en'],
      })
      await add(bare, ['k1'])
      await add(rich, ['k2'])
      expect(await bench.store.article('bare')).toEqual(bare)
      expect(await bench.store.article('rich')).toEqual(rich)
      expect(await bench.store.article('neither')).toBeUndefined()
    })

    test('are found by the end of their id and by their address', async () => {
      const url = 'https://wire.example/1?a=%20_'
      await add(anArticle({ id: 'abcde2345671', url }), ['k1'])
      await add(anArticle({ id: 'abcde2345672', url: undefined }), ['k2'])
      await add(anArticle({ id: 'zzzzz2345672', url: undefined }), ['k3'])
      async function found(name: string): Promise<readonly string[]> {
        return (await bench.store.findArticles(name)).map(({ id }) => id).toSorted()
      }
      expect(await found('345671')).toEqual(['abcde2345671'])
      expect(await found('abcde2345671')).toEqual(['abcde2345671'])
      expect(await found('2345672')).toEqual(['abcde2345672', 'zzzzz2345672'])
      expect(await found(url)).toEqual(['abcde2345671'])
      expect(await found('abcde')).toEqual([])
      expect(await found('%')).toEqual([])
      expect(await found('______1')).toEqual([])
    })

    test('are known by each of their keys, also among thousands', async () => {
      await add(anArticle({ id: 'a' }), ['guid:1', 'url:1'])
      await add(anArticle({ id: 'b' }), ['guid:2'])
      const many = Array.from({ length: 3_000 }, (_, at) => `other:${at}`)
      await bench.store.transaction(async (tx) => {
        const known = await tx.known([...many, 'guid:1', 'url:1', ...many, 'guid:2'])
        expect(known).toEqual(
          new Map([
            ['guid:1', 'a'],
            ['url:1', 'a'],
            ['guid:2', 'b'],
          ]),
        )
        expect(await tx.known([])).toEqual(new Map())
        const found = await tx.articles(['a', 'b', 'a', 'missing'])
        expect([...found.keys()].toSorted()).toEqual(['a', 'b'])
      })
    })

    test('keep their keys when another article brings the same one', async () => {
      await add(anArticle({ id: 'a' }), ['guid:1'])
      await add(anArticle({ id: 'b' }), ['guid:1', 'guid:2'])
      await bench.store.transaction(async (tx) => {
        const known = await tx.known(['guid:1', 'guid:2'])
        expect(Object.fromEntries(known)).toEqual({ 'guid:1': 'a', 'guid:2': 'b' })
      })
    })

    test('are revised in text, feeds and keys, and added twice only once', async () => {
      await add(anArticle(), ['k1'])
      await add(anArticle({ title: 'Another try' }), ['k1'])
      expect((await bench.store.article('article-1'))?.title).toBe(anArticle().title)

      const revised = anArticle({ title: 'Corrected', feeds: ['wire', 'press'] })
      await bench.store.transaction((tx) => tx.reviseArticle(revised, ['k2']))
      expect(await bench.store.article('article-1')).toEqual(revised)
      await bench.store.transaction(async (tx) => {
        expect((await tx.known(['k2'])).get('k2')).toBe('article-1')
      })
    })

    test('are read newest first, in pages, up to a limit', async () => {
      await bench.store.transaction(async (tx) => {
        for (let at = 0; at < 1_203; at++) {
          const firstSeenAt = NOON + Math.floor(at / 3)
          await tx.addArticles([{ article: anArticle({ id: `a${at}`, firstSeenAt }), keys: [] }])
        }
      })
      const ids: string[] = []
      const times: number[] = []
      for await (const article of bench.store.articlesSince(NOON + 1)) {
        ids.push(article.id)
        times.push(article.firstSeenAt)
      }
      expect(new Set(ids).size).toBe(1_200)
      expect(times).toEqual(times.toSorted((a, b) => b - a))

      const some: string[] = []
      for await (const article of bench.store.articlesSince(0, 7)) some.push(article.id)
      expect(some).toEqual(ids.slice(0, 7))
    })
  })

  describe('matches and reports', () => {
    test('tell which topics have fired and why; a later match replaces the earlier one', async () => {
      await add(anArticle(), ['k1'])
      const tariffs = aMatch({ topic: 'tariffs', severity: 'low' })
      const louder = aMatch({ topic: 'tariffs', severity: 'high' })
      await bench.store.transaction(async (tx) => {
        expect(await tx.firedTopics('article-1')).toEqual(new Set())
        await tx.addMatches('article-1', [aMatch(), tariffs], 'h1', NOON)
        await tx.addMatches('article-1', [louder], 'h2', NOON + 1)
        expect(await tx.firedTopics('article-1')).toEqual(new Set(['rare-earths', 'tariffs']))
      })
      expect(await bench.store.matchesOf('article-1')).toEqual([aMatch(), louder])
      expect(await bench.store.matchesOf('other')).toEqual([])
    })

    test('group reports by story, oldest first', async () => {
      const early = aReport({ article: 'a', at: NOON - HOUR })
      const late = aReport({ article: 'b', at: NOON })
      const other = aReport({ article: 'c', story: 'story-2', at: NOON - 2 * HOUR })
      await bench.store.transaction(async (tx) => {
        for (const report of [late, other, early]) await tx.addReport(report)
        expect(await tx.storyOf('c')).toBe('story-2')
        expect(await tx.storyOf('unknown')).toBeUndefined()
        expect(await tx.reports('story-1')).toEqual([early, late])
      })
      expect(await bench.store.reportsSince(NOON - HOUR)).toEqual([early, late])
      expect(await bench.store.reportsSince(0)).toEqual([other, early, late])
    })
  })

  describe('feed states', () => {
    test('are one a feed, the latest', async () => {
      await bench.store.putFeedState(aFeedState({ dueAt: 1 }))
      await bench.store.putFeedState(aFeedState({ feed: 'press', failures: 3, fault: 'dns' }))
      await bench.store.putFeedState(aFeedState({ dueAt: 2, etag: undefined }))
      expect(await bench.store.feedStates()).toEqual([
        aFeedState({ feed: 'press', failures: 3, fault: 'dns' }),
        aFeedState({ dueAt: 2, etag: undefined }),
      ])
    })
  })
}
