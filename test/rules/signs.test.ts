import { describe, expect, test } from 'vitest'
import { hits } from '../support/rules.ts'

/** Line, texts that it hits, texts that it does not. */
type Case = readonly [line: string, yes: readonly string[], no: readonly string[]]

const CASES: readonly Case[] = [
  // Words and their forms, in any capitals, whole words only.
  [
    'tariff',
    ['a tariff', 'TARIFFS rise', 'Tariffed goods', "the tariff's end", 'tariff-free'],
    ['tarif', 'tarifflike', 'antitariff'],
  ],
  ['talks', ['a talk', 'they talked', 'talking on'], ['talkative']],
  ['approved', ['approve it', 'approves', 'approving'], ['approval']],
  ['café', ['CAFE', 'cafés', 'cafe\u0301'], ['caf']],
  ['goods', ['Chinese goods'], ['good news']],
  ['ai', ['Ai Weiwei', 'AI chips', 'ai'], ['said', 'aid', 'ais']],
  // Phrases: words in a row.
  [
    'rare earth',
    ['rare earth', 'rare-earth', 'Rare Earths', 'rareearth', 'Rareearths', 'rare/earth'],
    ['rare old earth', 'earth rare', 'rarearth', 'rar eearth'],
  ],
  ['Entity List', ['the entity list', 'Entity Lists'], ['EntityList', 'entitylist']],
  ['an ore', ['an ore'], ['anore']],
  ['中美', ['中美贸易'], ['中国美']],
  ['稀土', ['批准稀土磁铁', '稀土'], ['稀有土', '土稀']],
  // Capitals.
  ['EDA', ['EDA tools', 'the EDAs', 'EDA TOOLS'], ['Eda', 'eda tools', 'EDAx']],
  ['US', ['the US', 'U.S.-China', 'U.S.’s', 'US GOODS'], ['tell us', 'Us', 'USA']],
  ['H20', ['H20 chips', 'H20s ship'], ['h20', 'H200', 'XH20']],
  ['MOUs', ['an MOU', 'two MOUs'], ['mous', 'Mou']],
  ['AI chip', ['AI chips', 'AI CHIP'], ['ai chips', 'Ai chip']],
  ['AT&T', ['AT&T said'], ['at&t', 'AT T']],
  // Exactly these letters and capitals.
  ['=Turkey', ['Turkey buys', "Turkey's", 'TURKEY BUYS'], ['turkey', 'TURKEY buys', 'Turkeys']],
  ['=AND', ['logical AND'], ['and so', 'And']],
  ['=talk', ['a talk'], ['talks', 'Talk is']],
  // Any ending.
  ['negotiat*', ['negotiate', 'Negotiations', 'negotiators'], ['renegotiate', 'negotia']],
  ['MI3*', ['the MI308'], ['mi308', 'MI2']],
  // Either; brackets keep it inside a phrase.
  ['tariff | duty', ['a tariff', 'duties'], ['tax']],
  [
    '(raise | cut) tariff',
    ['raise tariffs', 'cutting tariffs'],
    ['raise the tariff', 'tariff cut'],
  ],
  ['(rare | scarce) earth', ['rareearth', 'scarce earths'], ['rare scarce']],
  ['((a | b) c | d) e', ['b c e', 'd e'], ['a e', 'c d']],
  // Both, anywhere.
  ['tariff + China', ['China. Long after it a tariff.'], ['China', 'tariff']],
  ['trade + trade', ['trade'], ['talks']],
  // NEAR: so many words between, either order, across sentences.
  [
    'magnet NEAR/2 export',
    ['magnet one two export', 'export. A magnet', 'magnet export'],
    ['magnet one two three export'],
  ],
  ['magnet NEAR/2 稀土', ['magnet 中国稀土', 'magnet, 55% of 稀土'], ['magnet 中国的稀土']],
  ['$envoys NEAR $envoys', ['Bessent met Greer', 'Bessent and Bessent'], ['Bessent left']],
  ['rare earth NEAR/1 earth', ['rare earth on earth', 'earth rare earth'], ['rare earth']],
  [
    'magnet NEAR/3 <90 days>',
    ['magnet for another 90 days', '90-day magnet'],
    ['90 days before the first new magnet'],
  ],
  // Percentages.
  [
    '55%',
    [
      '55%',
      '55.0%',
      '55 percent',
      '55 per cent',
      '55 pct',
      'fifty-five percent',
      '百分之五十五',
      '50-55%',
      '55 to 60 percent',
      '55 and 10 percent',
      '５５％',
    ],
    ['155%', '55.5%', '55 percentage points', '55个百分点', '55', '55 dollars'],
  ],
  [
    'tariff of 10%',
    ['tariffs of 10 percent', 'tariff of 10-20%'],
    ['tariff of 100%', 'tariff 10%'],
  ],
  ['10% tariff', ['a 10 percent tariff', 'a 5-10% tariff'], ['10 tariffs']],
  // Dates.
  [
    '<August 10>',
    [
      'Aug. 10',
      'August 10th',
      '10 August',
      '10th of August',
      '2025-08-10',
      '8月10日',
      '八月十日',
      'August 10-12',
      '8-10 August',
      'August 10, 2019',
    ],
    ['8/10', 'August 100', 'August 11', 'August 8-12', 'August', '10% in August'],
  ],
  [
    '<August 10, 2025>',
    ['August 10', '2025-08-10', 'August 10, 2025'],
    ['August 10, 2026', '2024年8月10日'],
  ],
  [
    '<August 2025>',
    ['in August 2025', 'Aug. 2025', '2025年8月'],
    ['August', 'August 2024', 'August 10, 2025'],
  ],
  ['by <August 10>', ['by 10 August'], ['on August 10']],
  // Stretches of time.
  [
    '<90 days>',
    ['90 days', '90-day', 'ninety days', '90 more days', '90天', '90日間'],
    ['90 business days', '190 days', '90', '9 days'],
  ],
  ['<six months>', ['six-month', '6 months', '六个月', '6か月'], ['16 months', 'six weeks']],
  ['<90 days> pause', ['a 90-day pause'], ['90 days of pause']],
  // Regular expressions: any capitals.
  ['/H(20|100|200)s?\\b/', ['h20', 'H100s'], ['H30', 'H2']],
  ['/rare[ -]earth/', ['RARE-EARTH', 'rare–earth'], ['rareearth']],
]

describe('what a sign finds', () => {
  test.each(CASES)('%s', (line, yes, no) => {
    const text = line.replaceAll('$envoys', '(Bessent | Greer | He Lifeng)')
    expect(yes.filter((each) => !hits(text, each))).toEqual([])
    expect(no.filter((each) => hits(text, each))).toEqual([])
  })
})

describe('capitals prove nothing in a field without one small letter', () => {
  test('a word in capitals stands there as it is written; = compares without capitals', () => {
    expect(hits('US', 'TELL US MORE')).toBe(true)
    expect(hits('=Turkey', 'COLD TURKEY')).toBe(true)
    expect(hits('=Turkey', 'COLD TURKEY 2x')).toBe(false)
  })

  test('each field is judged on its own', () => {
    const article = { title: 'TALKS FAIL', body: 'TURKEY said so' }
    expect(hits('=Turkey', article)).toBe(false)
    expect(hits('=Talks', article)).toBe(true)
  })

  test('signs of Han have no capitals', () => {
    expect(hits('=Turkey', 'TURKEY 稀土')).toBe(true)
  })
})
