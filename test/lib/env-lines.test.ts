import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { linesThatSetNothing } from '../../src/lib/env-lines.ts'

test.each([
  ['NAME: value', 'A=1\nB: 2\nC=3', [2]],
  ['NAME value, after a comment and an empty line', '# B 1\n\n \t\nB debug\n', [4]],
  ['a value on a line of its own, with CRLF and a mark', '\uFEFFA=1\r\nabc.def.ghi\r\n', [2]],
  ['an address behind a colon that holds an equals sign', 'A: https://wire.example/?b=c', [1]],
  ['export without a value', 'export A\nexport B=1', [1]],
])('%s sets nothing', (_, text, numbers) => {
  expect(linesThatSetNothing(text)).toEqual(numbers)
})

test('a value in quotes may run over lines, and a quote that nothing closes does not', () => {
  for (const quote of ['"', "'", '`']) {
    const text = `A=${quote}one\ntwo words\nthree${quote} # done\nB=1\nC 2\n`
    expect(linesThatSetNothing(text)).toEqual([5])
    expect(parseEnv(text)).toEqual({ A: 'one\ntwo words\nthree', B: '1' })
  }
  expect(linesThatSetNothing('A="one\nB 2\nC=3\n')).toEqual([2])
  expect(linesThatSetNothing('A = "one" # it\'s "\nB=it\'s\nC: 3\n')).toEqual([3])
})
