import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Feed, FeedState } from '../../../src/domain/feed.ts'
import type { Fetcher } from '../../../src/domain/fetching.ts'
import { createFetcher } from '../../../src/feeds/fetch/index.ts'
import { parseFeed } from '../../../src/feeds/parse/index.ts'
import type { Poll } from '../../../src/feeds/poll.ts'
import { createPoller } from '../../../src/feeds/poller.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/lib/durations.ts'
import { FEED } from '../../support/hostile-answers.ts'
import { startHostileServer, type HostileServer } from '../../support/hostile-server.ts'
import { aClock, aFeed, silentLog } from '../support.ts'

/** The whole way from a server that misbehaves to what is handed on, over real HTTP. */

let server: HostileServer
let fetcher: Fetcher

beforeAll(async () => {
  server = await startHostileServer()
})
afterAll(() => server.close())
beforeEach(() => {
  server.seen.length = 0
  fetcher = createFetcher({ userAgent: 'trucewatch/9 (+https://bot.example)' })
})
afterEach(() => fetcher.close())

function at(path: string, over: Partial<Feed> = {}): Feed {
  return aFeed({
    id: path.replace(/\W+/g, '-'),
    allowPrivate: true,
    addresses: [{ url: server.url + path }],
    ...over,
  })
}

function setUp(...feeds: readonly Feed[]) {
  const clock = aClock()
  const polls: Poll[] = []
  const taken: string[] = []
  const poller = createPoller({
    fetcher,
    parse: parseFeed,
    clock,
    log: silentLog(),
    take: async ({ entries }) => void taken.push(...entries.map(({ title }) => title)),
    persist: () => Promise.resolve(),
    onPoll: (poll) => void polls.push(poll),
    random: () => 0.5,
  })
  poller.setFeeds(feeds)
  async function run(span: number, step: number): Promise<void> {
    for (const end = clock.at + span; clock.at <= end; clock.at += step) {
      await poller.tick()
      await poller.idle()
    }
  }
  function state(index = 0): FeedState {
    return poller.states().get(feeds[index]!.id)!
  }
  return {
    clock,
    polls,
    taken,
    poller,
    run,
    state,
    causes: () => polls.map(({ fault }) => fault?.code),
  }
}

describe('politeness', () => {
  test.each(['/ok.xml', '/etag-unquoted', '/etag-weak'])('%s is downloaded once', async (path) => {
    const { run, polls, taken } = setUp(at(path, { every: { kind: 'interval', ms: HOUR } }))
    await run(2 * HOUR, HOUR)
    expect(polls.map(({ outcome }) => outcome)).toEqual(['entries', 'unchanged', 'unchanged'])
    expect(taken).toEqual(['Ministry clears magnet exports', 'Port fees put on hold'])
    expect(server.seen[0]!.headers).not.toHaveProperty('if-none-match')
  })

  test('a server that asks for two minutes gets them', async () => {
    const { run, taken } = setUp(at('/429-secs', { every: { kind: 'interval', ms: 10 * SECOND } }))
    await run(119 * SECOND, SECOND)
    expect(server.count('/429-secs')).toBe(1)
    await run(2 * SECOND, SECOND)
    expect(taken).toHaveLength(2)
  })

  test('a server that names an hour of day gets its rest until then', async () => {
    const { run } = setUp(at('/429-date', { every: { kind: 'interval', ms: MINUTE } }))
    await run(599 * SECOND, 10 * SECOND)
    expect(server.count('/429-date')).toBe(1)
    await run(20 * SECOND, 10 * SECOND)
    expect(server.count('/429-date')).toBe(2)
  })

  test('max-age holds, but not against a written interval', async () => {
    const { run } = setUp(
      at('/max-age'),
      at('/max-age?2', { every: { kind: 'interval', ms: 10 * MINUTE } }),
    )
    await run(119 * MINUTE, MINUTE)
    expect(server.seen.length).toBe(1 + 12)
  })

  test('a ttl of three hours, skipped hours and a skipped day are kept over a week', async () => {
    const { run, polls } = setUp(at('/ttl'), at('/skip'))
    await run(7 * DAY, 20 * MINUTE)
    function timesOf(id: string): readonly number[] {
      return polls.filter(({ feed }) => feed.id === id).map(({ state }) => state.lastTriedAt!)
    }
    const ttl = timesOf('-ttl')
    expect(
      Math.min(...ttl.slice(1).map((time, index) => time - ttl[index]!)),
    ).toBeGreaterThanOrEqual(3 * HOUR)
    const skipped = timesOf('-skip').map((time) => new Date(time))
    expect(skipped.some((date) => [13, 14].includes(date.getUTCHours()))).toBe(false)
    expect(skipped.some((date) => date.getUTCDay() === 2)).toBe(false)
    expect(skipped.length).toBeGreaterThan(50)
  })

  test('410 is asked once', async () => {
    const { run, causes } = setUp(at('/gone'))
    await run(3 * DAY, HOUR)
    expect(server.count('/gone')).toBe(1)
    expect(causes()).toEqual(['gone'])
  })

  test.each([
    ['/moved301', 3],
    ['/moved308', 3],
    ['/moved302', 6],
  ])('%s is asked %d times in six', async (path, times) => {
    const { run } = setUp(at(path, { every: { kind: 'interval', ms: HOUR } }))
    await run(5 * HOUR, HOUR)
    expect(server.count(path)).toBe(times)
    expect(server.count('/ok.xml')).toBe(6)
  })
})

