import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../src/lib/durations.ts'
import { NOON } from '../support/things.ts'
import { fault, polls, VALIDATED, WHOLE } from './poll-rig.ts'
import { aFeed, anEntry, parsed } from './support.ts'

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
    ['a cut answer in JSON', { ...VALIDATED, body: '{"items": [{"id": "1"},' }],
  ])('of %s are not kept', async (_, answer) => {
    function parse(bytes: Uint8Array) {
      if (bytes.length === 6) throw fault('not-a-feed')
      return parsed()
    }
    const { state } = await polls([answer], { parse })
    expect(state).toMatchObject({ etag: undefined, lastModified: undefined })
  })

  test('304 to a request without any is no answer, and the feed never worked', async () => {
    const { asked, results, last } = await polls([{ status: 304 }, { status: 304 }, VALIDATED])
    expect(asked.every(({ etag, lastModified }) => !etag && !lastModified)).toBe(true)
    expect(results[1]).toMatchObject({
      outcome: 'failed',
      fault: { code: 'not-a-feed', message: expect.stringContaining('(304)') as string },
      state: { failures: 2, lastSuccessAt: undefined },
    })
    expect(last).toMatchObject({ outcome: 'entries', firstPoll: true })
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
    for (const status of [503, 200]) {
      const { state } = await polls([{ status, headers: { 'retry-after': '99999999' } }])
      expect([state.dueAt, state.notBefore]).toEqual([NOON + DAY, NOON + DAY])
    }
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

  test('gone behind a temporary redirect is not gone for good', async () => {
    for (const [status, code] of [
      [301, 'gone'],
      [302, 'http-4xx'],
    ] as const) {
      const redirects = [{ status, to: 'https://other.example/' }]
      const { last } = await polls([{ status: 410, redirects }])
      expect([last.fault?.code, last.state.goneAt !== undefined]).toEqual([code, status === 301])
    }
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

  /** Entries an hour apart, the newest one so many hours ago. */
  function hourly(count: number, ago: number) {
    const at = Array.from({ length: count }, (_, hours) => NOON - (ago + hours) * HOUR)
    return () => parsed(at.map((published) => anEntry({ published })))
  }

  test('is that of the last week: an archive below it changes nothing', async () => {
    const archive = [400, 500, 900].map((days) => anEntry({ published: NOON - days * DAY }))
    function parse() {
      return parsed([...hourly(169, 0)().entries, ...archive])
    }
    const { state } = await polls([VALIDATED], { parse })
    expect(state.entriesPerDay).toBeCloseTo(24)
  })

  test('a feed that has been silent for some time is asked less often', async () => {
    const waits = [0, 24, 72].map(async (ago) => {
      const { state } = await polls([VALIDATED], { parse: hourly(20, ago) })
      return Math.round((state.dueAt - NOON) / MINUTE)
    })
    expect(await Promise.all(waits)).toEqual([15, 42, 60])
  })

  test('a feed without dates has none', async () => {
    const { state } = await polls([VALIDATED], {
      parse: () => parsed([anEntry({ published: undefined })]),
    })
    expect(state.entriesPerDay).toBeUndefined()
  })

  test('is no matter of how many entries a document without dates has', async () => {
    const many = Array.from({ length: 300_000 }, (_, at) =>
      anEntry({ id: `${at}`, published: undefined }),
    )
    const { state } = await polls([VALIDATED], { parse: () => parsed(many) })
    expect(state.listed).toMatchObject({ since: NOON })
  })

  test('where nothing is dated, it counts when something else is listed; the order does not', async () => {
    const lists = ['a b', 'a b', 'b a', 'a b c', 'a b c', 'a b c', 'b c d', '']
    const { results } = await polls(
      lists.map((list, turn) => ({ body: `<rss><!-- ${list} ${turn} --></rss>` })),
      {
        parse: (_, { now }) => {
          const ids = lists[(now - NOON) / HOUR]!.split(' ').filter(Boolean)
          return parsed(ids.map((id) => anEntry({ id, published: undefined })))
        },
      },
    )
    expect(results.map(({ state }) => (state.listed!.since - NOON) / HOUR)).toEqual([
      0, 0, 0, 3, 3, 3, 6, 6,
    ])
    const gaps = results.map(({ state }) => state.listed!.gap && state.listed!.gap / HOUR)
    expect(gaps).toEqual([undefined, undefined, undefined, 3, 3, 3, 3, 3])
  })
})

test('dates that carry no zone are read in that of the file', async () => {
  const zones: unknown[] = []
  await polls([VALIDATED], {
    feed: aFeed({ zone: 'Asia/Shanghai' }),
    parse: (_, { zone }) => (zones.push(zone), parsed()),
  })
  expect(zones).toEqual(['Asia/Shanghai'])
})

test('a feed is told the name that its file says', async () => {
  const { asked } = await polls([VALIDATED], { feed: aFeed({ userAgent: 'Desk reader 1.0' }) })
  expect(asked[0]!.userAgent).toBe('Desk reader 1.0')
})

test('the first poll is the one before anything was taken in', async () => {
  const { results } = await polls([fault('dns'), VALIDATED, VALIDATED])
  expect(results.map(({ firstPoll }) => firstPoll)).toEqual([true, true, false])
})
