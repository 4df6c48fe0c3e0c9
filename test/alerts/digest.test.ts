import { describe, expect, test } from 'vitest'
import { composeDigest } from '../../src/alerts/digest.ts'
import { aLedgerEntry, anArticle, HOUR, NOON } from '../support/things.ts'

describe('a digest', () => {
  const articles = new Map(
    ['a', 'b', 'c', 'd'].map((id) => [id, anArticle({ id, title: `Title ${id}` })]),
  )
  const waiting = [
    line('1', 'a', 'story-a'),
    line('2', 'b', 'story-b', 'high'),
    line('3', 'c', 'story-c'),
    line('4', 'd', 'story-c'),
  ]

  function line(
    id: string,
    article: string,
    story: string,
    severity: 'medium' | 'high' = 'medium',
  ) {
    const decision = { kind: 'digest', reason: 'quiet' } as const
    return aLedgerEntry({ id, article, story, severity, decision, at: NOON + Number(id) })
  }

  /** As of topics that are gone from the rules. */
  function titleOf(): undefined {}

  test('has a line for each story: the loudest first, then the most reported', () => {
    const card = composeDigest({ id: 'digest-1', waiting, articles, titleOf, now: NOON + HOUR })
    expect(card.items.map(({ title }) => title)).toEqual(['Title b', 'Title c', 'Title a'])
    expect(card).toMatchObject({ total: 3, reason: 'quiet', from: NOON + 1, to: NOON + HOUR })
  })

  test('names topics as alerts do, and says when each story was', () => {
    const topics = ['rare-earths']
    const lines = waiting.slice(0, 2).map((one) => ({ ...one, topics }))
    const known = new Map([['a', anArticle({ id: 'a', publishedAt: NOON - HOUR })]])
    const input = { id: 'digest-1', waiting: lines, articles: known, now: NOON + HOUR }
    expect(
      composeDigest({ ...input, titleOf: () => 'Rare earths and magnets' }).items,
    ).toMatchObject([
      { topic: 'Rare earths and magnets', at: NOON + 2 },
      { topic: 'Rare earths and magnets', at: NOON - HOUR },
    ])
    expect(composeDigest({ ...input, titleOf }).items[0]!.topic).toBe('Rare earths')
  })

  test('keeps a line for an article that is no longer stored', () => {
    const card = composeDigest({ id: 'digest-1', waiting, articles: new Map(), titleOf, now: NOON })
    expect(card.items).toHaveLength(3)
    expect(card.items[0]?.title).toBe('An article that is no longer stored')
  })
})
