import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { load } from './support.ts'

const GOOD = 'topic: Rare earths\nany:\n  - samarium\ntests:\n  match:\n    - Samarium is scarce\n'

test('a dash within a text is no entry: in a block, in quotes, in a second line, in an open bracket', () => {
  const { problems, source } = load({
    'a.yaml': `topic: A
why: >
  Samarium
  -is scarce
  – and \u00a0dear
any:
  - samarium
  - rare\u00a0earth
  - title:\u3000magnet
\u00a0
tests:
  match: [
    -5 percent of samarium,
    Samarium]
  no match:
    - title: Calm
      body: |
        -one
        • two
    - -5 degrees
`,
  })
  expect(problems).toEqual([])
  const [topic] = source!.topics
  expect(topic!.why).toBe('Samarium -is scarce – and \u00a0dear')
  expect(topic!.tests.map(({ title, body }) => title + body)).toEqual([
    '-5 percent of samarium',
    'Samarium',
    'Calm-one\n• two',
    '-5 degrees',
  ])
  const refused = load({
    'a.yaml': `${GOOD}why: calm\n  -and scarce\n`,
    'b.yaml': `${GOOD}    - "Samarium\n      -is scarce\n      • so"\n    - Samarium\n      – is short\n`,
  })
  expect(refused.problems.map(({ file, line, id }) => [file, line, id])).toEqual([
    ['rules/a.yaml', 7, 'two-lines'],
    ['rules/b.yaml', 7, 'needs-quotes'],
    ['rules/b.yaml', 10, 'two-lines'],
  ])
})

test('a test may be a map in braces, on one line or on two', () => {
  const { problems, source } = load({
    'a.yaml': `${GOOD}    - {title: China's samarium, lang: en, severity: medium} # a note
    - {"title": "Samarium: dear, scarce", 'body': 'It''s so'}
    - {title: Samarium,
       body: 5% of it}
`,
  })
  expect(problems).toEqual([])
  expect(source!.topics[0]!.tests.slice(1)).toMatchObject([
    { title: "China's samarium", lang: 'en', severity: 'medium', row: 7, column: 7 },
    { title: 'Samarium: dear, scarce', body: "It's so", row: 8 },
    { title: 'Samarium', body: '5% of it', row: 9 },
  ])
})

const SHIPPED = readdirSync('rules')
  .filter((name) => name.endsWith('.yaml'))
  .filter((name, nth) => name.startsWith('_') || nth % 3 === 0)
const SHARED = readFileSync('rules/_shared.yaml', 'utf8')
const SLIPS: readonly (readonly [string, (line: string) => string])[] = [
  ['no-space', (line) => line.replace('- ', '-')],
  ['odd-dash', (line) => line.replace('- ', '– ')],
  ['odd-dash', (line) => line.replace('- ', '•')],
  ['odd-space', (line) => line.replace('- ', '-\u00a0')],
  ['odd-space', (line) => line.replace('  ', '\u3000')],
  ['tab', (line) => line.replace('  ', '\t')],
  ['no-dash', (line) => line.replace('- ', '')],
]

test.each(SLIPS)('%s: one error for one slip, wherever an entry stands', (id, slip) => {
  for (const [nth, name] of SHIPPED.entries()) {
    const lines = readFileSync(`rules/${name}`, 'utf8').split('\n')
    const rows = lines.flatMap((line, row) => (/^ +- (?!\w+:)/.test(line) ? [row] : []))
    // The first and a further one of each file.
    for (const row of [rows[0]!, rows[(7 * nth + 3) % rows.length]!]) {
      const text = lines.with(row, slip(lines[row]!)).join('\n')
      const { problems } = load({ '_shared.yaml': SHARED, 'a.yaml': GOOD, [name]: text })
      const errors = problems.filter(({ level }) => level === 'error')
      expect(errors.map((error) => [error.file, error.id, error.line])).toEqual([
        [`rules/${name}`, id, row + 1],
      ])
    }
  }
})

test('another space is told where YAML wants a usual one, and is a letter where a text has begun', () => {
  const text = `topic: \u00a0A
any:
  - \u3000samarium
tests:
  match:
    - \u3000\u3000Samarium is scarce
    - title: \u00a0Samarium
      body: \u200bscarce
why: \u3000It is so
owner: \u00a0us
`
  expect(load({ 'a.yaml': text }).problems).toEqual([])
  const refused = load({
    'a.yaml': text.replace('- \u3000samarium', '- \u3000title: samarium'),
    'b.yaml': text.replace(/- title: .*\n.*/, '- \u00a0title: Samarium'),
    'c.yaml': `${text}only:\n  lang:\n    - \u00a0en\n  tag: \u00a0us\n`,
  })
  expect(refused.problems.map(({ file, line, id }) => [file, line, id])).toEqual([
    ['rules/a.yaml', 3, 'odd-space'],
    ['rules/b.yaml', 7, 'odd-space'],
    ['rules/c.yaml', 13, 'odd-space'],
    ['rules/c.yaml', 14, 'odd-space'],
  ])
})

test.each(['\r', '\u2028', '\u2029'])('a line with %j in it is read to its end', (sign) => {
  for (const line of ['- rare # a', '-rare', '• rare', 'rare', '- rare', '* rare'])
    for (const section of ['any:', 'tests:\n  match:', 'only:\n  lang:', 'raise:\n  high:']) {
      const text = `${GOOD.replace('any:', 'all:')}${section}\n    ${line}${sign}earth\n    ${line}\n`
      expect(() => load({ 'a.yaml': text })).not.toThrow()
    }
})
