import { describe, expect, test } from 'vitest'
import { findDeadlines } from '../../src/text/deadlines.ts'

function found(text: string, at?: string): readonly string[] {
  return findDeadlines(text, at === undefined ? undefined : Date.parse(at)).map(
    ({ year, month, day, kind, text: written }) =>
      `${year ?? '-'}/${month}/${day} ${kind}=${written}`,
  )
}

describe('a day counted from another', () => {
  test('is found where officials would extend a deadline, in the year of the news', () => {
    const text =
      'Washington is looking at a further pause of 90 days beyond the August 10 deadline, two people said.'
    expect(findDeadlines(text, Date.UTC(2025, 5, 13))).toMatchObject([
      {
        year: 2025,
        month: 11,
        day: 8,
        from: { year: 2025, month: 8, day: 10 },
        kind: 'proposed',
        text: '90 days beyond the August 10 deadline',
        start: text.indexOf('90'),
        end: text.indexOf(', two'),
      },
    ])
  })

  test.each([
    ['extended for 90 days from Aug. 12', '-/11/10 extended=90 days from Aug. 12'],
    [
      'The pause was extended by 90 days past its August 12 expiry.',
      '-/11/10 extended=90 days past its August 12 expiry',
    ],
    [
      'They extend the August 10 deadline by another 90 days.',
      '-/11/8 extended=August 10 deadline by another 90 days',
    ],
    [
      'The Aug. 10 tariff deadline may be extended by three weeks.',
      '-/8/31 proposed=Aug. 10 tariff deadline may be extended by three weeks',
    ],
    [
      'Reports are due within 45 days of the June 9 signing.',
      '-/7/24 counted=within 45 days of the June 9 signing',
    ],
    [
      'It ends six months after October 9, 2025.',
      '2026/4/9 counted=six months after October 9, 2025',
    ],
    ['Filings close two weeks before November 10.', '-/10/27 counted=two weeks before November 10'],
    [
      'One month after August 31, 2025 it lapses.',
      '2025/9/30 counted=One month after August 31, 2025',
    ],
    ['48 hours after 31 December 2025', '2026/1/2 counted=48 hours after 31 December 2025'],
    ['自2025年8月12日起暂停加征关税90天', '2025/11/10 counted=自2025年8月12日起暂停加征关税90天'],
    [
      '雙方自８月１２日起再次暫停２４％的關稅９０天。',
      '-/11/10 extended=自８月１２日起再次暫停２４％的關稅９０天',
    ],
    [
      '官员考虑在8月10日的最后期限之后再延长90天',
      '-/11/8 proposed=8月10日的最后期限之后再延长90天',
    ],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual([expected])
  })

  test.each([
    'The order of August 11 extends the truce by 90 days.',
    'The truce was extended on August 11 for 90 days.',
    'China suspends for one year the rules announced on October 9.',
    'It was idle for a week in May 2025.',
    'Five years after January 6 they remember.',
    '90 days. After August 10 nothing holds.',
    'In 90 days, or August 10 at the latest',
    '特朗普8月11日签署行政令,将暂停期限再延长90天',
    '将暂停10月9日公布的措施1年',
    '自8月12日起，为期90天',
  ])('%s: none is', (text) => {
    expect(found(text)).toEqual([])
  })

  test('a year is the nearest to the news', () => {
    expect(found('90 days after November 20', '2026-01-05')).toEqual([
      '2026/2/18 counted=90 days after November 20',
    ])
    expect(found('30 days after January 5', '2025-12-20')).toEqual([
      '2026/2/4 counted=30 days after January 5',
    ])
  })

  test('a sentence about something else does not make it a proposal', () => {
    const text =
      'Prices may rise. The truce is extended by 90 days beyond August 10. Talks could follow.'
    expect(found(text)).toEqual(['-/11/8 extended=90 days beyond August 10'])
  })
})
