import { describe, expect, test } from 'vitest'
import type { Matchable, Match, Passage } from '../../src/domain/rule.ts'
import { articleOf, rulesOf, type RulesText, type TopicText } from '../support/rules.ts'

function match(rules: TopicText | RulesText, article: string | Partial<Matchable>) {
  const text = 'topics' in rules ? rules : { topics: [rules] }
  return rulesOf(text).match(articleOf(article))
}

function passagesOf(match: Match | undefined): readonly Passage[] {
  return match!.evidence.flatMap(({ passages }) => passages)
}

describe('evidence', () => {
  test('for each line that hit, the sentence from the original text, with the hits in it', () => {
    const body = 'Nothing here. China’s sama\u00adrium – and “rare–earths” – stay. End.'
    const [found] = match({ any: ['samarium', 'rare earth', 'gold'] }, { title: 'Metals', body })
    const quote = 'China’s sama\u00adrium – and “rare–earths” – stay.'
    expect(found!.evidence).toMatchObject([
      {
        line: {
          list: 'any',
          level: undefined,
          text: 'samarium',
          file: 'rules/test.yaml',
          row: 1,
        },
        passages: [{ field: 'body', quote }],
      },
      { line: { list: 'any', text: 'rare earth', row: 2 }, passages: [{ field: 'body', quote }] },
    ])
    const marked = passagesOf(found).map(({ spans }) =>
      spans.map(({ start, end }) => body.slice(start, end)),
    )
    expect(marked).toEqual([['sama\u00adrium'], ['rare–earths']])
    for (const { start, end } of passagesOf(found)) expect(body.slice(start, end)).toBe(quote)
  })

  test('the sign of a percentage is part of the hit', () => {
    const [found] = match({ any: ['tariff of 55%'] }, 'A tariff of 55% stays')
    expect(passagesOf(found)[0]!.spans).toEqual([{ start: 2, end: 15 }])
  })

  test('NEAR shows both sides, over two sentences if need be', () => {
    const body = 'First. The tariff rose. Then China answered. Last.'
    const [found] = match({ any: ['tariff NEAR/5 China'] }, { body })
    expect(passagesOf(found)).toMatchObject([{ quote: 'The tariff rose. Then China answered.' }])
    expect(passagesOf(found)[0]!.spans).toHaveLength(2)
  })

  test('+ shows the sentence that holds both sides, else one for each', () => {
    const near = match({ any: ['tariff + China'] }, { body: 'China. A tariff. A tariff on China.' })
    expect(passagesOf(near[0]).map(({ quote }) => quote)).toEqual(['A tariff on China.'])
    const far = match({ any: ['tariff + China'] }, { title: 'China', body: 'Talks. A tariff.' })
    expect(passagesOf(far[0]).map(({ field, quote }) => [field, quote])).toEqual([
      ['title', 'China'],
      ['body', 'A tariff.'],
    ])
  })

  test('every field in which a line hits, and at most three quotes', () => {
    const [found] = match(
      { any: ['tariff'] },
      { title: 'Tariff', lead: 'A tariff.', body: 'A tariff. Tariffs. The tariff.' },
    )
    expect(passagesOf(found).map(({ field }) => field)).toEqual(['title', 'lead', 'body'])
  })

  test('all lines are shown beside any lines', () => {
    const [found] = match({ any: ['tariff'], all: ['China'] }, 'A tariff on China')
    expect(found!.evidence.map(({ line }) => [line.list, line.text])).toEqual([
      ['any', 'tariff'],
      ['all', 'China'],
    ])
  })

  test('a sentence without end is cut around its hits, between words', () => {
    const body = `${'word '.repeat(400)}tariff ${'more '.repeat(400)}`
    const [evidence] = passagesOf(match({ any: ['tariff'] }, { body })[0])
    expect(evidence!.quote.length).toBeLessThan(600)
    expect(evidence!.quote).toMatch(/^word .* tariff .* more$/)
    expect(body.slice(evidence!.start, evidence!.end)).toBe(evidence!.quote)
  })

  test('hits that overlap are one span', () => {
    const [found] = match({ any: ['rare earth | earth magnet'] }, 'rare earth magnets')
    expect(passagesOf(found)[0]!.spans).toEqual([{ start: 0, end: 18 }])
  })

  test('a masked hit is no evidence', () => {
    const [found] = match(
      { any: ['tariff'], ignore: ['mobile tariff'] },
      { body: 'A mobile tariff. A tariff.' },
    )
    expect(passagesOf(found).map(({ quote }) => quote)).toEqual(['A tariff.'])
  })
})
