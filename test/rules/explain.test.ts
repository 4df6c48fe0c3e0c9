import { describe, expect, test } from 'vitest'
import type { Matchable } from '../../src/domain/rule.ts'
import { explain } from '../../src/rules/explain.ts'
import { articleOf, rulesOf, type TopicText } from '../support/rules.ts'

function report(topic: TopicText, article: string | Partial<Matchable>) {
  return explain(rulesOf({ topics: [topic] }), articleOf(article))[0]!
}

function missOf(
  line: string,
  article: string | Partial<Matchable>,
  ignore: readonly string[] = [],
) {
  return report({ any: [line], ignore }, article).lines[0]!.miss
}

describe('the nearest miss of a line', () => {
  test.each([
    ['samarium', 'Magnets', '"samarium" is absent'],
    ['tariff NEAR/12 China', 'Magnets', '"tariff" is absent, and "China" is absent'],
    ['tariff NEAR/12 China', 'A tariff', '"tariff" is there, but "China" is absent'],
    [
      'tariff NEAR/3 China',
      'A tariff that one day will hit China',
      '"tariff" and "China" are 5 words apart, 3 allowed',
    ],
    ['tariff + China', 'A tariff', '"tariff" hits, but "China" is absent'],
    [
      'ban NEAR export + China',
      'China bans kites',
      '"China" hits; "ban" is there, but "export" is absent',
    ],
    [
      'rare earth',
      'Earth is rare',
      '"rare earth" is absent: its words are there, but not in a row',
    ],
    ['EDA', 'Eda wins', '"EDA" is absent: "Eda" is there, but capitals count'],
    ['=Turkey', 'cold turkey', '"=Turkey" is absent: "turkey" is there, but capitals count'],
    ['gold | tariff + China', 'A tariff', '"tariff" hits, but "China" is absent'],
    ['/h20s?/', 'Magnets', 'finds nothing'],
    ['Bessent NEAR Bessent', 'Bessent left', '"Bessent" and "Bessent" are one and the same place'],
  ])('%s on "%s"', (line, text, miss) => {
    expect(missOf(line, text)).toBe(miss)
  })

  test('in another sentence, another field, or masked', () => {
    expect(missOf('tariff NEAR China', { body: 'A tariff. China.' })).toBe(
      '"tariff" and "China" stand in different sentences',
    )
    expect(missOf('tariff NEAR China', { title: 'A tariff', body: 'China.' })).toBe(
      '"tariff" and "China" stand in different fields',
    )
    expect(missOf('title: tariff', { body: 'A tariff' })).toBe(
      '"tariff" stands in the body, not in the title',
    )
    expect(missOf('tariff', 'A mobile tariff', ['mobile tariff'])).toBe(
      '"tariff" is masked by rules/test.yaml:2 "mobile tariff"',
    )
  })
})

describe('a topic explained', () => {
  test('that fires: every line with its quotes', () => {
    const found = report(
      { any: ['tariff', 'gold'], raise: { high: ['China'] } },
      'A tariff on China',
    )
    expect(found).toMatchObject({ topic: 'topic-1', severity: 'high', obstacles: [] })
    expect(found.lines).toMatchObject([
      {
        line: { list: 'any' },
        hits: true,
        passages: [{ quote: 'A tariff on China', spans: [{ start: 2, end: 8 }] }],
      },
      { line: { list: 'any' }, hits: false, miss: '"gold" is absent' },
      { line: { list: 'raise', level: 'high' }, hits: true },
    ])
  })

  test('that does not: what stands in its way', () => {
    expect(report({ any: ['gold'] }, 'A tariff').obstacles).toEqual(['no line under any: hits'])
    expect(report({ any: ['tariff'], all: ['China'] }, 'A tariff').obstacles).toEqual([
      'all: line 2 "China" does not hit: "China" is absent',
    ])
    expect(
      report({ any: ['tariff'], none: ['Brexit'] }, 'A tariff after Brexit').obstacles,
    ).toEqual(['killed by none: line 2 "Brexit"'])
    const asked = report({ any: ['tariff'], only: { lang: ['zh'], tag: ['us'] } }, 'A tariff')
    expect(asked.obstacles[0]).toMatch(/^only: asks for lang zh, tag us; this article has lang en/)
  })

  test('ignored phrases are shown where they stand', () => {
    const { lines } = report(
      { any: ['tariff'], ignore: ['mobile tariff', 'gold'] },
      'A mobile tariff',
    )
    expect(lines.filter(({ line }) => line.list === 'ignore')).toMatchObject([
      { hits: true, passages: [{ spans: [{ start: 2, end: 15 }] }], miss: undefined },
      { hits: false, miss: undefined },
    ])
  })

  test('a field in capitals is mentioned where a line looks at capitals', () => {
    const note = 'the title has no small letter, so capitals prove nothing there'
    expect(report({ any: ['US'] }, 'TELL US').lines[0]!.notes).toEqual([note])
    expect(report({ any: ['tariff'] }, 'TELL US').lines[0]!.notes).toEqual([])
    expect(report({ any: ['US'] }, 'Tell US').lines[0]!.notes).toEqual([])
  })

  test('explain and match agree, since they are one engine', () => {
    const rules = rulesOf({ topics: [{ any: ['tariff NEAR China'] }, { any: ['gold'] }] })
    const article = articleOf({ title: 'Tariffs on China', body: 'No gold.' })
    const matches = rules.match(article)
    for (const { topic, severity, lines } of explain(rules, article)) {
      const found = matches.find((each) => each.topic === topic)
      expect(found?.severity).toBe(severity)
      expect(lines.flatMap(({ passages }) => passages)).toEqual(
        found?.evidence.flatMap(({ passages }) => passages) ?? [],
      )
    }
  })

  test('one topic can be asked for', () => {
    const rules = rulesOf({ topics: [{ any: ['tariff'] }, { any: ['gold'] }] })
    expect(explain(rules, articleOf('x'), 'topic-2').map(({ topic }) => topic)).toEqual(['topic-2'])
  })
})
