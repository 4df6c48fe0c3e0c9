import { describe, expect, test } from 'vitest'
import { load } from './support.ts'

const GOOD = 'topic: Rare earths\nany:\n  - samarium\ntests:\n  match:\n    - Samarium is scarce\n'

describe('what a file says', () => {
  test('every key is read', () => {
    const { source, problems } = load({
      'a.yaml': `topic: Rare earths
why: >-
  Magnets are
  leverage.
owner: trade-desk
review: 2027-03-01
enabled: true
severity: low
any: # first
  - samarium # why not
  - title: magnet   # only in the headline
all: [export] ${''}
none:
- toy
ignore:
  - fridge magnet | toy magnet
raise:
  medium:
    - export
  critical:
    - halt
alert: {channel: trade-alerts, mention: desk, limit: 3 per 2 hours, repeat: 12 hours}
only:
  lang: [en, zh]
  source: wire
`.replace('all: [export] ', 'all:\n  - export'),
    })
    expect(problems.filter(({ id }) => id !== 'no-tests')).toEqual([])
    const [topic] = source!.topics
    expect(topic).toMatchObject({
      id: 'a',
      title: 'Rare earths',
      why: 'Magnets are leverage.',
      owner: 'trade-desk',
      review: '2027-03-01',
      enabled: true,
      severity: 'low',
      only: { lang: ['en', 'zh'], source: ['wire'], tag: [] },
      alert: {
        channel: 'trade-alerts',
        mention: 'desk',
        limit: { count: 3, ms: 7_200_000 },
        repeat: 43_200_000,
      },
    })
    expect(topic!.any.map(({ text, row, column }) => [text, row, column])).toEqual([
      ['samarium', 10, 5],
      ['title: magnet', 11, 5],
    ])
    expect(topic!.raise.map(({ level, line }) => [level, line.text])).toEqual([
      ['medium', 'export'],
      ['critical', 'halt'],
    ])
  })

  test('scalars stay what they look like', () => {
    const { source } = load({ 'a.yaml': 'topic: 10\nany:\n  - no\n  - 0.10\n  - 0x1F\n  - null\n' })
    expect(source!.topics[0]!.title).toBe('10')
    expect(source!.topics[0]!.any.map(({ text }) => text)).toEqual(['no', '0.10', '0x1F', 'null'])
  })

  test('defaults hold where a topic says nothing, and none switches them off', () => {
    const { source } = load({
      '_shared.yaml':
        'defaults:\n  severity: high\n  alert:\n    channel: wire\n    mention: desk\n    limit: 20 per hour\n    repeat: 1 day\n',
      'a.yaml': GOOD,
      'b.yaml': `${GOOD}alert:\n  mention: none\n  limit: none\n  repeat: never\n`,
    })
    const hour = { count: 20, ms: 3_600_000 }
    expect(source!.topics.map(({ severity, alert }) => ({ severity, ...alert }))).toEqual([
      {
        severity: 'high',
        channel: 'wire',
        mention: 'desk',
        limit: undefined,
        channelLimit: hour,
        repeat: 86_400_000,
      },
      {
        severity: 'high',
        channel: 'wire',
        mention: undefined,
        limit: undefined,
        channelLimit: hour,
        repeat: undefined,
      },
    ])
  })

  test('with nothing shared a topic is medium, goes to the default channel and has no limit', () => {
    const { source } = load({ 'a.yaml': GOOD })
    expect(source!.topics[0]).toMatchObject({
      severity: 'medium',
      alert: { channel: 'default', limit: undefined, channelLimit: undefined, repeat: undefined },
    })
  })

  test('tests are read with their places, maps and todo', () => {
    const { source } = load({
      'a.yaml': `topic: A
any:
  - samarium
tests:
  match:
    - 'Samarium: it''s scarce'
    - title: Samarium
      body: |
        - A dash in a block is text: all of it.
        # and so is this
      lang: en
      severity: medium
  todo match:
    - Holmium
`,
    })
    expect(source!.topics[0]!.tests).toMatchObject([
      { expect: 'match', todo: false, title: "Samarium: it's scarce", row: 6, column: 7 },
      {
        title: 'Samarium',
        body: '- A dash in a block is text: all of it.\n# and so is this',
        lang: 'en',
        severity: 'medium',
        row: 7,
      },
      { expect: 'match', todo: true, title: 'Holmium', row: 14 },
    ])
  })

  test('line ends of Windows, a byte-order mark and a full-width colon behind a field do no harm', () => {
    const { problems, set } = load({
      'a.yaml': `\ufeff${GOOD.replaceAll('\n', '\r\n').replace('any:', 'any:\r\n  - title：samarium')}`,
    })
    expect(problems.filter(({ level }) => level === 'error')).toEqual([])
    expect(set).toBeDefined()
  })

  test('ids and list names live in maps: __proto__ and constructor are names like any other', () => {
    const { problems } = load({
      '_shared.yaml': 'lists:\n  constructor:\n    - samarium\n',
      'constructor.yaml': 'topic: A\nany:\n  - $constructor\ntests:\n  match: [Samarium]\n',
      'a.yaml': 'topic: A\nany:\n  - $tostring\n',
    })
    expect(problems.map(({ id, file }) => [id, file])).toEqual([
      ['no-tests', 'rules/a.yaml'],
      ['unknown-list', 'rules/a.yaml'],
    ])
  })
})

describe('hostile files are refused at their place, and quickly', () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x]\n${Array.from('bcdefghi', (c, i) => `${c}: &${c} [${`*${'abcdefgh'[i]},`.repeat(8)}]\n`).join('')}`
  test.each([
    ['a YAML bomb', bomb, 1],
    ['a deep flow', `topic: A\nany: ${'['.repeat(9000)}${']'.repeat(9000)}\n`, 2],
    ['deep dashes', `topic: A\nany:\n  ${'- '.repeat(5000)}x\n`, 3],
    ['deep keys', Array.from({ length: 900 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 402],
    ['50,000 terms', `topic: A\nany:\n${'  - term\n'.repeat(50_000)}`, 5001],
    ['50,000 terms on a line', `topic: A\nany:\n  - ${'term | '.repeat(50_000)}x\n`, 3],
    ['a line of 15,000 characters', `topic: A\nany:\n  - ${'term | '.repeat(2000)}x\n`, 3],
    ['a huge file', `topic: A\nwhy: ${'x'.repeat(600_000)}\n`, 1],
    ['an alias of itself', 'topic: A\nany: &a\n  - *a\n', 3],
    ['deep round brackets', `topic: A\nany:\n  - ${'('.repeat(900)}x${')'.repeat(900)}\n`, 3],
    ['lists that multiply', undefined, 4],
  ])('%s', (_, text, line) => {
    const shared = `lists:\n${Array.from({ length: 30 }, (_u, i) => `  l${i}:\n    - ${i < 29 ? `$l${i + 1} $l${i + 1}` : 'x | y | z'}\n`).join('')}`
    const began = performance.now()
    const { problems, set } = load(
      text === undefined ? { '_shared.yaml': shared, 'a.yaml': `${GOOD}` } : { 'a.yaml': text },
    )
    expect(performance.now() - began).toBeLessThan(2000)
    expect(set).toBeUndefined()
    const errors = problems.filter(({ level }) => level === 'error')
    expect(errors.map((problem) => problem.line)).toContain(text === undefined ? 3 : line)
  })
})
