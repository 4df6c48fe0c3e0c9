import fc from 'fast-check'
import type { Entry } from '../../../src/domain/article.ts'
import { keysOf } from '../../../src/feeds/identify/index.ts'
import { DAY, HOUR } from '../../../src/lib/durations.ts'
import { describe, expect, test } from 'vitest'
import { NOON } from '../../support/things.ts'
import { aFeed, anEntry } from '../support.ts'
import { aMemory, STORIES, titles } from './support.ts'

describe('the same document again', () => {
  test('brings nothing new, revises nothing and adds no keys', () => {
    const memory = aMemory(NOON)
    expect(memory.poll(STORIES).fresh).toHaveLength(3)
    const again = memory.poll(STORIES, { now: NOON + DAY })
    expect(again).toMatchObject({ fresh: [], revised: [], further: [], held: false })
    expect(again.seen).toHaveLength(3)
  })

  test('in any order, any number of times, from any day: each story once', () => {
    fc.assert(
      fc.property(fc.array(fc.shuffledSubarray([...STORIES]), { maxLength: 8 }), (documents) => {
        const memory = aMemory(NOON)
        const fresh = documents.flatMap((document, at) =>
          titles(memory.poll(document, { now: NOON + at * HOUR })),
        )
        expect(new Set(fresh).size).toBe(fresh.length)
      }),
    )
  })

  test('an article that was forgotten and is still listed is not new', () => {
    const memory = aMemory(NOON)
    memory.poll(STORIES)
    memory.articles.clear()
    expect(memory.poll(STORIES)).toMatchObject({ fresh: [], revised: [], further: [] })
  })
})

describe('the same headline', () => {
  function briefing(day: number, over: Partial<Entry> = {}): Entry {
    return anEntry({
      id: `b-${day}`,
      url: `https://wire.example/briefing/${day}`,
      title: 'Morning briefing',
      summary: `What counts on day ${day}.`,
      published: NOON + day * DAY,
      ...over,
    })
  }

  test('of a daily programme is new each day', () => {
    const memory = aMemory(NOON)
    for (let day = 0; day < 5; day++)
      expect(memory.poll([briefing(day)], { now: NOON + day * DAY }).fresh).toHaveLength(1)
  })

  test('of a daily programme at one address is new each day', () => {
    const memory = aMemory(NOON)
    for (let day = 0; day < 4; day++) {
      const entry = briefing(day, {
        url: 'https://wire.example/briefing',
        title: `Briefing ${day}: ${['harbours', 'steel prices', 'the election', 'weather'][day]}`,
      })
      expect(memory.poll([entry], { now: NOON + day * DAY }).fresh).toHaveLength(1)
    }
  })

  test('of a daily programme at one address is new each day though its title stays', () => {
    const memory = aMemory(NOON)
    const leads = ['Harbours fill up.', 'Steel gets dearer again.', 'Voters go to the polls.']
    for (const [day, summary] of leads.entries()) {
      const entry = briefing(day, { url: 'https://wire.example/briefing', summary })
      const now = NOON + day * DAY
      expect(memory.poll([entry], { now }).fresh).toHaveLength(1)
      expect(memory.poll([{ ...entry, id: 'other' }], { now }).fresh).toHaveLength(0)
    }
  })

  test('of two notices on one day, with different words below, makes two articles', () => {
    const memory = aMemory(NOON)
    const notices = [1, 2].map((n) =>
      anEntry({
        id: `n-${n}`,
        url: `https://wire.example/n/${n}`,
        title: 'Notice of proposed action',
        summary: `Docket ${n} concerns ${n === 1 ? 'solar cells' : 'steel rails'}.`,
      }),
    )
    expect(memory.poll(notices).fresh).toHaveLength(2)
    expect(memory.poll(notices.toReversed()).fresh).toEqual([])
  })

  test('and the same words under two addresses of one document make one article', () => {
    const memory = aMemory(NOON)
    const [story] = STORIES
    const twin = { ...story!, id: 'g-9', url: 'https://wire.example/copy/magnets' }
    expect(memory.poll([story!, twin]).fresh).toHaveLength(1)
    expect(memory.poll([twin, story!]).fresh).toEqual([])
  })
})

