import { describe, expect, test } from 'vitest'
import { RuleError } from '../../src/domain/errors.ts'
import type { Matchable } from '../../src/domain/rule.ts'
import { articleOf, rulesOf, type RulesText, type TopicText } from '../support/rules.ts'

function match(rules: TopicText | RulesText, article: string | Partial<Matchable>) {
  const text = 'topics' in rules ? rules : { topics: [rules] }
  return rulesOf(text).match(articleOf(article))
}

describe('lists', () => {
  const lists = {
    china: ['China | 中国', 'Beijing'],
    metals: ['$light', 'yttrium'],
    light: ['rare earth', 'cerium'],
  }

  test('every line of a list counts, lists in lists too', () => {
    for (const text of ['Beijing', '中国', 'China'])
      expect(match({ lists, topics: [{ any: ['$china'] }] }, text)).toHaveLength(1)
    for (const text of ['cerium', 'rareearth', 'yttrium'])
      expect(match({ lists, topics: [{ any: ['$metals'] }] }, text)).toHaveLength(1)
  })

  test('a list stands inside a phrase', () => {
    const rules = { lists, topics: [{ any: ['$china $metals'] }] }
    expect(match(rules, 'Beijing rare earths')).toHaveLength(1)
    expect(match(rules, 'Beijing buys rare earths')).toEqual([])
  })

  test.each([
    ['a list that is not there', {}, '$nowhere', 'unknown-list'],
    ['lists that go round', { a: ['$b'], b: ['$a'] }, '$a', 'list-cycle'],
    ['a list in itself', { a: ['x $a'] }, '$a', 'list-cycle'],
    ['lists that multiply', doubling(30), '$l0', 'too-many-forms'],
    [
      'a list of too many lines',
      { a: Array.from({ length: 25_000 }, (_, i) => `w${i}`) },
      '$a',
      'too-many-forms',
    ],
    ['lists of lists of lists', wide(4), '$l0', 'too-many-forms'],
  ])('%s: refused at once', (_, asked, line, code) => {
    const rules = { lists: asked, topics: [{ any: [line] }] }
    // Of this thread alone: what else the machine does is no matter.
    const began = process.threadCpuUsage()
    expect(() => rulesOf(rules)).toThrow(expect.objectContaining({ code }))
    expect(() => rulesOf(rules)).toThrow(RuleError)
    const { user, system } = process.threadCpuUsage(began)
    expect((user + system) / 1000).toBeLessThan(2000)
  })
})

function doubling(depth: number): Record<string, string[]> {
  return Object.fromEntries(
    Array.from({ length: depth }, (_, i) => [
      `l${i}`,
      [i < depth - 1 ? `$l${i + 1} $l${i + 1}` : 'x | y'],
    ]),
  )
}

function wide(depth: number): Record<string, string[]> {
  return Object.fromEntries(
    Array.from({ length: depth }, (_, i) => [
      `l${i}`,
      Array.from({ length: 1000 }, (_u, line) =>
        i < depth - 1 ? `w${line} $l${i + 1}` : `v${line}`,
      ),
    ]),
  )
}

describe('a rule set', () => {
  test('names its topics; one that is switched off is not there', () => {
    const rules = rulesOf({
      topics: [
        { id: 'a', any: ['x', 'y'] },
        { id: 'b', any: ['x'], enabled: false },
      ],
    })
    expect(rules.topics.map(({ id, lines }) => [id, lines])).toEqual([['a', 2]])
    expect(rules.match(articleOf('x')).map(({ topic }) => topic)).toEqual(['a'])
    expect(rules.hash).toBe('test')
  })

  test('topics come in the order of the files', () => {
    const topics = ['c', 'a', 'b'].map((id) => ({ id, any: ['tariff'] }))
    expect(match({ topics }, 'tariff').map(({ topic }) => topic)).toEqual(['c', 'a', 'b'])
  })

  test('what was found in one article is not mistaken for what the next one holds', () => {
    const rules = rulesOf({ topics: [{ any: ['tariff', '(China | Beijing)'] }] })
    const first = rules.look(articleOf('A tariff on Beijing'))
    expect([0, 1].map((group) => first.found(group)?.passages().length)).toEqual([1, 1])
    const second = rules.look(articleOf('Nothing'))
    expect([second.found(0), second.found(1)]).toEqual([undefined, undefined])
    expect(() => first.found(0)).toThrow('the next one')
  })

  test('never throws on any text', () => {
    const rules = rulesOf({
      topics: [
        { any: ['tariff', '55%', '<August 10>', '<90 days>', 'tari*', '/t.r/', 'EDA NEAR US'] },
      ],
    })
    for (const text of [
      '',
      '\ud800',
      '\udc00\ud800',
      '\0',
      '%'.repeat(999),
      '8月'.repeat(999),
      'US EDA '.repeat(999),
      '百分之',
      'A.',
      '\u0301',
    ])
      expect(() => rules.match(articleOf({ title: text, lead: text, body: text }))).not.toThrow()
  })

  test('time grows with the text alone', () => {
    const rules = rulesOf({
      topics: [
        {
          any: [
            '/(a+)+$/',
            '/(a|a)*b/',
            'aa NEAR aa',
            '(a | aa) NEAR/100 (aa | a)',
            '55% NEAR <August 10>',
            'a + aa',
          ],
        },
      ],
    })
    rules.match(articleOf('warm up'))
    const began = performance.now()
    for (const text of [
      'a'.repeat(100_000),
      'a aa '.repeat(20_000),
      '55% August 10, '.repeat(7000),
    ])
      rules.match(articleOf({ body: text }))
    expect(performance.now() - began).toBeLessThan(5000)
  })

  test('a list of thousands of words, all of which a text without a full stop holds, costs no more than their hits', () => {
    const words = Array.from({ length: 4000 }, (_, at) =>
      String(at)
        .padStart(4, '0')
        .replace(/\d/g, (digit) => 'bcdfghjklm'[Number(digit)]!),
    )
    const rules = rulesOf({ lists: { all: words }, topics: [{ any: ['$all', '$all + zinc'] }] })
    const body = `${Array.from({ length: 16_000 }, (_, at) => words[(at * 7) % 4000]).join(' ')} zinc`
    const began = performance.now()
    const [fired] = rules.match(articleOf({ body }))
    expect(performance.now() - began).toBeLessThan(2000)
    expect(fired!.evidence).toHaveLength(2)
  })

  test.each(['(a+)+$', '(a|aa)+$', '([a-z]+)*!', '(x+x+)+y', '^(aaa+)+$'])(
    '/%s/ is matched in linear time, at the text that it dreads and at one of 100 KB',
    (pattern) => {
      const rules = rulesOf({ topics: [{ any: [`/${pattern}/`] }] })
      for (const text of [`${'a'.repeat(28)}!`, 'a'.repeat(100_000), 'x'.repeat(100_000)]) {
        const began = performance.now()
        rules.match(articleOf({ body: text }))
        // Milliseconds where it is linear; where it is not it would not end.
        expect(performance.now() - began).toBeLessThan(2000)
      }
    },
  )
})
