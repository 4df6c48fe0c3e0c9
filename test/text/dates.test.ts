import { describe, expect, test } from 'vitest'
import { findDates, findSpans } from '../../src/text/dates.ts'

function dates(text: string): readonly string[] {
  return findDates(text).map(
    ({ year, month, day, text: written }) => `${year ?? '-'}/${month}/${day ?? '-'}=${written}`,
  )
}

function spans(text: string): readonly string[] {
  return findSpans(text).map(({ count, unit, text: written }) => `${count} ${unit}=${written}`)
}

describe('dates', () => {
  test.each([
    'August 10',
    'august 10',
    'Aug. 10',
    'Aug 10',
    'August 10th',
    '10 August',
    '10th of August',
    'AUGUST 10',
    '8月10日',
    '8月10号',
    '８月１０日',
    '八月十日',
  ])('%s is the tenth of August', (written) => {
    expect(dates(`due on ${written}; then`)).toEqual([`-/8/10=${written}`])
  })

  test.each([
    'August 10, 2025',
    'August 10 2025',
    'Aug. 10th, 2025',
    '10 August 2025',
    '2025-08-10',
    '2025/8/10',
    '2025.08.10',
    '2025年8月10日',
    '二〇二五年八月十日',
  ])('%s is in 2025', (written) => {
    expect(dates(`due on ${written}; then`)).toEqual([`2025/8/10=${written}`])
  })

  test.each([
    'https://a.example/2025/08/10/talks',
    'http://b.example/news/august-10.html',
    'www.c.example/2025-08-10',
    'https://d.example/90-days/six-months',
  ])('%s is an address and holds none', (address) => {
    expect(dates(`More on ${address}, and again on August 12.`)).toEqual(['-/8/12=August 12'])
    expect(spans(`More on ${address} within 45 days`)).toEqual(['45 day=45 days'])
  })

  test.each([
    ['August 10-12', ['-/8/10=August 10', '-/8/12=12']],
    ['August 10 to 12, 2025', ['2025/8/10=August 10', '2025/8/12=12, 2025']],
    ['10–12 August', ['-/8/10=10', '-/8/12=12 August']],
    ['10 to 12th of August', ['-/8/10=10', '-/8/12=12th of August']],
    ['30 August-2 September', ['-/8/30=30 August', '-/9/2=2 September']],
    ['8月10日至12日', ['-/8/10=8月10日', '-/8/12=12日']],
    ['6月9至10日', ['-/6/9=6月9', '-/6/10=10日']],
    ['8月10-12日', ['-/8/10=8月10', '-/8/12=12日']],
  ])('%s has a first and a last day', (text, found) => {
    expect(dates(text)).toEqual(found)
  })

  test.each([
    ['Aug. 10, or 10 November 2025', ['-/8/10=Aug. 10', '2025/11/10=10 November 2025']],
    ['August 10 to 12th of September', ['-/8/10=August 10', '-/9/12=12th of September']],
    ['August 10, and 10 November', ['-/8/10=August 10', '-/11/10=10 November']],
    ['It ends August 10. And 12 firms wait', ['-/8/10=August 10']],
  ])('%s: what follows is no second day of the month', (text, found) => {
    expect(dates(text)).toEqual(found)
  })

  test.each([
    ['August 2025', ['2025/8/-=August 2025']],
    ['Aug. 2025', ['2025/8/-=Aug. 2025']],
    ['2025年8月', ['2025/8/-=2025年8月']],
  ])('%s is a whole month', (text, found) => {
    expect(dates(text)).toEqual(found)
  })

  test.each([
    '8/10',
    'August 100',
    'August 10,000 visitors',
    'August 10% fewer',
    'August 10 percent',
    'August 10 million',
    'February 30',
    '2025-02-30',
    'they may 10 times',
    'in August, 10 people',
    'in August',
    '10 months',
    '2025年',
    '10日',
  ])('%s is none', (text) => {
    expect(dates(text)).toEqual([])
  })

  test('29 February exists where no year says otherwise', () => {
    expect(dates('February 29')).toHaveLength(1)
    expect(dates('2024-02-29')).toHaveLength(1)
    expect(dates('2025-02-29')).toHaveLength(0)
  })
})

describe('stretches of time', () => {
  test.each([
    '90 days',
    '90-day',
    'ninety days',
    'ninety-day',
    '90 more days',
    '90 calendar days',
    '90天',
    '90日間',
    '90日间',
    '九十天',
  ])('%s is 90 days', (written) => {
    expect(spans(`for ${written}.`)).toEqual([`90 day=${written}`])
  })

  test.each([
    '6 months',
    'six months',
    'six-month',
    '6个月',
    '六个月',
    '六個月',
    '6か月',
    '6ヶ月',
    '6カ月',
  ])('%s is six months', (written) => {
    expect(spans(`for ${written}.`)).toEqual([`6 month=${written}`])
  })

  test.each([
    ['three weeks', ['3 week=three weeks']],
    ['两周', ['2 week=两周']],
    ['2週間', ['2 week=2週間']],
    ['三个星期', ['3 week=三个星期']],
    ['one year', ['1 year=one year']],
    ['暂停一年', ['1 year=一年']],
    ['24 hours', ['24 hour=24 hours']],
    ['24小时', ['24 hour=24小时']],
    ['延长90日', ['90 day=90日']],
    ['for a week', ['1 week=a week']],
  ])('%s', (text, found) => {
    expect(spans(text)).toEqual(found)
  })

  test.each([
    '90 business days',
    '90 working days',
    'twice a week',
    '8月10日',
    '2025年',
    '第三年',
    '60年代',
    '周三',
    '90, days',
    '5.5 days',
  ])('%s is none', (text) => {
    expect(spans(text)).toEqual([])
  })
})
