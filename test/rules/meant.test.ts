import { describe, expect, test } from 'vitest'
import { articleIn, load } from './support.ts'

function read(line: string) {
  const shared = 'lists:\n  china:\n    - China\n'
  return load({
    '_shared.yaml': shared,
    'a.yaml': `topic: A\nany:\n  - ${line}\n  - $china seldom\n`,
  })
}

const NEW = /^(?:near-number|glued-sign|no-sign|small-or|slash|no-twin)$/

/** The line with its first cure pasted in where the caret stands. */
function cured(line: string): string {
  const found = read(line).problems.find(({ id }) => NEW.test(id))
  if (!found) return line
  const { column, length, cure } = found
  const [, written] = /^write (.+?)(?:;| for either| or |, or |$)/.exec(cure!)!
  const start = column - '  - '.length - 1
  return line.slice(0, start) + written + line.slice(start + length)
}

describe('a cure that is pasted in finds what was meant, and is warned of no more', () => {
  test.each([
    ['port NEAR 8 fee', 'port NEAR/8 fee', ['A fee in each port']],
    ['port NEAR /8 fee', 'port NEAR/8 fee', ['Ports raise their fees']],
    ['港口NEAR/5出口', '港口 NEAR/5 出口', ['港口的出口']],
    ['(海港 | 港口)NEAR出口', '(海港 | 港口) NEAR 出口', ['港口的出口']],
    ['海港 港口OR口岸', '海港 (港口 | 口岸)', ['海港口岸']],
    ['tariff of 15 percent', 'tariff of 15%', ['A tariff of fifteen per cent', 'A tariff of 15%']],
    ['10-15 percent', '10% 15%', ['A tariff of 10-15 percent', 'Up 10-15%']],
    ['10 to 15 percent', '10% to 15%', ['A tariff of 10 to 15%']],
    ['出口百分之五十五', '出口 55%', ['出口55%', '出口百分之五十五']],
    ['Nov. 10', '<Nov. 10>', ['Until 10 November', '11月10日']],
    ['August 10-12', '<August 10> <August 12>', ['Open August 10-12']],
    ['10-12 August 2025', '<August 10 2025> <12 August 2025>', ['Open 10-12 August 2025']],
    ['title: 8月10日', 'title: <8月10日>', ['Until Aug. 10']],
    ['90 days', '<90 days>', ['A 90-day pause', '90天']],
    ['pause of six months', 'pause of <six months>', ['A pause of 6 months']],
    ['licence or permit', 'licence | permit', ['A permit']],
    ['$china or permit', '$china | permit', ['China', 'A permit']],
    ['port (fee or due)', 'port (fee | due)', ['Port dues']],
    [
      'port fee NEAR licence or permit',
      'port fee NEAR (licence | permit)',
      ['Port fee for a permit'],
    ],
    ['either port or quay', 'port | quay', ['A quay']],
    ['U.S./China talks', '(U.S. | China) talks', ['US talks']],
    ['licence/permit', 'licence | permit', ['A permit']],
    ['port fee/due', 'port (fee | due)', ['Port dues']],
    ['出口 + 许可证', '出口 + (许可证 | 許可證)', ['出口許可證']],
  ])('%s', (line, expected, texts) => {
    expect(cured(line)).toBe(expected)
    const { problems, compiled } = read(expected)
    expect(problems.filter(({ id, level }) => level === 'error' || NEW.test(id))).toEqual([])
    expect(texts.filter((text) => compiled!.match(articleIn(text)).length === 0)).toEqual([])
  })
})

test.each([
  'dock NEAR 301',
  'quay NEAR (8 cranes)',
  '55% tariff | <August 10> | <90 days>',
  'trade =or die',
  'Five-Year Plan | 100 Days Reform | September 11 Commission | Long March 5',
  'day by day | percentage point | 百年变局 | 百年變局 | phase one',
  'LINEAR motor | BRANDY | near-term',
  'km/h | AT&T | title and deed',
  '/licence or permit/',
])('%s: a phrase that is meant as it stands is left alone', (line) => {
  expect(read(line).problems.filter(({ id }) => NEW.test(id))).toEqual([])
})
