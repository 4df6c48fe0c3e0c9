import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Entry } from '../../../src/domain/article.ts'
import { DAY, HOUR, MINUTE } from '../../../src/lib/durations.ts'
import { NOON } from '../../support/things.ts'
import { aFeed, anEntry } from '../support.ts'
import { aMemory, titles } from './support.ts'

const STORIES: readonly Entry[] = [
  anEntry({
    id: 'g-1',
    url: 'https://wire.example/magnets',
    title: 'Ministry clears magnet exports',
    summary: 'Six firms may ship again.',
  }),
  anEntry({
    id: 'g-2',
    url: 'https://wire.example/gallium',
    title: 'Gallium quota stays as it was',
    summary: 'Nothing changes until spring.',
  }),
  anEntry({
    id: 'g-3',
    url: 'https://wire.example/talks',
    title: 'Delegations meet again in Geneva',
    summary: 'The third round begins on Monday.',
  }),
]

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

describe('a feed that changes what it should not', () => {
  const churn: readonly (readonly [string, (entry: Entry, at: number) => Entry])[] = [
    ['all guids at every poll', (entry, at) => ({ ...entry, id: `churn-${at}-${entry.id}` })],
    ['no guids any more', (entry) => ({ ...entry, id: undefined })],
    [
      'http in place of https',
      (entry) => ({ ...entry, url: entry.url!.replace('https:', 'http:') }),
    ],
    [
      'tracking parameters',
      (entry, at) => ({
        ...entry,
        url: `${entry.url}?utm_campaign=${at}#xtor=RSS-${at}`,
        id: undefined,
      }),
    ],
    [
      'a session in the address',
      (entry, at) => ({ ...entry, url: `${entry.url}?session=${at}${entry.id}` }),
    ],
    [
      'guids and addresses on the same day',
      (entry, at) => ({
        ...entry,
        id: `n-${at}-${entry.id}`,
        url: `https://new.wire.example/${at}/${entry.id}`,
      }),
    ],
    ['AMP addresses', (entry) => ({ ...entry, id: undefined, url: `${entry.url}/amp/` })],
    ['guids that are addresses, now with https', (entry) => ({ ...entry, id: entry.url })],
  ]
  test.each(churn)('%s: alerts nobody again', (_, change) => {
    const memory = aMemory(NOON)
    memory.poll(STORIES)
    for (let at = 1; at <= 20; at++)
      expect(
        titles(
          memory.poll(
            STORIES.map((entry) => change(entry, at)),
            { now: NOON + at * 5 * MINUTE },
          ),
        ),
      ).toEqual([])
    expect(memory.articles.size).toBe(3)
    expect(titles(memory.poll(STORIES, { now: NOON + 3 * HOUR }))).toEqual([])
  })

  test('guids that change at every poll do not fill the store', () => {
    const memory = aMemory(NOON)
    memory.poll(STORIES)
    const before = memory.owners.size
    for (let at = 1; at <= 50; at++)
      memory.poll(STORIES.map((entry) => ({ ...entry, id: `${at}-${entry.id}` })))
    expect(memory.owners.size).toBe(before)
  })

  test('one guid for three stories in one document: three articles, and still three afterwards', () => {
    const memory = aMemory(NOON)
    const document = STORIES.map((entry) => ({ ...entry, id: 'always-the-same' }))
    expect(memory.poll(document).fresh).toHaveLength(3)
    expect(memory.poll(document).fresh).toEqual([])
  })

  test('a guid that is used again for the next story hides no story', () => {
    const memory = aMemory(NOON)
    for (const [at, entry] of STORIES.entries()) {
      const published = NOON + at * DAY
      expect(titles(memory.poll([{ ...entry, id: 'top', published }], { now: published }))).toEqual(
        [entry.title],
      )
    }
    expect(memory.articles.size).toBe(3)
  })

  test('an address that stands at every entry is no key', () => {
    const memory = aMemory(NOON)
    const document = STORIES.map((entry) => ({ ...entry, url: 'https://wire.example/live' }))
    expect(memory.poll(document).fresh).toHaveLength(3)
    expect(memory.poll(document).fresh).toEqual([])
  })

  test('the home page as address is no key', () => {
    const memory = aMemory(NOON)
    const atHome = STORIES.map((entry) => ({
      ...entry,
      id: undefined,
      url: 'https://wire.example/',
    }))
    for (const entry of atHome) expect(memory.poll([entry]).fresh).toHaveLength(1)
    expect(memory.poll(atHome).fresh).toEqual([])
  })

  test('an entry with neither guid nor address is known by its words, on every later day too', () => {
    const memory = aMemory(NOON)
    const bare = { ...STORIES[0]!, id: undefined, url: undefined, published: undefined }
    expect(memory.poll([bare]).fresh).toHaveLength(1)
    for (let day = 1; day < 5; day++)
      expect(memory.poll([bare], { now: NOON + day * DAY }).fresh).toEqual([])
  })

  test('an entry without any words is no article', () => {
    expect(aMemory(NOON).poll([anEntry({ title: '', summary: '', content: '' })]).fresh).toEqual([])
  })
})

describe('the same headline', () => {
  const briefing = (day: number, over: Partial<Entry> = {}) =>
    anEntry({
      id: `b-${day}`,
      url: `https://wire.example/briefing/${day}`,
      title: 'Morning briefing',
      summary: `What counts on day ${day}.`,
      published: NOON + day * DAY,
      ...over,
    })

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
    expect(memory.poll([moved]).revised).toMatchObject([
      { changed: false, keys: ['l:wire.example/2026/magnets'] },
    ])
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

describe('a feed that suddenly looks new', () => {
  const old = Array.from({ length: 10 }, (_, at) =>
    anEntry({
      id: `o-${at}`,
      url: `https://wire.example/o/${at}`,
      title: `Report number ${at} on harbour traffic`,
      summary: `Ships counted in week ${at}.`,
      published: NOON - (at + 1) * DAY,
    }),
  )

  test('with new ids, addresses and dates is recognised by its words; what is really new is held', () => {
    const memory = aMemory(NOON)
    memory.poll(old)
    const migrated = old.map((entry, at) => ({
      ...entry,
      id: `uuid-${at}-x`,
      url: `https://new.example/${at}`,
      published: NOON + HOUR,
    }))
    const news = anEntry({
      id: 'uuid-news',
      url: 'https://new.example/news',
      title: 'Tariff on steel rises to 50 percent',
      published: NOON + HOUR,
    })
    const found = memory.poll([news, ...migrated], { now: NOON + 2 * HOUR })
    expect(titles(found)).toEqual([news.title])
    expect(found.held).toBe(true)
  })

  test('because it shows its archive is held', () => {
    const memory = aMemory(NOON)
    memory.poll(old.slice(0, 2))
    const found = memory.poll(old, { now: NOON + HOUR })
    expect(found.fresh).toHaveLength(8)
    expect(found.held).toBe(true)
  })

  test('because many things happened is not held', () => {
    const memory = aMemory(NOON)
    memory.poll(old)
    const busy = old.map((entry, at) => ({
      ...entry,
      id: `n-${at}`,
      url: `https://wire.example/n/${at}`,
      title: `Fresh event ${at} in the capital`,
      summary: `It is event ${at}.`,
      published: NOON + at * MINUTE,
    }))
    const found = memory.poll(busy, { now: NOON + HOUR })
    expect(found.fresh).toHaveLength(10)
    expect(found.held).toBe(false)
  })

  test('at its first poll is not held: that has its own rule', () => {
    expect(aMemory(NOON).poll(old).held).toBe(false)
  })
})
