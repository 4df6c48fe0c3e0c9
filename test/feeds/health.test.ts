import { describe, expect, test } from 'vitest'
import type { FeedState } from '../../src/domain/feed.ts'
import { healthOf } from '../../src/feeds/health.ts'
import { eventsOf, noticesOf } from '../../src/feeds/health/events.ts'
import { newState } from '../../src/feeds/poll.ts'
import { DAY, HOUR } from '../../src/lib/durations.ts'
import { NOON } from '../support/things.ts'
import { aFeed } from './support.ts'

const FEED = aFeed()

function state(over: Partial<FeedState> = {}): FeedState {
  return {
    ...newState(FEED),
    lastTriedAt: NOON,
    lastSuccessAt: NOON,
    newestEntryAt: NOON - HOUR,
    entriesPerDay: 24,
    ...over,
  }
}

/** Of a page without dates: for how long it has listed the same, and the usual time between two changes. */
function undated(since: number, gap: number | undefined): Partial<FeedState> {
  const listed = { hash: 'abc', since: NOON - since, gap }
  return { newestEntryAt: undefined, entriesPerDay: undefined, listed }
}

describe('the status of a feed', () => {
  test.each([
    ['new', { lastTriedAt: undefined }],
    ['new', { lastSuccessAt: undefined, newestEntryAt: undefined }],
    ['ok', {}],
    ['failing', { failures: 1, fault: 'dns' }],
    ['gone', { failures: 1, goneAt: NOON }],
    ['silent', { newestEntryAt: NOON - 5 * DAY }],
    ['ok', { newestEntryAt: NOON - 5 * DAY, entriesPerDay: 1 }],
    ['silent', { newestEntryAt: NOON - 11 * DAY, entriesPerDay: 1 }],
    ['ok', { newestEntryAt: undefined, entriesPerDay: undefined }],
    ['silent', { newestEntryAt: NOON - 3000 * DAY, entriesPerDay: 0 }],
    ['ok', undated(3 * DAY, HOUR)],
    ['silent', undated(5 * DAY, HOUR)],
    ['ok', undated(15 * DAY, 2 * DAY)],
    ['silent', undated(25 * DAY, 2 * DAY)],
    ['ok', undated(90 * DAY, undefined)],
    ['ok', { ...undated(5 * DAY, HOUR), newestEntryAt: NOON }],
  ])('%s: %o', (status, over) => {
    expect(healthOf(FEED, state(over), NOON).status).toBe(status)
  })

  test('off and never asked', () => {
    expect(healthOf(aFeed({ enabled: false }), state(), NOON).status).toBe('off')
    expect(healthOf(FEED, undefined, NOON)).toMatchObject({
      status: 'new',
      lastSuccessAt: undefined,
    })
  })

  test('comes with the age of the newest entry and the usual gap', () => {
    expect(healthOf(FEED, state(), NOON + HOUR)).toMatchObject({
      newestAge: 2 * HOUR,
      usualGap: HOUR,
      entriesPerDay: 24,
    })
  })
})

describe('what a poll changes', () => {
  function kinds(before: Partial<FeedState>, after: Partial<FeedState>): readonly string[] {
    return eventsOf(FEED, state(before), state(after)).map(({ kind }) => kind)
  }
  function failing(hours: number): Partial<FeedState> {
    return {
      failures: 5,
      failingSince: NOON,
      fault: 'dns',
      faultText: 'No such name.',
      lastTriedAt: NOON + hours * HOUR,
    }
  }

  test('six hours of failing are told when they are over', () => {
    expect(kinds(failing(5), failing(5.9))).toEqual([])
    expect(kinds(failing(5), failing(6))).toEqual(['failing'])
    expect(kinds(failing(6), failing(7))).toEqual([])
  })

  test('recovery is told where the failing was', () => {
    expect(kinds(failing(5), {})).toEqual([])
    expect(kinds(failing(7), {})).toEqual(['recovered'])
  })

  test('silence is told when it begins, and its end', () => {
    const quiet = { newestEntryAt: NOON, lastSuccessAt: NOON + 3 * DAY }
    const silent = { newestEntryAt: NOON, lastSuccessAt: NOON + 5 * DAY }
    expect(kinds(quiet, silent)).toEqual(['silent'])
    expect(kinds(silent, silent)).toEqual([])
    expect(kinds(silent, { newestEntryAt: NOON + 5 * DAY, lastSuccessAt: NOON + 5 * DAY })).toEqual(
      ['speaks'],
    )
  })

  test('silence is told of a page without dates as well', () => {
    const [event] = eventsOf(
      FEED,
      state(undated(3 * DAY, HOUR)),
      state({
        ...undated(3 * DAY, HOUR),
        lastTriedAt: NOON + 2 * DAY,
        lastSuccessAt: NOON + 2 * DAY,
      }),
    )
    expect(event).toMatchObject({ kind: 'silent', text: 'It has listed nothing new for 5 days.' })
    expect(kinds(undated(5 * DAY, HOUR), undated(0, HOUR))).toEqual(['speaks'])
  })

  test('that it is gone, or has moved for good', () => {
    expect(kinds({}, { goneAt: NOON, failures: 1, failingSince: NOON })).toEqual(['gone'])
    const to = 'https://wire.example/new?api_key=12345'
    const [event] = eventsOf(
      FEED,
      state({ movedTo: to, movedCount: 2 }),
      state({ movedTo: to, movedCount: 3 }),
    )
    expect(event).toMatchObject({ kind: 'moved' })
    expect(event!.text).toContain('https://wire.example/new?api_key=… That'.replace(' That', '.'))
    expect(event!.text).toContain('feeds/press.yaml, line 3')
  })
})

test('a notice says who, what, for how long and where to look', () => {
  const events = eventsOf(
    FEED,
    state({ failures: 4, failingSince: NOON, lastTriedAt: NOON + 5 * HOUR }),
    state({
      failures: 5,
      failingSince: NOON,
      faultText: 'It is away.',
      lastTriedAt: NOON + 7 * HOUR,
    }),
  )
  const [notice] = noticesOf(events, NOON)
  expect(notice!.key).toBe(`feed-failing:wire:${NOON}`)
  expect(notice!.card).toMatchObject({
    level: 'warning',
    title: 'Feed Example Wire: failing',
    lines: [
      'It is away. It has failed for 7 hours; it last worked 7 hours ago.',
      'Details: trucewatch feeds check wire',
    ],
  })
})
