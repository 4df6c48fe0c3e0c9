import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/lib/durations.ts'
import { many, setUp, TEN_MINUTES, WHOLE } from './rig.ts'
import { aFeed } from './support.ts'

describe('what the store learns', () => {
  test('each feed is written down before its first request', async () => {
    const { poller, stored } = setUp([aFeed({ every: TEN_MINUTES })], () => {
      expect(stored.get('wire')?.lastTriedAt).toBeDefined()
      return { body: WHOLE }
    })
    await poller.tick()
    await poller.idle()
    expect.assertions(1)
  })

  test('a process killed again and again asks no more often than one that runs', async () => {
    const { clock, fetcher, start } = setUp([aFeed({ every: TEN_MINUTES })], () => ({
      body: WHOLE,
    }))
    for (let life = 0; life < 20; life++) {
      const poller = start()
      await poller.tick()
      await poller.idle()
      clock.at += 15 * SECOND
    }
    expect(fetcher.asked.length).toBeLessThanOrEqual(2)
  })

  test('nor one that is killed while it waits for the answer', async () => {
    const { clock, fetcher, start } = setUp(
      [aFeed({ every: TEN_MINUTES })],
      () => new Promise(() => undefined),
    )
    for (let life = 0; life < 20; life++) {
      await start().tick()
      await new Promise((resolve) => setImmediate(resolve))
      clock.at += 15 * SECOND
    }
    expect(fetcher.asked.length).toBeLessThanOrEqual(2)
  })

  test('a thousand answers of 304 cost no write while they come, and few afterwards', async () => {
    const feeds = many(1000, { every: TEN_MINUTES })
    const { poller, clock, writes, taken } = setUp(feeds, ({ etag }) =>
      etag ? { status: 304 } : { headers: { etag: '"1"' }, body: WHOLE },
    )
    await poller.tick()
    await poller.idle()
    expect(taken).toHaveLength(1000)
    writes.length = 0
    clock.at += 10 * MINUTE
    await poller.tick()
    await poller.idle()
    expect(writes).toEqual([])
    expect(
      [...poller.states().values()].every(({ lastSuccessAt }) => lastSuccessAt === clock.at),
    ).toBe(true)
    clock.at += MINUTE
    await poller.tick()
    expect(writes).toEqual([200, 200, 200, 200, 200])
  })

  test('what could not be taken in leaves the state as it was, and is fetched again', async () => {
    let isBroken = true
    const { poller, clock, fetcher, log, taken } = setUp(
      [aFeed()],
      () => ({ headers: { etag: '"1"' }, body: WHOLE }),
      {
        take: async (poll) => {
          if (isBroken) throw new Error('the disk is full')
          taken.push(poll)
        },
      },
    )
    await poller.tick()
    await poller.idle()
    expect(log.lines).toContain('feed-not-taken-in')
    expect(poller.states().get('wire')).toMatchObject({ etag: undefined, firstPolledAt: undefined })
    isBroken = false
    clock.at += MINUTE
    await poller.tick()
    await poller.idle()
    expect(fetcher.asked[1]!.etag).toBeUndefined()
    expect(taken).toHaveLength(1)
  })

  test('stopping gives up requests and keeps the states', async () => {
    const { poller, stored } = setUp(
      many(3),
      ({ signal }) =>
        new Promise((resolve) => signal?.addEventListener('abort', () => resolve(signal.reason))),
    )
    await poller.tick()
    await poller.stop()
    expect([...stored.values()].map(({ failures }) => failures)).toEqual([0, 0, 0])
  })
})

describe('an edited file', () => {
  test('a feed that stays goes on, a new one is asked at once, one that left is not', async () => {
    const { poller, fetcher, clock } = setUp(many(2, { every: TEN_MINUTES }))
    await poller.tick()
    await poller.idle()
    poller.setFeeds(many(3, { every: TEN_MINUTES }).slice(1))
    clock.at += SECOND
    await poller.tick()
    await poller.idle()
    expect(fetcher.asked.map(({ url }) => url.at(13))).toEqual(['0', '1', '2'])
    expect([...poller.states().keys()]).toEqual(['feed-1', 'feed-2'])
  })

  test('a shorter interval holds at once', async () => {
    const { poller, fetcher, clock } = setUp([aFeed({ every: { kind: 'interval', ms: DAY } })])
    await poller.tick()
    await poller.idle()
    clock.at += HOUR
    poller.setFeeds([aFeed({ every: TEN_MINUTES })])
    await poller.tick()
    await poller.idle()
    expect(fetcher.asked).toHaveLength(2)
  })

  test('a feed that is not enabled is not asked', async () => {
    const { poller } = setUp([aFeed({ enabled: false })])
    expect(await poller.pollAll()).toEqual([])
  })
})

test('pollAll asks every feed, due or not, but none that asked to be left alone', async () => {
  const { poller, fetcher } = setUp(many(3), ({ url }) =>
    url.includes('host-1.') ? { status: 429, headers: { 'retry-after': '600' } } : { body: WHOLE },
  )
  expect((await poller.pollAll()).map(({ outcome }) => outcome)).toEqual([
    'entries',
    'failed',
    'entries',
  ])
  expect(await poller.pollAll()).toHaveLength(2)
  expect(await poller.pollAll(['feed-2'])).toHaveLength(1)
  expect(fetcher.asked).toHaveLength(6)
})
