import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { nextAfterFailure, nextAfterSuccess, paceOf, planned, rhythm } from '../../src/feeds/due.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../src/lib/durations.ts'
import { NOON } from '../support/things.ts'
import { aFeed } from './support.ts'

const NONE = { retryAt: undefined, floor: 0, skipHours: [], skipDays: [] }
const TEN_MINUTES = { kind: 'interval', ms: 10 * MINUTE } as const

function after(over: object, feed = aFeed()): number {
  const wishes = { ...NONE, ...over }
  const pace = paceOf([])
  const situation = { feed, entriesPerDay: 24, wishes, askedAt: NOON, now: NOON, pace }
  return nextAfterSuccess(situation) - NOON
}

afterEach(() => vi.useRealTimers())

describe('a written interval', () => {
  const feed = aFeed({ every: TEN_MINUTES })

  test('is counted from the request, not from the end of the answer', () => {
    const pace = paceOf([])
    const situation = { feed, entriesPerDay: 24, wishes: NONE, pace }
    expect(nextAfterSuccess({ ...situation, askedAt: NOON, now: NOON + 4000 })).toBe(
      NOON + 10 * MINUTE,
    )
    expect(nextAfterSuccess({ ...situation, askedAt: NOON - HOUR, now: NOON })).toBe(NOON)
  })

  test('beats max-age, ttl and skipped hours', () => {
    expect(after({ floor: 2 * HOUR, skipHours: [12, 13] }, feed)).toBe(10 * MINUTE)
  })

  test('waits for Retry-After', () => {
    expect(after({ retryAt: NOON + 40 * MINUTE }, feed)).toBe(40 * MINUTE)
  })
})

describe('a cron expression', () => {
  test('is due at its next time in the zone of the feed', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOON })
    const every = { kind: 'cron', expression: '30 9 * * 1-5' } as const
    // Noon in London on a Monday is 8 in New York.
    expect(after({}, aFeed({ every, zone: 'America/New_York' }))).toBe(90 * MINUTE)
    expect(after({}, aFeed({ every, zone: 'UTC' }))).toBe(DAY - 150 * MINUTE)
  })
})

describe('without a written interval', () => {
  test.each([
    ['max-age or ttl are a floor', { floor: 2 * HOUR }, 2 * HOUR],
    ['a floor is never longer than a day', { floor: 90 * DAY }, DAY],
    ['a short one changes nothing', { floor: SECOND }, 15 * MINUTE],
    ['Retry-After is never longer than a day', { retryAt: NOON + 90 * DAY }, DAY],
    ['a skipped hour is waited for', { skipHours: [12, 13] }, 2 * HOUR],
    ['a skipped day is waited for', { skipDays: [1] }, 12 * HOUR],
    ['hours and days add up', { skipDays: [1], skipHours: [0, 1] }, 14 * HOUR],
    ['a week that is skipped as a whole is not', { skipDays: [0, 1, 2, 3, 4, 5, 6] }, 15 * MINUTE],
  ])('%s', (_, wishes, expected) => {
    expect(after(wishes)).toBe(expected)
  })

  test('hours and days are those of GMT, wherever the machine stands', () => {
    vi.stubEnv('TZ', 'Pacific/Kiritimati')
    expect([new Date(NOON).getHours(), new Date(NOON).getDay()]).toEqual([2, 2])
    expect(after({ skipHours: [12, 13] })).toBe(2 * HOUR)
    expect(after({ skipHours: [2], skipDays: [2] })).toBe(15 * MINUTE)
    vi.unstubAllEnvs()
  })

  test('the interval goes with one over the square root of the rate', () => {
    const pace = paceOf([16, 64])
    expect(rhythm(aFeed(), 16, pace) / rhythm(aFeed(), 64, pace)).toBeCloseTo(2)
  })

  test('all feeds together keep to the budget, whatever their rates are', () => {
    const rate = fc.double({ min: 15, max: 90, noNaN: true })
    fc.assert(
      fc.property(fc.array(rate, { minLength: 1, maxLength: 50 }), (rates) => {
        const pace = paceOf(rates)
        const requests = rates.reduce((sum, one) => sum + HOUR / rhythm(aFeed(), one, pace), 0)
        expect(requests / rates.length).toBeCloseTo(4, 2)
      }),
    )
  })

  test('there are bounds, and official feeds have a lower one', () => {
    const pace = paceOf([])
    expect(rhythm(aFeed(), 0, pace)).toBe(HOUR)
    expect(rhythm(aFeed(), 5000, pace)).toBe(5 * MINUTE)
    expect(rhythm(aFeed({ tags: ['official'] }), 5000, pace)).toBeLessThan(2 * MINUTE)
    expect(rhythm(aFeed({ tags: ['official'] }), 1e9, pace)).toBe(MINUTE)
  })
})

describe('after a failure', () => {
  test('the wait doubles, by lot between its half and its whole, up to two hours', () => {
    const waits = [1, 2, 3, 20].map((failures) => [
      nextAfterFailure(aFeed(), failures, undefined, 0, () => 0),
      nextAfterFailure(aFeed(), failures, undefined, 0, () => 1),
    ])
    const minutes = waits.map(([least, most]) => [least! / MINUTE, most! / MINUTE])
    expect(minutes).toEqual([
      [2.5, 5],
      [5, 10],
      [10, 20],
      [60, 120],
    ])
  })

  test('a feed is never parked for ever', () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (failures, lot) => {
        const next = nextAfterFailure(aFeed(), failures + 1, NOON + 1e15, NOON, () => lot)
        expect(next - NOON).toBeLessThanOrEqual(DAY)
        expect(next).toBeGreaterThan(NOON)
      }),
    )
  })

  test('a feed of short intervals comes back soon', () => {
    const feed = aFeed({ every: { kind: 'interval', ms: 5 * SECOND } })
    expect(nextAfterFailure(feed, 1, undefined, NOON, () => 1)).toBe(NOON + 5 * SECOND)
  })

  test('Retry-After is waited for', () => {
    expect(nextAfterFailure(aFeed(), 1, NOON + HOUR, NOON, () => 1)).toBe(NOON + HOUR)
  })
})

test('a process that dies before the answer leaves the feed waiting for its interval, at most five minutes', () => {
  expect(planned(aFeed({ every: { kind: 'interval', ms: 5 * SECOND } }), NOON)).toBe(NOON + 5000)
  expect(planned(aFeed({ every: { kind: 'interval', ms: DAY } }), NOON)).toBe(NOON + 5 * MINUTE)
  expect(planned(aFeed(), NOON)).toBe(NOON + 5 * MINUTE)
})
