import { describe, expect, test } from 'vitest'
import type { Matchable } from '../../src/domain/rule.ts'
import { articleOf, hits, rulesOf, type RulesText, type TopicText } from '../support/rules.ts'

function match(rules: TopicText | RulesText, article: string | Partial<Matchable>) {
  const text = 'topics' in rules ? rules : { topics: [rules] }
  return rulesOf(text).match(articleOf(article))
}

describe('any, all and none', () => {
  test('one line of any is enough', () => {
    expect(match({ any: ['tariff', 'duty'] }, 'A duty')).toHaveLength(1)
    expect(match({ any: ['tariff', 'duty'] }, 'A tax')).toHaveLength(0)
  })

  test('every line of all must hit too, anywhere in the article', () => {
    const rule = { any: ['<August 10>'], all: ['tariff | truce', 'China'] }
    const article = { title: 'The truce', lead: 'of China', body: 'ends on August 10' }
    expect(match(rule, article)).toHaveLength(1)
    expect(match(rule, { ...article, lead: '' })).toHaveLength(0)
  })

  test('one hit of none anywhere silences the topic', () => {
    const rule = { any: ['talks'], none: ['Brexit'] }
    expect(match(rule, 'Talks')).toHaveLength(1)
    expect(match(rule, { title: 'Talks', body: 'on Brexit' })).toHaveLength(0)
  })
})

describe('ignore masks', () => {
  test('a phrase inside an ignored phrase does not count; others in the article do', () => {
    expect(hits('tariff', 'A tariff-free phone plan.', ['tariff-free'])).toBe(false)
    expect(hits('tariff', 'A tariff-free phone plan. US tariffs stay.', ['tariff-free'])).toBe(true)
  })

  test.each([
    ['before +', 'tariff + phone', 'tariff-free phone'],
    ['before NEAR', 'tariff NEAR phone', 'tariff-free phone'],
    ['a phrase in part inside is not masked', 'tariff free lunch', 'tariff-free lunch', true],
    ['a regular expression', '/tariffs?/', 'tariff-free phone'],
  ])('%s', (_, line, text, expected = false) => {
    expect(hits(line, text, ['tariff-free'])).toBe(expected)
  })

  test('before all, none and raise', () => {
    const ignore = ['mobile tariff']
    expect(match({ any: ['phone'], all: ['tariff'], ignore }, 'phone: mobile tariff')).toEqual([])
    expect(
      match({ any: ['phone'], none: ['tariff'], ignore }, 'phone: mobile tariff'),
    ).toHaveLength(1)
    const rule = { any: ['phone'], raise: { high: ['tariff'] }, ignore }
    expect(match(rule, 'phone: mobile tariff')[0]).toMatchObject({ severity: 'low' })
  })

  test('a regular expression can be ignored, and lists too', () => {
    expect(hits('tariff', 'phone tariff', ['/(mobile|phone) tariff/'])).toBe(false)
    const rules = {
      lists: { phones: ['mobile | phone'] },
      topics: [{ any: ['tariff'], ignore: ['$phones tariff'] }],
    }
    expect(match(rules, 'A phone tariff')).toEqual([])
  })

  test('a topic ignores for itself, _shared.yaml for all', () => {
    const topics = [{ any: ['tariff'], ignore: ['mobile tariff'] }, { any: ['tariff'] }]
    expect(match({ topics }, 'mobile tariff').map(({ topic }) => topic)).toEqual(['topic-2'])
    expect(match({ topics, ignore: ['mobile tariff'] }, 'mobile tariff')).toEqual([])
  })

  test('the ignored phrase must stand in the same field', () => {
    expect(hits('tariff', { title: 'mobile', body: 'tariff' }, ['mobile tariff'])).toBe(true)
  })
})

