import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Article } from '../../src/domain/article.ts'
import type { Placement } from '../../src/domain/story.ts'
import { createStoryIndex, type StoryIndex } from '../../src/stories/index.ts'
import { anArticle, DAY, HOUR, NOON } from '../support/things.ts'

let serial = 0

function report(title: string, hours: number = 0, over: Partial<Article> = {}): Article {
  const at = NOON + hours * HOUR
  return anArticle({
    id: `a${serial++}`,
    title,
    lead: '',
    publishedAt: at,
    firstSeenAt: at,
    ...over,
  })
}

function take(index: StoryIndex, article: Article): Placement {
  const draft = index.draft()
  const placement = draft.place(article, [], article.firstSeenAt)
  draft.add(placement.report)
  draft.commit()
  return placement
}

function isOneStory(first: string, second: string, hours: number = 1): boolean {
  const index = createStoryIndex()
  const { report: opened } = take(index, report(first))
  return take(index, report(second, hours)).report.story === opened.story
}

describe('a story', () => {
  test('takes in the reports of other outlets in other words', () => {
    const index = createStoryIndex()
    const first = take(index, report('Beijing lifts ban on gallium exports to Japan'))
    const second = take(index, report('China to allow gallium shipments to Japan again', 2))
    const third = take(index, report('China lifts its gallium export ban for Japan', 5))
    expect(first.relation).toBe('first')
    expect([second.relation, third.relation]).toEqual(['report', 'report'])
    expect(new Set([first, second, third].map((one) => one.report.story)).size).toBe(1)
  })

  test('knows a wire copy by its title or by its words', () => {
    const lead =
      'Negotiators from both sides met behind closed doors in a lakeside hotel and agreed to exchange lists of goods before the end of the month, two officials said.'
    const index = createStoryIndex()
    const first = take(index, report('Negotiators agree to exchange lists of goods', 0, { lead }))
    const copy = take(
      index,
      report('Lists of goods to be swapped after lakeside talks', 3, { lead }),
    )
    const again = take(
      index,
      report('Negotiators Agree to Exchange Lists of Goods - Daily Post', 4),
    )
    expect(copy).toMatchObject({ relation: 'copy', newFacts: [] })
    expect(again.relation).toBe('copy')
    expect(copy.report.story).toBe(first.report.story)
  })

  test('joins Chinese reports by pairs of characters', () => {
    expect(isOneStory('商务部宣布暂停稀土出口管制措施', '商务部：暂停稀土出口管制措施一年')).toBe(
      true,
    )
    expect(isOneStory('商务部宣布暂停稀土出口管制措施', '央行下调存款准备金率')).toBe(false)
  })

  test.each([
    ['a rate', 'Canada sets duty on steel at 25%', 'Canada sets duty on steel at 40%'],
    ['a day', 'Truce extended to March 3', 'Truce extended to June 3'],
    ['a term', 'Magnet permits granted for six months', 'Magnet permits granted for one year'],
    ['an amount', 'India orders $2 billion of US gas', 'India orders $9 billion of US gas'],
    ['an opposite verb', 'Vietnam cuts tariffs on US cars', 'Vietnam raises tariffs on US cars'],
    ['a negation', 'Court rules on lumber duties', 'Court does not rule on lumber duties'],
    ['a stage', 'Envoys to hold talks in Oslo', 'Envoys hold talks in Oslo'],
    ['a country', 'Japan protests new export rules', 'Mexico protests new export rules'],
    ['a material', 'New curbs on tungsten exports', 'New curbs on indium exports'],
    ['an opposite verb in Chinese', '商务部暂停镓出口管制', '商务部恢复镓出口管制'],
    ['a market', 'US lifts ban on chip sales', 'Nasdaq futures rise as US lifts ban on chip sales'],
  ])('is another one where the titles differ in %s', (_, first, second) => {
    expect(isOneStory(first, second)).toBe(false)
  })

  test('counts a term of months and the same one in days as equal', () => {
    expect(
      isOneStory(
        'Brussels extends talks with Beijing by 90 days',
        'EU extends talks with China by three months',
      ),
    ).toBe(true)
  })

  test('does not swallow the same words after the window has passed', () => {
    const title = 'Envoys agree to meet again over chip controls'
    expect(isOneStory(title, title, 2)).toBe(true)
    expect(isOneStory(title, title, 5 * 24)).toBe(false)
  })

  test('is named after the article that opens it, whatever came before', () => {
    const article = report('Ministry clears dysprosium shipments')
    const alone = take(createStoryIndex(), article)
    const busy = createStoryIndex()
    take(busy, report('Parliament debates fishing quotas'))
    expect(take(busy, article).report.story).toBe(alone.report.story)
  })

  test('is the same after a restart that reads the reports back', () => {
    const index = createStoryIndex()
    const titles = [
      'Seoul joins chip export curbs',
      'Wheat harvest beats forecasts',
      'Port strike ends',
    ]
    const reports = titles.map((title, at) => take(index, report(title, at)).report)
    const later = report('South Korea joins curbs on chip exports', 4)
    const restarted = createStoryIndex(reports)
    expect(restarted.size).toBe(3)
    expect(take(restarted, later)).toEqual(take(index, later))
  })
})

