import { describe, expect, test, vi } from 'vitest'
import { FeedError } from '../../src/domain/errors.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/lib/durations.ts'
import { many, setUp, TEN_MINUTES, WHOLE } from './rig.ts'
import { aClock, aFeed, type FakeAnswer } from './support.ts'

describe('the queue', () => {
  test('asks each feed when it is due, no sooner', async () => {
    const { fetcher, run } = setUp([aFeed({ every: TEN_MINUTES })])
    await run(29 * MINUTE, MINUTE)
    expect(fetcher.asked).toHaveLength(3)
  })

  test('a feed that hangs delays no other', async () => {
    const hang = Promise.withResolvers<FakeAnswer>()
    const { poller, taken } = setUp(many(200), ({ url }) =>
      url.includes('host-0.') ? hang.promise : { body: WHOLE },
    )
    await poller.tick()
    await vi.waitFor(() => expect(taken).toHaveLength(199))
    hang.resolve({ body: WHOLE })
    await poller.idle()
    expect(taken).toHaveLength(200)
  })

  test('at most 64 requests are out at once, and feeds that failed never hold them all', async () => {
    let out = 0
    let most = 0
    const waiting: (() => void)[] = []
    const { poller, clock } = setUp(many(100), async () => {
      most = Math.max(most, ++out)
      await new Promise<void>((resolve) => waiting.push(resolve))
      out--
      return new FeedError('http-5xx', 'It is broken.')
    })
    async function drain() {
      const done = poller.idle()
      while (
        await Promise.race([
          done.then(() => false),
          new Promise((resolve) => setImmediate(() => resolve(true))),
        ])
      )
        for (const resolve of waiting.splice(0)) resolve()
    }
    await poller.tick()
    await drain()
    expect(most).toBe(64)
    most = 0
    clock.at += 3 * HOUR
    await poller.tick()
    await drain()
    expect(most).toBe(32)
  })

  test('one request at a time to a public host, a second apart', async () => {
    const clock = aClock()
    const times: number[] = []
    let out = 0
    const feeds = many(12).map((feed) => ({
      ...feed,
      addresses: [{ url: 'https://one.example/feed' }] as const,
    }))
    const { poller } = setUp(
      feeds,
      async () => {
        expect(++out).toBe(1)
        times.push(clock.now())
        await Promise.resolve()
        out--
        return { body: WHOLE }
      },
      { clock, sleep: async (ms) => void (clock.at += ms) },
    )
    await poller.tick()
    await poller.idle()
    const gaps = times.slice(1).map((at, index) => at - times[index]!)
    expect(gaps).toEqual(Array.from({ length: 11 }, () => SECOND))
  })

  test('a host on one’s own network is asked without spacing', async () => {
    let slept = 0
    const feeds = many(12, { allowPrivate: true, addresses: [{ url: 'http://127.0.0.1/feed' }] })
    const { poller, taken } = setUp(feeds, undefined, { sleep: async () => void slept++ })
    await poller.tick()
    await poller.idle()
    expect(taken).toHaveLength(12)
    expect(slept).toBe(0)
  })

  test('a host that asks for rest gets it from every feed', async () => {
    const feeds = many(3).map((feed) => ({
      ...feed,
      addresses: [{ url: 'https://one.example/feed' }] as const,
      every: { kind: 'interval', ms: MINUTE } as const,
    }))
    let isTired = true
    const { fetcher, run } = setUp(feeds, () =>
      isTired ? { status: 429, headers: { 'retry-after': '600' } } : { body: WHOLE },
    )
    await run(9 * MINUTE, 10 * SECOND)
    expect(fetcher.asked).toHaveLength(3)
    isTired = false
    await run(2 * MINUTE, 10 * SECOND)
    expect(fetcher.asked.length).toBeGreaterThan(5)
  })

  test('an address that asks for rest gets it while the next one is asked', async () => {
    const feed = aFeed({
      addresses: [{ url: 'https://one.example/feed' }, { url: 'https://two.example/feed' }],
    })
    const { fetcher, run } = setUp([feed], ({ url }) =>
      url.includes('one') ? { status: 429, headers: { 'retry-after': '36000' } } : { body: WHOLE },
    )
    await run(9.9 * HOUR, MINUTE)
    const asked = fetcher.asked.map(({ url }) => url.slice(8, 11))
    expect(asked.filter((host) => host === 'one')).toHaveLength(1)
    expect(asked.length).toBeGreaterThan(30)
  })

  test('410 ends a feed until its address changes', async () => {
    const feed = aFeed({ every: { kind: 'interval', ms: MINUTE } })
    const { fetcher, run, poller, clock } = setUp([feed], () => ({ status: 410 }))
    await run(3 * DAY, HOUR)
    await poller.pollAll()
    expect(fetcher.asked).toHaveLength(1)
    poller.setFeeds([{ ...feed, addresses: [{ url: 'https://wire.example/new' }] }])
    clock.at += SECOND
    await poller.tick()
    await poller.idle()
    expect(fetcher.asked).toHaveLength(2)
  })

  test('a clock that was set back stops no feed', async () => {
    const { poller, fetcher, clock, start, run } = setUp([aFeed({ every: TEN_MINUTES })])
    await run(0)
    await poller.stop()
    clock.at -= 30 * DAY
    await run(0, SECOND, start())
    expect(fetcher.asked).toHaveLength(2)
  })
})