describe('a revision', () => {
  test('has another title or lead, keeps its id and its first feeds, and is said to be changed', () => {
    const memory = aMemory(NOON)
    const { fresh } = memory.poll(STORIES)
    const edited = { ...STORIES[0]!, title: 'Ministry clears magnet exports, samarium included' }
    const { revised, fresh: none } = memory.poll([edited, ...STORIES.slice(1)], {
      now: NOON + HOUR,
    })
    expect(none).toEqual([])
    expect(revised).toMatchObject([
      {
        changed: true,
        article: { id: fresh[0]!.article.id, title: edited.title, firstSeenAt: NOON },
      },
    ])
  })

  test('found under a new address is kept with that address and not said to be changed', () => {
    const memory = aMemory(NOON)
    memory.poll(STORIES)
    const moved = { ...STORIES[0]!, url: 'https://wire.example/2026/magnets' }
    const [{ link } = {}] = keysOf(aFeed(), [moved], NOON)
    expect(link).toMatch(/^~/)
    expect(memory.poll([moved]).revised).toMatchObject([{ changed: false, keys: [link] }])
    expect(memory.poll([{ ...moved, id: 'other' }])).toMatchObject({ fresh: [], revised: [] })
  })

  test('does not come again while the entry stays as it is', () => {
    const memory = aMemory(NOON)
    memory.poll(STORIES)
    const edited = STORIES.map((entry) => ({ ...entry, summary: `${entry.summary} Updated.` }))
    expect(memory.poll(edited).revised).toHaveLength(3)
    expect(memory.poll(edited).revised).toEqual([])
  })

  test('of a headline and its address at once, under the same guid, is no new article', () => {
    const memory = aMemory(NOON)
    memory.poll(STORIES)
    const edited = {
      ...STORIES[0]!,
      title: 'Ministry clears exports of magnets to six firms',
      url: 'https://wire.example/magnets-six-firms',
    }
    expect(memory.poll([edited])).toMatchObject({ fresh: [], revised: [{ changed: true }] })
  })
})

describe('a further feed', () => {
  const other = aFeed({ id: 'zh', lang: 'zh', tags: ['official'], publisher: 'Ministry' })

  test('that brings a known article adds its id, language, tags and further words, once', () => {
    const memory = aMemory(NOON, aFeed({ tags: ['press'] }))
    memory.poll(STORIES)
    const brought = [{ ...STORIES[0]!, id: 'elsewhere', summary: 'Samarium is among them.' }]
    const { further, fresh } = memory.poll(brought, { feed: other })
    expect(fresh).toEqual([])
    expect(further).toMatchObject([
      {
        article: {
          feeds: ['wire', 'zh'],
          langs: ['en', 'zh'],
          tags: ['press', 'official'],
          lang: 'en',
          title: STORIES[0]!.title,
          lead: 'Six firms may ship again.',
          body: 'Samarium is among them.',
        },
      },
    ])
    expect(memory.poll(brought, { feed: other })).toMatchObject({
      further: [],
      revised: [],
      fresh: [],
    })
    expect(memory.poll(STORIES)).toMatchObject({ further: [], revised: [], fresh: [] })
  })

  test('may use the same opaque ids for other articles', () => {
    const memory = aMemory(NOON)
    memory.poll(STORIES)
    const unlike = STORIES.map((entry, at) => ({
      ...entry,
      url: `https://ministry.example/${at}`,
      title: `Decree ${at} on shipping lanes`,
      summary: `Lane ${at}.`,
    }))
    expect(memory.poll(unlike, { feed: other }).fresh).toHaveLength(3)
  })

  test('of the same publisher brings the same headline of the same day under another address as one article', () => {
    const memory = aMemory(NOON)
    memory.poll(STORIES)
    const section = aFeed({ id: 'wire-trade' })
    const copies = STORIES.map((entry, at) => ({
      ...entry,
      id: `s-${at}`,
      url: `https://wire.example/trade/${at}`,
    }))
    expect(memory.poll(copies, { feed: section })).toMatchObject({
      fresh: [],
      further: [{}, {}, {}],
    })
  })

  test('of another publisher with the same headline is another article', () => {
    const memory = aMemory(NOON)
    memory.poll(STORIES)
    const copies = STORIES.map((entry, at) => ({ ...entry, url: `https://ministry.example/${at}` }))
    expect(memory.poll(copies, { feed: other }).fresh).toHaveLength(3)
  })
})
