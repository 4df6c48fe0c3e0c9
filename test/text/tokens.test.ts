import { describe, expect, test } from 'vitest'
import { HAN, NUMBER, placeOf, rawToken, tokenise, WORD } from '../../src/text/tokens.ts'

describe('cutting a text into tokens', () => {
  test.each([
    [
      'dotted capitals are one token',
      'the U.S. and A.I. of J.P. Morgan',
      'the us and ai of jp morgan',
    ],
    [
      'dotted capitals end where small letters begin',
      'in the D.C.The U.S-led',
      'in the dc the us led',
    ],
    ['single initials stay apart', 'J. P. Morgan', 'j p morgan'],
    ['letters with figures are one', 'H20 MI308 5G 10th 5.5bn', 'h20 mi308 5g 10th 5.5bn'],
    ['& between letters joins', 'AT&T S&P 500 R&D A & B x&', 'at&t s&p 500 r&d a b x'],
    [
      "a possessive 's is dropped",
      "China's CHINA'S U.S.'s traders' o'clock",
      'china china us traders o clock',
    ],
    ['a curly one, too', 'China’s deal', 'china deal'],
    [
      'a number keeps its value',
      '1,000 1000 55.0 55 007 0.10 1,000,000',
      '1000 1000 55 55 7 0.1 1000000',
    ],
    [
      'lists and dotted numbers are no numbers',
      '2024,2025 9903.88.69 12,3456',
      '2024 2025 9903 88 69 12 3456',
    ],
    [
      'hyphens, slashes and all else separate',
      'rare-earth 50/50 a_b #x (y) [z]',
      'rare earth 50 50 a b x y z',
    ],
    ['the sign of percent is no word', '55% of', '55 of'],
    [
      'Han and Kana stand one by one',
      '稀土磁铁 ガス 中国AI芯片',
      '稀 土 磁 铁 カ ス 中 国 ai 芯 片',
    ],
    ['Han beyond U+FFFF, too', '𠮷野', '𠮷 野'],
    [
      'other scripts are words',
      'тарифы 한국 παρά',
      'тарифы 한국 παρα'.normalize('NFKD').replaceAll(/\p{M}/gu, ''),
    ],
    ['marks belong to their letter', 'cafe\u0301s', 'cafes'],
    [
      'an address is one, without the full stop behind it',
      'see https://a.example/2025/08/10/tariff?x=55%&y=(b)-c. Next (www.b.example/us), HTTP://C.example!',
      'see https://a.example/2025/08/10/tariff?x=55%&y=(b)-c next www.b.example/us http://c.example',
    ],
    [
      'Chinese may stand at both ends of it',
      '详见https://a.example/8月10日，关税',
      '详 见 https://a.example/8 月 10 日 关 税',
    ],
    [
      'no address: a scheme alone, a host alone, www without more',
      'http:// www. JD.com a://',
      'http www jd com a',
    ],
  ])('%s', (_, text, keys) => {
    expect(tokenise(text).keys).toEqual(keys.split(' '))
  })

  test('a token knows its kind, its raw form and its place', () => {
    const text = 'The U.S.’s 1,000 稀 H20s'
    const tokens = tokenise(text)
    expect(tokens.kinds).toEqual([WORD, WORD, NUMBER, HAN, WORD])
    expect(tokens.keys.map((_, at) => rawToken(tokens, at))).toEqual([
      'The',
      'US',
      '1,000',
      '稀',
      'H20s',
    ])
    const places = tokens.keys.map((_, at) => placeOf(tokens, at, at))
    expect(places.map(({ start, end }) => text.slice(start, end))).toEqual([
      'The',
      'U.S.',
      '1,000',
      '稀',
      'H20s',
    ])
  })

  test('small letters are noticed: without one, capitals prove nothing', () => {
    expect(tokenise('TURKEY 稀土 20').hasSmall).toBe(false)
    expect(tokenise('TURKEY é').hasSmall).toBe(true)
  })

  test('time grows with the text alone', () => {
    const nasty = [
      'a&'.repeat(50_000),
      'A.'.repeat(50_000),
      '1,'.repeat(50_000),
      '1.'.repeat(50_000),
      '\u0301'.repeat(100_000),
      'a\u00ad'.repeat(50_000),
      'a://'.repeat(50_000),
      `a://${'('.repeat(100_000)}`,
      'a://('.repeat(50_000),
      `a://${'()'.repeat(50_000)}`,
      `a://${'.'.repeat(100_000)}`,
      'www.'.repeat(50_000),
    ]
    const began = performance.now()
    for (const text of nasty) tokenise(text)
    expect(performance.now() - began).toBeLessThan(3000)
  })
})
