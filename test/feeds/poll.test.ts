import { describe, expect, test } from 'vitest'
import { FeedError } from '../../src/domain/errors.ts'
import type { Feed, FeedState } from '../../src/domain/feed.ts'
import { newState, pollFeed, type Parse, type Poll } from '../../src/feeds/poll.ts'
import { DAY, HOUR, MINUTE } from '../../src/lib/durations.ts'
import { NOON } from '../support/things.ts'
import { aClock, aFeed, anEntry, fakeFetcher, parsed, type FakeAnswer } from './support.ts'

const WHOLE = '<rss><channel></channel></rss>'
const VALIDATED = { headers: { etag: 'W/"x1"', 'last-modified': 'yesterday' }, body: WHOLE }

/** Polls a feed again and again, each answer in turn, an hour apart. */
async function polls(
  answers: readonly (FakeAnswer | Error)[],
  {
    feed = aFeed(),
    parse = () => parsed(),
    from = newState(feed),
  }: { feed?: Feed; parse?: Parse; from?: FeedState } = {},
) {
  const clock = aClock()
  let turn = 0
  const fetcher = fakeFetcher(() => answers[turn++]!)
  let state = from
  const results: Poll[] = []
  while (turn < answers.length) {
    const tools = { fetcher, parse, now: () => clock.now(), random: () => 1 }
    const poll = await pollFeed(feed, state, tools)
    results.push(poll)
    state = poll.state
    clock.at += HOUR
  }
  return { results, asked: fetcher.asked, state, last: results.at(-1)! }
}

function fault(code: ConstructorParameters<typeof FeedError>[0]): FeedError {
  return new FeedError(code, 'It went wrong.')
}

describe('validators', () => {
  test('go back as they came once the document was read', async () => {
    const { asked, last } = await polls([VALIDATED, { status: 304 }])
    expect(asked[0]).toMatchObject({ etag: undefined, lastModified: undefined })
    expect(asked[1]).toMatchObject({ etag: 'W/"x1"', lastModified: 'yesterday' })
    expect(last).toMatchObject({ outcome: 'unchanged', entries: [] })
  })

  test.each([
    ['an error', { ...VALIDATED, status: 500 }],
    ['a document that is no feed', { ...VALIDATED, body: '<html>' }],
    ['a cut document', { ...VALIDATED, body: '<rss><channel><item>' }],
  ])('of %s are not kept', async (_, answer) => {
    function parse(bytes: Uint8Array) {
      if (bytes.length === 6) throw fault('not-a-feed')
      return parsed()
    }
    const { state } = await polls([answer], { parse })
    expect(state).toMatchObject({ etag: undefined, lastModified: undefined })
  })

  test('stay as they were after a failure', async () => {
    const { state } = await polls([VALIDATED, fault('timeout')])
    expect(state).toMatchObject({ etag: 'W/"x1"', failures: 1, fault: 'timeout' })
  })

  test('the hash of the body saves the parse where a server sends none', async () => {
    let parses = 0
    function parse() {
      parses++
      return parsed()
    }
    const { results } = await polls([{ body: WHOLE }, { body: WHOLE }, { body: `${WHOLE} ` }], {
      parse,
    })
    expect(results.map(({ outcome }) => outcome)).toEqual(['entries', 'unchanged', 'entries'])
    expect(parses).toBe(2)
  })
})

describe('what a publisher asks for', () => {
  test('Retry-After in seconds', async () => {
    const { last } = await polls([{ status: 429, headers: { 'retry-after': '1200' } }])
    expect(last.state).toMatchObject({
      fault: 'rate-limited',
      notBefore: NOON + 20 * MINUTE,
      dueAt: NOON + 20 * MINUTE,
    })
  })

  test('Retry-After as a date', async () => {
    const headers = { 'retry-after': 'Mon, 03 Aug 2026 12:40:00 GMT' }
    const { last } = await polls([{ status: 503, headers }])
    expect(last.state).toMatchObject({ fault: 'rate-limited', dueAt: NOON + 40 * MINUTE })
  })

  test('Retry-After is never believed for longer than a day', async () => {
    const { state } = await polls([{ status: 503, headers: { 'retry-after': '99999999' } }])
    expect(state.dueAt).toBe(NOON + DAY)
  })

  test('ttl and skipped hours hold also after 304, which does not repeat them', async () => {
    function parse() {
      return { ...parsed(), ttl: 3 * HOUR, skipHours: [16] }
    }
    const { results } = await polls([VALIDATED, { status: 304 }], { parse })
    expect(results.map(({ state }) => state.dueAt - NOON)).toEqual([3 * HOUR, 5 * HOUR])
  })
})

