import { describe, expect, test } from 'vitest'
import { findPercents } from '../../src/text/numbers.ts'

function percents(text: string): readonly string[] {
  return findPercents(text).map(({ value, text: written }) => `${value}=${written}`)
}

describe('percentages', () => {
  test.each([
    '55%',
    '55.0%',
    '55 %',
    '55 percent',
    '55-percent',
    '55 per cent',
    '55 pct',
    '５５％',
    'fifty-five percent',
    'Fifty-five per cent',
    'fifty five percent',
    '百分之五十五',
    '百分之55',
    '55パーセント',
  ])('%s is 55 %', (written) => {
    expect(percents(`duties of ${written} stay`)).toEqual([`55=${written}`])
  })

  test.each([
    ['50-55%', ['50=50', '55=55%']],
    ['6.5–6.7% of output', ['6.5=6.5', '6.7=6.7%']],
    ['50 to 55 percent', ['50=50', '55=55 percent']],
    ['55 and 10 percent', ['55=55', '10=10 percent']],
    ['10, 20 and 30 percent', ['10=10', '20=20', '30=30 percent']],
    ['fifty to fifty-five percent', ['50=fifty', '55=fifty-five percent']],
    ['百分之十至十五', ['10=百分之十', '15=十五']],
    ['from 30% to 34%', ['30=30%', '34=34%']],
  ])('%s shares its sign', (text, found) => {
    expect(percents(text)).toEqual(found)
  })

  test.each([
    ['155%', ['155=155%']],
    ['1,000%', ['1000=1,000%']],
    ['55.5%', ['55.5=55.5%']],
    ['百分之五十五点五', ['55.5=百分之五十五点五']],
    ['百分之一百四十五', ['145=百分之一百四十五']],
    ['one hundred and forty-five percent', ['145=one hundred and forty-five percent']],
    ['0.10%', ['0.1=0.10%']],
  ])('%s has its own value', (text, found) => {
    expect(percents(text)).toEqual(found)
  })

  test.each([
    '55 percentage points',
    '55% points',
    '55 percent points',
    '55个百分点',
    '55 nations',
    '10 to 12 nations',
    'a 50-50 chance',
    '55 people per centre',
  ])('%s is none', (text) => {
    expect(percents(text)).toEqual([])
  })

  test.each([
    ['on August 10 and 20 percent', ['20=20 percent']],
    ['in 2024 and 10 percent', ['10=10 percent']],
    ['under Section 301 and 25%', ['25=25%']],
    ['of $50 and 10%', ['10=10%']],
    ['of 1,600, 55 percent', ['55=55 percent']],
    ['12 August — 55%', ['55=55%']],
  ])('%s: what counts something else shares no sign', (text, found) => {
    expect(percents(text)).toEqual(found)
  })

  test('places are those of the original text', () => {
    const text = 'tariffs: \u200b５５\u00ad％!'
    expect(findPercents(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      '５５\u00ad％',
    ])
  })
})
