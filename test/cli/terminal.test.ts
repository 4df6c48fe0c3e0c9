import { expect, test } from 'vitest'
import { painter, progress, table } from '../../src/cli/terminal.ts'
import { forScreen } from '../../src/lib/screen.ts'

test('columns are aligned by what a terminal shows: Han characters take two columns', () => {
  const columns = [{ title: 'topic' }, { title: 'fired', align: 'right' as const }]
  expect(
    table(columns, [
      ['稀土', '7'],
      ['tariffs', '1,204'],
    ]),
  ).toBe(['topic    fired', '稀土         7', 'tariffs  1,204'].join('\n'))
})

test('a cell is one line, whatever it holds', () => {
  expect(table([{ title: 'a' }, { title: 'b' }], [['x\n\u001b[2Jy', 'z']])).toBe(
    ['a       b', 'x [2Jy  z'].join('\n'),
  )
})

test('colour is for a person at a terminal, and NO_COLOR is obeyed', () => {
  const red = `${String.fromCodePoint(27)}[31mx${String.fromCodePoint(27)}[39m`
  expect(forScreen(painter({ isTerminal: true }, {})('red', 'x'))).toBe(red)
  expect(painter({ isTerminal: false }, {})('red', 'x')).toBe('x')
  expect(painter({ isTerminal: true }, { NO_COLOR: '1' })('red', 'x')).toBe('x')
  expect(forScreen(painter({ isTerminal: false, colour: true }, {})('red', 'x'))).toBe(red)
})

test('progress is told in one line that is wiped at the end, and not at all where nobody looks', () => {
  const written: string[] = []
  let now = 0
  const line = progress(
    { err: (text) => written.push(text), isTerminal: true },
    'articles',
    () => now,
  )
  line.step(1)
  now = 600
  line.step(1500, 2000)
  line.step(1501, 2000)
  line.end()
  expect(forScreen(written.join(''))).toMatch(/^\rarticles 1,500 of 2,000\S+\r\S+$/)
  const quiet = progress({ err: (text) => written.push(text), isTerminal: false }, 'x', () => now)
  now = 5000
  quiet.step(1)
  quiet.end()
  expect(written).toHaveLength(2)
})