describe('a draft', () => {
  test('sees its own reports before they are committed, and nobody else does', () => {
    const index = createStoryIndex()
    const draft = index.draft()
    const opened = draft.place(report('Tokyo halts graphite imports'), [], NOON)
    draft.add(opened.report)
    const next = report('Japan halts imports of graphite')
    expect(draft.place(next, [], NOON).report.story).toBe(opened.report.story)
    expect(index.draft().place(next, [], NOON).relation).toBe('first')
    expect(index.size).toBe(0)
    draft.commit()
    expect(index.draft().place(next, [], NOON).report.story).toBe(opened.report.story)
  })

  test('leaves no trace when it is never committed', () => {
    const index = createStoryIndex()
    const before = take(index, report('Tariff talks open in Ottawa'))
    const draft = index.draft()
    draft.add(draft.place(report('Cobalt quota announced'), [], NOON).report)
    expect(index.size).toBe(1)
    expect(index.draft().place(report('Cobalt quota announced'), [], NOON).relation).toBe('first')
    expect(before.relation).toBe('first')
  })

  test('places without changing anything, however often it is asked', () => {
    const index = createStoryIndex()
    take(index, report('Lithium levy delayed by a year'))
    const draft = index.draft()
    const article = report('Lithium levy postponed by one year', 1)
    expect(draft.place(article, [], NOON)).toEqual(draft.place(article, [], NOON))
  })
})

describe('the index', () => {
  test('forgets what happened before a time', () => {
    const index = createStoryIndex()
    take(index, report('Old quarrel over soybeans'))
    take(index, report('New quarrel over almonds', 30))
    index.forget(NOON + DAY)
    expect(index.size).toBe(1)
  })

  test('drops by itself what no report can join any more', () => {
    const index = createStoryIndex()
    for (let day = 0; day < 30; day++)
      take(index, report(`Notice number ${day} of the board`, 24 * day))
    expect(index.size).toBeLessThan(8)
  })

  test('places any text, in any order of time, in exactly one story', () => {
    const words = fc.constantFrom(
      'China',
      '稀土',
      '55%',
      'tariff',
      '’',
      'US',
      '10 August',
      '',
      'to',
      '\ud800',
      '?',
    )
    const titles = fc.array(words, { maxLength: 9 }).map((all) => all.join(' '))
    const articles = fc.array(fc.tuple(titles, titles, fc.integer({ min: -200, max: 200 })), {
      maxLength: 20,
    })
    fc.assert(
      fc.property(articles, (all) => {
        const index = createStoryIndex()
        for (const [title, lead, hours] of all) {
          const placement = take(index, report(title, hours, { lead }))
          expect(placement.report.story).toMatch(/^[a-z2-7]{10}$/)
          const mayBringNews = placement.relation === 'report'
          expect(mayBringNews || placement.newFacts.length === 0).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })
})
