import { describe, expect, test } from 'vitest'
import { atomOf } from '../../src/rules/signs/index.ts'
import { literalOf } from '../../src/rules/signs/regex.ts'
import { hits, lineOf } from '../support/rules.ts'

describe('the forms that rules show prints', () => {
  test.each([
    ['tariff', ['tariff', 'tariffs', 'tariffed', 'tariffing']],
    ['EDA', ['EDA', 'EDAs']],
    ['=Turkey', ['Turkey']],
    ['negotiat*', ['negotiat…']],
    ['55%', ['55%', '55 percent', '55 per cent', '55 pct', 'fifty-five percent', '百分之五十五']],
    [
      '<90 days>',
      [
        '90 days',
        '90-day',
        '90 more days',
        'ninety days',
        'ninety-day',
        '90天',
        '九十天',
        '90日間',
      ],
    ],
    [
      '<August 3>',
      [
        'August 3',
        'Aug. 3',
        'August 3rd',
        '3 August',
        '3rd of August',
        '…-08-03',
        '8月3日',
        '八月三日',
      ],
    ],
  ])('%s', (text, forms) => {
    const { line } = lineOf(text)
    const near = line.kind === 'terms' ? line.or[0]![0]! : undefined
    const item = near?.kind === 'phrase' ? near.phrase[0]! : undefined
    expect(item && item.sign !== 'list' && item.sign !== 'group' && atomOf(item).shown).toEqual(
      forms,
    )
  })

  test.each([
    '55%',
    '10%',
    '<90 days>',
    '<six months>',
    '<August 3>',
    '<August 10, 2025>',
    '<May 1>',
    '<August 2025>',
    'tariff',
    'EDA',
    '<one week>',
    '<2 years>',
  ])('every form shown for %s is found by it', (text) => {
    const { line } = lineOf(text)
    const near = line.kind === 'terms' ? line.or[0]![0]! : undefined
    const item = near?.kind === 'phrase' ? near.phrase[0]! : undefined
    if (!item || item.sign === 'list' || item.sign === 'group') throw new Error('no item')
    const missed = atomOf(item)
      .shown.map((form) => form.replace('…', '2031'))
      .filter((form) => !hits(text, `so ${form} it is`))
    expect(missed).toEqual([])
  })
})

describe('the literal by which a regular expression is passed over', () => {
  test.each([
    ['magnets?', 'magnet'],
    ['colou?rful', 'colo'],
    ['(abc)?defg', 'defg'],
    ['ab+?cde', 'cde'],
    ['\\bMagnet\\b', 'magnet'],
    ['稀土磁铁', '稀土磁铁'],
    ['[]abc]x', undefined],
    ['[^]abc]x', undefined],
    ['\\pNabc', 'abc'],
    ['\\x41bc', undefined],
    ['\\Qabc\\E', undefined],
    ['abc|def', undefined],
    ['(?i)', undefined],
    ['abc*', undefined],
    ['abcd{0,3}', 'abc'],
    ['H(20|100)s?', undefined],
  ])('%s: %s', (pattern, literal) => {
    expect(literalOf(pattern)).toBe(literal)
  })

  test('it never hides a hit', () => {
    expect(hits('/magnet(s|ic)? field/', 'Magnetic field')).toBe(true)
    expect(hits('/K20 chip/', '\u212a20 chip')).toBe(true)
  })
})
