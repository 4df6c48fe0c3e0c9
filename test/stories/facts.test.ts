import { describe, expect, test } from 'vitest'
import type { Fact, Report } from '../../src/domain/story.ts'
import { factsOf, sameDate } from '../../src/stories/facts.ts'
import { newFactsOf } from '../../src/stories/news.ts'
import { rankOf, reportOf } from '../../src/stories/report.ts'
import { withoutPublisher } from '../../src/stories/sketch.ts'
import { anArticle, aReport, NOON } from '../support/things.ts'

function values(text: string): readonly string[] {
  return factsOf(text).map(({ kind, value }) => `${kind} ${value}`)
}

describe('the facts of a text', () => {
  test.each([
    ['Duty goes to 30% from 145 percent', ['percent 30', 'percent 145']],
    ['Truce until Aug. 10; it was 10 November 2025', ['date --08-10', 'date 2025-11-10']],
    ['a six-month licence, then 90 days', ['span day:180', 'span day:90']],
    ['three months and a further 90 days', ['span day:90']],
    ['Orders worth $2.8 billion', ['amount usd:2800000000']],
    ['It may fall by 50 billion US dollars', ['amount usd:50000000000']],
    ['A duty on 21 billion euros of goods', ['amount eur:21000000000']],
    ['A 300-million-yuan order, or 1,500 dollars', ['amount cny:300000000', 'amount usd:1500']],
    ['$5 billion dollars', ['amount usd:5000000000']],
    ['€45bn for farmers', ['amount eur:45000000000']],
    ['暂停24%的关税90天，8月12日起', ['percent 24', 'date --08-12', 'span day:90']],
    [
      'They may extend it 90 days beyond the August 10 deadline',
      ['date --08-10', 'date --11-08', 'span day:90'],
    ],
    ['August tariffs on 256-layer chips', []],
  ])('%s', (text, expected) => {
    expect(values(text)).toEqual(expected)
  })

  test('say each thing once, in the words of the text', () => {
    expect(factsOf('55 percent, or 55%')).toEqual([
      { kind: 'percent', value: '55', text: '55 percent' },
    ])
  })

  test('say a day that is counted from another as a day, with how it was counted', () => {
    const text = 'US looks to extend its pause 90 days beyond the August 10 deadline'
    expect(factsOf(text, Date.UTC(2025, 5, 13))).toContainEqual({
      kind: 'date',
      value: '2025-11-08',
      text: 'November 8, as proposed (90 days beyond the August 10 deadline)',
    })
  })

  test('a day without a year is the same day of any year', () => {
    expect(sameDate('--08-10', '2025-08-10')).toBe(true)
    expect(sameDate('2024-08-10', '2025-08-10')).toBe(false)
  })
})

describe('new facts', () => {
  const told = [aReport({ facts: factsOf('Duty set at 55% on August 20') })]

  function news(title: string, over: Partial<Report> = {}): readonly string[] {
    const report = aReport({ article: 'later', title, facts: factsOf(title), ...over })
    return newFactsOf(report, told).map(({ kind, value }) => `${kind} ${value}`)
  }

  test('are another rate and another day to come in the headline', () => {
    expect(news('Duty is 47% from November 10')).toEqual(['percent 47', 'date --11-10'])
  })

  test('are a day to come that is counted from another, unless it was told under its own name', () => {
    expect(news('Duty delayed 30 days beyond August 20')).toEqual(['date 2026-09-19'])
    const named = [aReport({ facts: factsOf('Duty set for August 20 or September 19') })]
    const report = aReport({ title: 'Duty delayed 30 days beyond August 20' })
    expect(newFactsOf(report, named)).toEqual([])
  })

  test('are not what was told, and not a day that has passed', () => {
    expect(news('55 percent duty of August 20 confirmed')).toEqual([])
    expect(news('Duty confirmed after meeting on May 2')).toEqual([])
    expect(news('Duty confirmed after 2025-08-20')).toEqual([])
  })

  test('are not numbers of the lead, which vary inside one event', () => {
    expect(news('Duty confirmed', { facts: factsOf('It was 10% before') })).toEqual([])
  })

  test('are not a first rate: that is only more of the same', () => {
    const report = aReport({ article: 'later', title: 'Duty is 47%' })
    expect(newFactsOf(report, [aReport({ facts: [] })])).toEqual([])
  })

  test('are the first words of the authority, once', () => {
    const official: Fact = { kind: 'official', value: 'Ministry', text: 'Ministry' }
    const report = aReport({ article: 'later', title: 'Notice 12', facts: [official] })
    expect(newFactsOf(report, told)).toEqual([official])
    expect(newFactsOf(report, [aReport({ facts: [official] })])).toEqual([])
  })
})

describe('a report', () => {
  test('ranks its source by the tags of its feed, else by its name', () => {
    expect(rankOf({ tags: ['official', 'wire'], publisher: 'MOFCOM' })).toBe('primary')
    expect(rankOf({ tags: ['wires'], publisher: 'Somebody' })).toBe('wire')
    expect(rankOf({ tags: [], publisher: 'Reuters World' })).toBe('wire')
    expect(rankOf({ tags: ['press'], publisher: 'Daily Globe' })).toBe('rewrite')
  })

  test('takes the beginning of the body where there is no lead', () => {
    const article = anArticle({ lead: ' ', body: `Rates of 55%. ${'word '.repeat(400)}` })
    const report = reportOf(article, 'story-1')
    expect(report.lead).toHaveLength(600)
    expect(report.facts).toContainEqual({ kind: 'percent', value: '55', text: '55%' })
    expect(report).toMatchObject({ article: article.id, story: 'story-1', at: NOON })
  })

  test.each([
    ['Court blocks duties on tiles - The Daily Globe', 'Court blocks duties on tiles'],
    ['Court blocks duties on tiles | Globe Daily', 'Court blocks duties on tiles'],
    ['Talks - round two', 'Talks - round two'],
    ['EU-China talks open', 'EU-China talks open'],
  ])('is read without its publisher: %s', (title, headline) => {
    expect(withoutPublisher(title)).toBe(headline)
  })
})
