import { describe, expect, test } from 'vitest'
import { displayWidth } from '../../src/lib/width.ts'
import { fitTo, wrap } from '../../src/lib/wrap.ts'

const ESCAPE = String.fromCodePoint(27)

describe('wrap', () => {
  test('breaks at spaces, and between Han characters, which take two columns', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three'])
    expect(wrap('出口管制 and more', 6)).toEqual(['出口管', '制 and', 'more'])
  })

  test('breaks a word that is too long, but no address', () => {
    expect(wrap('abcdefgh', 3)).toEqual(['abc', 'def', 'gh'])
    expect(wrap('see https://a.example/long', 10)).toEqual(['see', 'https://a.example/long'])
  })

  test('colour takes no room', () => {
    const red = `${ESCAPE}[31mone${ESCAPE}[39m`
    expect(wrap(`${red} two`, 7)).toEqual([`${red} two`])
  })
})

describe('fitTo', () => {
  test('leaves alone what fits, what is for programs, and narrow nonsense', () => {
    for (const text of ['short\n', '{"key": "a long line of JSON"}\n', '<opml version="2.0">\n'])
      expect(fitTo(text, 20)).toBe(text)
    expect(fitTo('a long line of words', 5)).toBe('a long line of words')
  })

  test('goes on below, further in', () => {
    const text = 'Feeds\n  one: the name cannot be found; see the address\n'
    expect(fitTo(text, 24)).toBe(
      'Feeds\n  one: the name cannot\n      be found; see the\n      address\n',
    )
  })

  test('a plain sentence goes on where it began', () => {
    expect(fitTo('Alerts are printed here.', 14)).toBe('Alerts are\nprinted here.')
  })

  test('moves the columns of a row together', () => {
    const row = 'feed-a          failing  新闻报道 of a paper     feeds/some-file.yaml:12'
    const lines = fitTo(row, 40).split('\n')
    expect(lines).toEqual(['feed-a  failing  新闻报道 of a paper', '    feeds/some-file.yaml:12'])
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(40)
  })
})
