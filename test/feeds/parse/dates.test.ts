import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDate, plausible } from '../../../src/feeds/parse/dates/index.ts'
import { DAY } from '../../../src/lib/durations.ts'
import { iso, NOW } from './support.ts'

describe('a date', () => {
  test.each([
    ['Mon, 03 Aug 2026 16:05:09 GMT', '2026-08-03T16:05:09.000Z'],
    ['Mon, 3 Aug 26 16:05 EST', '2026-08-03T21:05:00.000Z'],
    ['Mon,03 Aug 2026 16:05:09 +0800', '2026-08-03T08:05:09.000Z'],
    ['Mon, 03 Aug 2026 16:05:09 GMT+8', '2026-08-03T08:05:09.000Z'],
    ['Mon, 03 Aug 2026 16:05:09 UTC+08:00', '2026-08-03T08:05:09.000Z'],
    ['Monday, August 3, 2026 - 4:05 pm', '2026-08-03T16:05:00.000Z'],
    ['Aug. 3, 2026, 12:05 a.m. ET', '2026-08-03T05:05:00.000Z'],
    ['03-Aug-2026 16:05', '2026-08-03T16:05:00.000Z'],
    ['3 August 2026', '2026-08-03T00:00:00.000Z'],
    ['August 3rd, 2026', '2026-08-03T00:00:00.000Z'],
    ['3. August 2026, 16:05 MESZ', '2026-08-03T14:05:00.000Z'],
    ['3 de agosto de 2026', '2026-08-03T00:00:00.000Z'],
    ['16:05, 3 August 2026', '2026-08-03T16:05:00.000Z'],
    ['Mon Aug 03 16:05:09 GMT 2026', '2026-08-03T16:05:09.000Z'],
    ['Mon Aug  3 2026 16:05:09 GMT+0800 (China Standard Time)', '2026-08-03T08:05:09.000Z'],
    ['2026-08-03T16:05:09Z', '2026-08-03T16:05:09.000Z'],
    ['2026-08-03T16:05:09.123456+02:00', '2026-08-03T14:05:09.000Z'],
    ['2026-08-03 16:05', '2026-08-03T16:05:00.000Z'],
    ['2026-8-3', '2026-08-03T00:00:00.000Z'],
    ['2026-08', '2026-08-01T00:00:00.000Z'],
    ['2026-215', '2026-08-03T00:00:00.000Z'],
    ['2026-W32-1', '2026-08-03T00:00:00.000Z'],
    ['20260803T160509Z', '2026-08-03T16:05:09.000Z'],
    ['20260803', '2026-08-03T00:00:00.000Z'],
    ['2026/08/03 16:05:09', '2026-08-03T16:05:09.000Z'],
    ['2026.08.03 16:05', '2026-08-03T16:05:00.000Z'],
    ['1785773109', '2026-08-03T16:05:09.000Z'],
    ['1785773109000', '2026-08-03T16:05:09.000Z'],
    ['Fri, 08/07/2026 - 14:30', '2026-08-07T14:30:00.000Z'],
    ['31/07/2026', '2026-07-31T00:00:00.000Z'],
    ['2026年8月3日', '2026-08-03T00:00:00.000Z'],
    ['2026年08月03日 下午4:05', '2026-08-03T16:05:00.000Z'],
    ['发布时间：2026年8月3日 16时05分', '2026-08-03T16:05:00.000Z'],
    ['2026년 8월 3일 오후 4:05', '2026-08-03T16:05:00.000Z'],
    ['[2026-08-03]'.slice(1, -1), '2026-08-03T00:00:00.000Z'],
    ['<time>2026-08-03</time>', '2026-08-03T00:00:00.000Z'],
    ['Monday, 03-Aug-26 16:05:09 GMT', '2026-08-03T16:05:09.000Z'],
    ['03/Aug/2026:16:05:09 +0000', '2026-08-03T16:05:09.000Z'],
    ['Mon, 03 Aug 2026 6:5:9 GMT', '2026-08-03T06:05:09.000Z'],
    ['Mon, 03 Aug 2026 24:00:00 GMT', '2026-08-04T00:00:00.000Z'],
    ['Mon, 03 Aug 2026 16:05:09 Europe/Berlin', '2026-08-03T14:05:09.000Z'],
    ['2026-08-03T16:05:09+02:00[Europe/Berlin]', '2026-08-03T14:05:09.000Z'],
    ['Mon, 2026/08/03 16:05:09 EDT', '2026-08-03T20:05:09.000Z'],
    ['2026-08-03T16Z', '2026-08-03T16:00:00.000Z'],
    ['2026 Aug 3 16:05', '2026-08-03T16:05:00.000Z'],
    ['2026215', '2026-08-03T00:00:00.000Z'],
    ['260803', '2026-08-03T00:00:00.000Z'],
    ['26-08-03', '2026-08-03T00:00:00.000Z'],
    ['2026W321T160509Z', '2026-08-03T16:05:09.000Z'],
    ['/Date(1785773109000)/', '2026-08-03T16:05:09.000Z'],
    ['03.08.2026 16:05', '2026-08-03T16:05:00.000Z'],
    ['8/3/26', '2026-08-03T00:00:00.000Z'],
    ['lundi 3 août 2026 à 16h05', '2026-08-03T16:05:00.000Z'],
    ['3 августа 2026 г., 16:05', '2026-08-03T16:05:00.000Z'],
    ['Δευ, 03 Αύγ 2026 16:05:09 +0300', '2026-08-03T13:05:09.000Z'],
    ['2026-augusztus-03T16:05+02:00', '2026-08-03T14:05:00.000Z'],
    ['Pn, 03 sie 2026 16:05:09 +0200', '2026-08-03T14:05:09.000Z'],
    ['ma, 03 mrt 2026 16:05:09 +0100', '2026-03-03T15:05:09.000Z'],
    ['03 Ağustos 2026 16:05', '2026-08-03T16:05:00.000Z'],
    ['03 Agustus 2026 16:05 WIB', '2026-08-03T09:05:00.000Z'],
    ['2026-08-03 오후 04:05:09', '2026-08-03T16:05:09.000Z'],
    ['2026/08/03 下午 4:05', '2026-08-03T16:05:00.000Z'],
    ['2026年8月3日（月）16時05分', '2026-08-03T16:05:00.000Z'],
    ['二〇二六年八月三日', '2026-08-03T00:00:00.000Z'],
    ['令和8年8月3日', '2026-08-03T00:00:00.000Z'],
  ])('%j is %s', (text, instant) => {
    expect(iso(parseDate(text))).toBe(instant)
  })

  test.each(['', 'soon', 'yesterday', '12', 'Mon, 99 Foo 2026', '2026-99-99', undefined])(
    '%j is none',
    (text) => {
      expect(parseDate(text)).toBeUndefined()
    },
  )

  test.each([
    ['Asia/Shanghai', '2026-08-03 16:00', '2026-08-03T08:00:00.000Z'],
    ['America/New_York', '2026-01-15 12:00', '2026-01-15T17:00:00.000Z'],
    ['America/New_York', '2026-07-15 12:00', '2026-07-15T16:00:00.000Z'],
    ['Europe/Berlin', '2026-03-29 01:30', '2026-03-29T00:30:00.000Z'],
    ['Europe/Berlin', '2026-03-29 03:30', '2026-03-29T01:30:00.000Z'],
    ['+08:00', '2026-08-03 16:00', '2026-08-03T08:00:00.000Z'],
  ])('without a zone is one of the source: %s', (zone, text, instant) => {
    expect(iso(parseDate(text, zone))).toBe(instant)
    expect(iso(parseDate(`${text.replace(' ', 'T')}:00Z`, zone))).toBe(
      `${text.replace(' ', 'T')}:00.000Z`,
    )
  })

  test.each([
    ['Asia/Shanghai', 'Mon Aug 03 16:05:09 CST 2026', '2026-08-03T08:05:09.000Z'],
    ['America/Chicago', 'Mon Aug 03 16:05:09 CST 2026', '2026-08-03T22:05:09.000Z'],
    ['Asia/Shanghai', 'Mon Aug 03 16:05:09 EST 2026', '2026-08-03T21:05:09.000Z'],
  ])('of a source in %s, %j, has the zone that the name means there', (zone, text, instant) => {
    expect(iso(parseDate(text, zone))).toBe(instant)
  })

  test('of any instant, written as feeds write it, is that instant', () => {
    const seconds = fc.integer({ min: Date.UTC(1990, 0) / 1000, max: Date.UTC(2039, 0) / 1000 })
    const isKept = fc.property(seconds, (second) => {
      const date = new Date(second * 1000)
      return [date.toUTCString(), date.toISOString(), date.toString()].every(
        (text) => parseDate(text) === second * 1000,
      )
    })
    expect(() => fc.assert(isKept)).not.toThrow()
  })

  test('of any text is an instant or none, never an error, and quickly', () => {
    const isCalm = fc.property(
      fc.string({
        unit: fc.constantFrom(
          '1',
          '20',
          '-',
          '/',
          ':',
          ' ',
          'T',
          'Aug',
          '年',
          '月',
          '日',
          '+',
          'pm',
          ',',
          '.',
        ),
        maxLength: 60,
      }),
      (text) => {
        const at = parseDate(text, 'Asia/Tokyo')
        return at === undefined || Number.isFinite(at)
      },
    )
    expect(() => fc.assert(isCalm, { numRuns: 500 })).not.toThrow()
  })
})

test('a date is plausible from the days of the first networks to tomorrow', () => {
  expect(plausible(NOW + DAY, NOW)).toBe(NOW + DAY)
  expect(plausible(NOW + DAY + 1, NOW)).toBeUndefined()
  expect(plausible(0, NOW)).toBeUndefined()
  expect(plausible(undefined, NOW)).toBeUndefined()
})