describe('what must not be taken for news', () => {
  test.each([
    ['/trunc-chunked', 'cut'],
    ['/rst', 'cut'],
    ['/stall', 'timeout'],
    ['/drip', 'timeout'],
    ['/slow-headers', 'timeout'],
    ['/gzip-cut', 'cut'],
    ['/html-200', 'not-a-feed'],
    ['/meta-refresh', 'not-a-feed'],
    ['/challenge', 'blocked-by-challenge'],
    ['/404', 'http-4xx'],
    ['/500', 'http-5xx'],
    ['/loop', 'too-many-redirects'],
    ['/to-file', 'bad-address'],
  ])('%s fails as %s and leaves nothing behind', async (path, code) => {
    if (code === 'timeout') {
      await fetcher.close()
      fetcher = createFetcher({ userAgent: 'hasty', limits: { headers: 150, total: 300 } })
    }
    const { run, causes, taken, state } = setUp(at(path))
    await run(0, 1)
    expect(causes()).toEqual([code])
    expect(taken).toEqual([])
    expect(state()).toMatchObject({ etag: undefined, lastModified: undefined, bodyHash: undefined })
  })

  test('the cause of a page in place of a feed names the page', async () => {
    const { run, state } = setUp(at('/html-200'))
    await run(0, 1)
    expect(state().faultText).toContain('Our new home page')
  })

  test('a body that stalled half-way is asked for again, and then taken as a whole', async () => {
    await fetcher.close()
    fetcher = createFetcher({ userAgent: 'hasty', limits: { total: 300 } })
    const { run, taken } = setUp(at('/stalls-once', { every: { kind: 'interval', ms: HOUR } }))
    await run(0, HOUR)
    expect(taken).toEqual([])
    await run(HOUR, HOUR)
    expect(taken).toHaveLength(2)
  })

  test('the rest of a document that came cut under the same validators comes with the next poll', async () => {
    const { run, taken } = setUp(at('/cut-complete', { every: { kind: 'interval', ms: HOUR } }))
    await run(0, HOUR)
    expect(taken).toEqual(['Ministry clears magnet exports'])
    await run(0, HOUR)
    expect(taken).toContain('Port fees put on hold')
    expect(server.seen[1]!.headers).not.toHaveProperty('if-none-match')
  })

  test('an empty feed is no failure, and entries that come back come back', async () => {
    const { run, polls } = setUp(at('/zero-items', { every: { kind: 'interval', ms: HOUR } }))
    await run(5 * HOUR, HOUR)
    expect(polls.map(({ entries }) => entries.length)).toEqual([2, 0, 2, 0, 2, 0])
  })

  test('a page of one’s own network is refused without allow_private', async () => {
    const { run, causes } = setUp(at('/secret', { allowPrivate: false }))
    await run(0, 1)
    expect(causes()).toEqual(['private-address'])
    expect(server.seen).toEqual([])
  })
})

test('servers that hang hold up nobody else', async () => {
  const healthy = Array.from({ length: 20 }, (_, index) => at(`/ok.xml?${index}`))
  const { poller, polls } = setUp(at('/slow-headers'), at('/drip'), ...healthy)
  const began = performance.now()
  const done = Promise.withResolvers<number>()
  const watching = setInterval(() => {
    if (polls.length >= 20) done.resolve(performance.now() - began)
  }, 5)
  await poller.tick()
  // Far below the ten seconds after which those are given up.
  expect(await done.promise).toBeLessThan(5000)
  clearInterval(watching)
  expect(polls.every(({ outcome }) => outcome === 'entries')).toBe(true)
  await poller.stop()
})

test('what is fetched is what is read', async () => {
  const { run, taken } = setUp(at('/gzip'))
  await run(0, 1)
  expect(FEED).toContain(taken[0])
})

test.each(['/gbk-declared', '/gbk-by-header'])('%s is read in its own charset', async (path) => {
  const { run, taken } = setUp(at(path))
  await run(0, 1)
  expect(taken).toEqual(['商务部：钐的出口许可'])
})