describe('faults by name', () => {
  test.each([
    [404, {}, '', 'http-4xx'],
    [403, {}, '', 'http-4xx'],
    [403, { 'cf-mitigated': 'challenge' }, '', 'blocked-by-challenge'],
    [503, {}, '<title>Just a moment...</title>', 'blocked-by-challenge'],
    [429, {}, '', 'rate-limited'],
    [500, {}, '', 'http-5xx'],
    [503, {}, '', 'http-5xx'],
    [410, {}, '', 'gone'],
    [204, {}, '', 'not-a-feed'],
  ])('status %d %o %s is %s', async (status, headers, body, code) => {
    const { last } = await polls([{ status, headers: headers as Record<string, string>, body }])
    expect(last).toMatchObject({ outcome: 'failed', fault: { code }, state: { fault: code } })
  })

  test('a reader that stumbles is trouble of that feed alone', async () => {
    function parse(): never {
      throw new TypeError('cannot read x of undefined')
    }
    const { last } = await polls([VALIDATED], { parse })
    expect(last.fault).toMatchObject({
      code: 'not-a-feed',
      message: expect.stringContaining('cannot read x'),
    })
  })

  test('failures are counted from the first one, until the feed answers', async () => {
    const { results } = await polls([fault('dns'), fault('dns'), VALIDATED])
    expect(results.map(({ state }) => [state.failures, state.failingSince])).toEqual([
      [1, NOON],
      [2, NOON],
      [0, undefined],
    ])
  })
})

describe('redirects', () => {
  const to = 'https://wire.example/new'
  function moved(...statuses: number[]): FakeAnswer {
    return { ...VALIDATED, redirects: statuses.map((status) => ({ status, to })) }
  }

  test.each([301, 308])(
    'after three consistent %d the new address is asked at once',
    async (status) => {
      const answers = [moved(status), moved(status), moved(status), VALIDATED, VALIDATED]
      const { asked } = await polls(answers)
      const old = 'https://wire.example/feed'
      expect(asked.map(({ url }) => url)).toEqual([old, old, old, to, to])
    },
  )

  test('a redirect that answers 304 counts as well', async () => {
    const { state } = await polls([moved(301), { ...moved(301), status: 304 }])
    expect(state.movedCount).toBe(2)
  })

  test('a temporary one never counts, nor what comes after it', async () => {
    const { state } = await polls([moved(302), moved(302, 301), moved(307), moved(302)])
    expect(state).toMatchObject({ movedTo: undefined, movedCount: 0 })
  })

  test('another target, or none, begins anew', async () => {
    const elsewhere = { ...VALIDATED, redirects: [{ status: 301, to: 'https://other.example/' }] }
    const { results } = await polls([moved(301), moved(301), elsewhere, VALIDATED])
    expect(results.map(({ state }) => state.movedCount)).toEqual([1, 2, 1, 0])
  })

  test('from https to http never counts', async () => {
    const down = { ...VALIDATED, redirects: [{ status: 301, to: 'http://wire.example/new' }] }
    const { state } = await polls([down, down, down])
    expect(state.movedCount).toBe(0)
  })

  test('a new address that fails gives way to the written one', async () => {
    const answers = [moved(301), moved(301), moved(301), fault('http-4xx'), VALIDATED]
    const { asked } = await polls(answers)
    expect(asked.slice(3).map(({ url }) => url)).toEqual([to, 'https://wire.example/feed'])
  })
})

describe('several addresses', () => {
  const first = { url: 'https://wire.example/feed' }
  const second = { url: 'https://wire.example/list' }
  const feed = aFeed({ addresses: [first, second] })

  test('the next is asked while one fails, and stays until the first is tried again', async () => {
    const answers = [
      fault('http-4xx'),
      VALIDATED,
      ...Array.from({ length: 5 }, () => ({ status: 304 })),
      fault('http-4xx'),
      { status: 304 },
    ]
    const { asked, results, state } = await polls(answers, { feed })
    expect(asked.map(({ url }) => url.slice(-4)).join(' ')).toBe(
      'feed list list list list list list feed list',
    )
    expect(results[0]).toMatchObject({
      outcome: 'entries',
      fault: undefined,
      passedOver: { code: 'http-4xx' },
    })
    expect(state).toMatchObject({ address: 1, failures: 0 })
  })

  test('validators of one address are not shown to another', async () => {
    const { asked } = await polls([VALIDATED, fault('timeout'), VALIDATED], { feed })
    expect(asked.map(({ etag }) => etag)).toEqual([undefined, 'W/"x1"', undefined])
  })

  test('when none answers the feed fails by the cause of the first', async () => {
    const { last } = await polls([fault('http-4xx'), fault('dns')], { feed })
    expect(last).toMatchObject({ outcome: 'failed', fault: { code: 'http-4xx' } })
  })

  test('a first one that is gone for good is not asked again', async () => {
    const { asked } = await polls([{ status: 410 }, VALIDATED, { status: 304 }], { feed })
    expect(asked.map(({ url }) => url)).toEqual([first.url, second.url, second.url])
  })
})

describe('the rhythm of a feed', () => {
  test('is read off the dates of its entries', async () => {
    function parse() {
      const days = [0, 1, 2, 3, 4].map((day) => anEntry({ published: NOON - day * 6 * HOUR }))
      return parsed([
        ...days,
        anEntry({ published: undefined }),
        anEntry({ published: NOON + DAY }),
      ])
    }
    const { state } = await polls([VALIDATED], { parse })
    expect(state).toMatchObject({ newestEntryAt: NOON, entriesPerDay: 4 })
  })

  test('a feed without dates has none', async () => {
    const { state } = await polls([VALIDATED], {
      parse: () => parsed([anEntry({ published: undefined })]),
    })
    expect(state.entriesPerDay).toBeUndefined()
  })
})

test('the first poll is the one before anything was taken in', async () => {
  const { results } = await polls([fault('dns'), VALIDATED, VALIDATED])
  expect(results.map(({ firstPoll }) => firstPoll)).toEqual([true, true, false])
})
