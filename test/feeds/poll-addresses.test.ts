import { describe, expect, test } from 'vitest'
import { healthOf } from '../../src/feeds/health.ts'
import { HOUR } from '../../src/lib/durations.ts'
import { NOON } from '../support/things.ts'
import { fault, polls, VALIDATED, WHOLE } from './poll-rig.ts'
import { aFeed, type FakeAnswer } from './support.ts'

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

  test('nor does what was read at one say that another has nothing new', async () => {
    const { results } = await polls([{ body: WHOLE }, fault('timeout'), { body: WHOLE }], { feed })
    expect(results.map(({ outcome }) => outcome)).toEqual(['entries', 'entries'])
  })

  test('when none answers the feed fails by the cause of the first', async () => {
    const { last } = await polls([fault('http-4xx'), fault('dns')], { feed })
    expect(last).toMatchObject({ outcome: 'failed', fault: { code: 'http-4xx' } })
  })

  test('when one of them asks for rest all get it', async () => {
    const tired = { status: 429, headers: { 'retry-after': '7200' } }
    const { last } = await polls([fault('http-4xx'), tired], { feed })
    const until = NOON + 2 * HOUR
    expect(last.state).toMatchObject({ fault: 'http-4xx', notBefore: until, dueAt: until })
  })

  test('a first one that is gone for good is not asked again', async () => {
    const { asked } = await polls([{ status: 410 }, VALIDATED, { status: 304 }], { feed })
    expect(asked.map(({ url }) => url)).toEqual([first.url, second.url, second.url])
  })

  test('nor is a later one', async () => {
    const answers = [fault('http-5xx'), { status: 410 }, fault('http-5xx'), VALIDATED]
    const { asked, results } = await polls(answers, { feed })
    expect(asked.map(({ url }) => url)).toEqual([first.url, second.url, first.url, first.url])
    expect(results.map(({ fault: found }) => found?.code)).toEqual([
      'http-5xx',
      'http-5xx',
      undefined,
    ])
  })

  test('where all are gone the feed is', async () => {
    const { asked, state, last } = await polls([{ status: 410 }, { status: 410 }], { feed })
    expect(asked).toHaveLength(2)
    expect(last.fault?.code).toBe('gone')
    expect(healthOf(feed, state, NOON).status).toBe('gone')
    const other = aFeed({ addresses: [first, { url: 'https://wire.example/other' }] })
    expect(healthOf(other, state, NOON).status).toBe('failing')
  })
})