describe('severity and raise', () => {
  const rule: TopicText = {
    any: ['tariff'],
    severity: 'low',
    raise: { medium: ['China'], high: ['title: China'], critical: ['war'] },
  }

  test.each([
    ['A tariff', 'low'],
    [{ body: 'A tariff on China' }, 'medium'],
    ['A tariff on China', 'high'],
    [{ title: 'Tariff war', body: 'on China' }, 'critical'],
  ] as const)('%j is %s', (article, severity) => {
    expect(match(rule, article)[0]).toMatchObject({ severity })
  })

  test('a raise line alone does not fire', () => {
    expect(match(rule, 'War on China')).toEqual([])
  })

  test('the line that raised is in the evidence, with its level', () => {
    const [found] = match(rule, 'A tariff on China')
    expect(found!.evidence.filter(({ line }) => line.list === 'raise')).toMatchObject([
      {
        line: { text: 'title: China', level: 'high' },
        passages: [{ quote: 'A tariff on China' }],
      },
    ])
  })
})

describe('only', () => {
  const article = {
    title: 'tariff',
    lang: 'en',
    langs: ['en', 'zh'],
    feeds: ['ustr'],
    tags: ['official', 'us'],
  }
  test.each([
    [{ lang: ['zh'] }, true],
    [{ lang: ['ja'] }, false],
    [{ source: ['mofcom', 'ustr'] }, true],
    [{ source: ['mofcom'] }, false],
    [{ tag: ['us'], lang: ['en'] }, true],
    [{ tag: ['us'], lang: ['ja'] }, false],
    [{ tag: ['press'] }, false],
  ])('%j: %s', (only, fires) => {
    expect(match({ any: ['tariff'], only }, article)).toHaveLength(fires ? 1 : 0)
  })

  test('a language with a region counts as the language', () => {
    expect(
      match(
        { any: ['tariff'], only: { lang: ['zh'] } },
        { title: 'tariff', lang: 'zh-CN', langs: [] },
      ),
    ).toHaveLength(1)
  })

  test('one topic can be asked with its only taken as met', () => {
    const rules = rulesOf({ topics: [{ any: ['tariff'], only: { lang: ['zh'] } }] })
    expect(rules.matchTopic(articleOf('tariff'), 'topic-1')).toBeUndefined()
    expect(rules.matchTopic(articleOf('tariff'), 'topic-1', { ignoreOnly: true })).toMatchObject({
      topic: 'topic-1',
    })
    expect(rules.matchTopic(articleOf('tax'), 'topic-1', { ignoreOnly: true })).toBeUndefined()
    expect(rules.matchTopic(articleOf('tariff'), 'nowhere')).toBeUndefined()
  })
})

describe('fields', () => {
  test('+ and all cross fields; phrases, NEAR and /…/ never do', () => {
    const article = { title: 'A rare', body: 'earth' }
    expect(hits('rare + earth', article)).toBe(true)
    expect(hits('rare earth', article)).toBe(false)
    expect(hits('rare NEAR earth', article)).toBe(false)
    expect(hits('rare NEAR/100 earth', article)).toBe(false)
    expect(hits('/rare\\s*earth/', article)).toBe(false)
  })

  test.each(['title', 'lead', 'body'])('%s: looks only there', (field) => {
    for (const other of ['title', 'lead', 'body'])
      expect(hits(`${field}: samarium`, { [other]: 'samarium' })).toBe(other === field)
  })

  test('a title is one sentence', () => {
    expect(hits('tariff NEAR China', 'Tariffs rise. China acts')).toBe(true)
    expect(hits('tariff NEAR China', { body: 'Tariffs rise. China acts' })).toBe(false)
    expect(hits('tariff NEAR/12 China', { body: 'Tariffs rise. China acts' })).toBe(true)
  })

  test('abbreviations end no sentence', () => {
    expect(hits('tariff NEAR Greer', { body: 'The tariff, Mr. Greer said.' })).toBe(true)
    expect(hits('tariff NEAR Beijing', { body: 'The tariff of the U.S. Beijing answers.' })).toBe(
      true,
    )
  })
})
