import type { Entry } from '../../../src/domain/article.ts'
import { DAY, HOUR, MINUTE } from '../../../src/lib/durations.ts'
import { describe, expect, test } from 'vitest'
import { NOON } from '../../support/things.ts'
import { anEntry } from '../support.ts'
import { aMemory, STORIES, titles } from './support.ts'

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

  test('midnight between two addresses of one story makes no second one', () => {
    const midnight = Math.ceil(NOON / DAY) * DAY
    const memory = aMemory(midnight)
    const late = { ...STORIES[0]!, published: midnight - 5 * MINUTE }
    const moved = {
      ...late,
      id: 'again',
      url: 'https://wire.example/moved',
      published: midnight + MINUTE,
    }
    expect(memory.poll([late]).fresh).toHaveLength(1)
    expect(memory.poll([moved, late], { now: midnight + HOUR }).fresh).toEqual([])
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