describe('health', () => {
  test('a feed that fails for long is told once, and once that it recovered', async () => {
    let isBroken = true
    const { run, notices } = setUp(many(2), ({ url }) =>
      isBroken && url.includes('host-0.') ? { status: 500 } : { body: WHOLE },
    )
    await run(5 * HOUR, MINUTE)
    expect(notices).toEqual([])
    await run(20 * HOUR, MINUTE)
    isBroken = false
    await run(5 * HOUR, MINUTE)
    expect(notices.map(({ key }) => key.split(':').slice(0, 2).join(':'))).toEqual([
      'feed-failing:feed-0',
      'feed-recovered:feed-0',
    ])
    expect(notices[0]!.card.lines[0]).toMatch(/answers with an error of its own \(500\)/)
  })

  test('how many documents are to come is said before they come: those of feeds not read before', async () => {
    const expected: number[] = []
    const { poller, clock } = setUp(
      many(3),
      ({ url }) => (url.includes('host-2.') ? { status: 500 } : { body: WHOLE }),
      {
        expect: (documents) => void expected.push(documents),
      },
    )
    await poller.tick()
    await poller.idle()
    clock.at += DAY
    await poller.pollAll()
    expect(expected).toEqual([3, 1])
  })

  test.each(['pollAll', 'stop'] as const)(
    'what a last poll changed is told by %s, for nothing comes after it',
    async (end) => {
      const { poller, notices, stored } = setUp([aFeed(), ...many(1)], ({ url }) =>
        url.includes('wire') ? { status: 410 } : { body: WHOLE },
      )
      await poller.tick()
      await poller.idle()
      expect(notices).toEqual([])
      await poller[end]()
      expect(notices.map(({ card }) => card.title)).toEqual(['Feed Example Wire: gone'])
      expect(stored.get('wire')?.goneAt).toBeDefined()
    },
  )

  test.each([
    [true, []],
    [false, ['7 feeds: failing']],
  ])('a single round: with nobody there %s, what is told is %j', async (isAway, titles) => {
    let first = Promise.withResolvers<void>()
    const { start, notices, clock } = setUp(
      many(8),
      async ({ url }) => {
        if (!isAway && url.includes('host-0.')) return { body: WHOLE }
        if (!isAway) await first.promise
        return new FeedError('timeout', 'It hangs.')
      },
      { onPoll: ({ fault }) => void (fault ?? first.resolve()) },
    )
    for (let hour = 0; hour <= 9; hour++) {
      const poller = start()
      await poller.pollAll()
      await poller.stop()
      first = Promise.withResolvers()
      clock.at += HOUR
    }
    expect(notices.map(({ card }) => card.title)).toEqual(titles)
  })

  test('many that fail together are told together', async () => {
    const { run, notices } = setUp(many(20), () => ({ status: 500 }))
    await run(10 * HOUR, MINUTE)
    expect(notices).toHaveLength(1)
    expect(notices[0]!.card.title).toBe('20 feeds: failing')
  })

  test('a feed that is gone is told once', async () => {
    const { run, notices } = setUp([aFeed()], () => ({ status: 410 }))
    await run(2 * DAY, HOUR)
    expect(notices.map(({ card }) => card.title)).toEqual(['Feed Example Wire: gone'])
  })
})
