import { expect, test } from 'vitest'
import { asLine, forScreen, overLine, styled, withoutControls } from '../../src/lib/screen.ts'
import { displayWidth } from '../../src/lib/width.ts'

const HOSTILE = 'a\u001b[2Jb\u001b]0;pwn\u0007c\u009b1md\u0008\u007f\u202ee'

test('of controls from outside nothing is left but what they look like', () => {
  expect(forScreen(HOSTILE)).toBe('a[2Jb]0;pwnc1mde')
  expect(forScreen('one\r\ntwo\rthree\tfour\n')).toBe('one\ntwo three four\n')
})

test('colours of the program are written, those that a text brings are not', () => {
  const text = `\u001b[31mred${styled('green', 'fine \u001b[31m')}`
  expect(forScreen(text)).toBe('[31mred\u001b[32mfine [31m\u001b[39m')
  expect(forScreen(styled(['bold', 'yellow'], 'x'))).toBe(
    '\u001b[1m\u001b[33mx\u001b[39m\u001b[22m',
  )
})

test('what was written once is no key to be written again', () => {
  const seen = forScreen(styled('red', 'x'))
  expect(forScreen(seen)).toBe('[31mx[39m')
})

test('colours take no columns, and stay where a text is cleaned twice', () => {
  const painted = styled('red', 'three')
  expect(displayWidth(painted)).toBe(5)
  expect(forScreen(withoutControls(`${painted}\u0007`))).toBe(forScreen(painted))
})

test('a line of progress may go back and wipe', () => {
  expect(forScreen(overLine('feeds 3'))).toBe('\rfeeds 3\u001b[K')
})

test('a row is one line', () => {
  expect(asLine('one\r\ntwo\u2028three\u001b')).toBe('one two three')
})

test('JSON and XML keep their values: controls are escaped as these languages do it', () => {
  const value = { title: `${HOSTILE}\n` }
  const json = forScreen(`${JSON.stringify(value, undefined, 2)}\n`)
  expect(json.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u)
  expect(JSON.parse(json)).toEqual(value)
  const ordinary = JSON.stringify(['Zölle – 稀土', { a: 1 }])
  expect(forScreen(ordinary)).toBe(ordinary)
  expect(forScreen('<a title="\u0091\u202e"/>\n')).toBe('<a title="&#x91;&#x202e;"/>\n')
})

test('a sentence that looks like JSON brings no control to the terminal either', () => {
  expect(forScreen('[x] \u001b[2J\n')).toBe('[x] \\u001b[2J\n')
})
