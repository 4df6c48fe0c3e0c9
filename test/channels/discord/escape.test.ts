import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { code, defang, literal, maskedLink } from '../../../src/channels/discord/escape.ts'
import { bareMarkup, hostileText } from './hostile.ts'

describe('text of a feed in Discord', () => {
  test.each([
    ['a masked link', '[China](https://evil.example)', '\\[China\\](evil.example)'],
    ['a mention of a role', '<@&42> wins', '\\<@&42\\> wins'],
    ['a timestamp', '<t:1754784000:R>', '\\<t:1754784000:R\\>'],
    ['emphasis', '**50%** of _all_ ~~steel~~', '\\*\\*50%\\*\\* of \\_all\\_ \\~\\~steel\\~\\~'],
    ['a spoiler', '||gone||', '\\|\\|gone\\|\\|'],
    ['a heading', '# Tariffs rise', '\\# Tariffs rise'],
    ['small print', '-# Tariffs rise', '\\-# Tariffs rise'],
    ['a numbered line', '1. Tariffs rise', '1\\. Tariffs rise'],
    ['a quote', '> said so', '\\> said so'],
    ['a backslash', 'C:\\*', 'C:\\\\\\*'],
  ])('shows %s literally', (_name, text, shown) => {
    expect(literal(text, 200)).toBe(shown)
  })

  test.each([
    ['an address', 'see https://evil.example/x now', 'see evil.example/x now'],
    ['an address inside an address', 'hthttps://tps://evil.example', 'evil.example'],
    ['an address that a removal would join', 'http:x:////evil.example', 'http:evil.example'],
    ['an address with an invisible break', 'http\u200bs://evil.example', 'evil.example'],
    ['another scheme', 'discord://x steam://run/1', 'x run/1'],
  ])('leaves nothing to click of %s', (_name, text, left) => {
    expect(defang(text)).toBe(left)
  })

  test('breaks invites and mass mentions', () => {
    expect(defang('join discord.gg/abc')).toBe('join discord[.]gg/abc')
    expect(defang('discordapp.com/invite/abc')).toBe('discordapp[.]com/invite/abc')
    expect(defang('hey @everyone and @here')).not.toMatch(/@everyone|@here/)
  })

  test('leaves ordinary writing as it is', () => {
    for (const text of [
      'AT&T’s U.S. unit (Reuters)',
      '中国稀土：出口 50%！',
      'a 10-15% rise; 1.5 tons',
    ])
      expect(literal(text, 200)).toBe(text)
  })

  test('removes what is not seen: bidi controls, zero-width space, control characters', () => {
    expect(literal('\u202eabc\u2066d\u200be\u0007f\u00ad', 200)).toBe('abcdef')
  })

  test('cuts between graphemes and inside no escape', () => {
    expect(literal('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 26)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…')
    expect(literal('*'.repeat(50), 10)).toBe('\\*\\*\\*\\*…')
  })

  test('keeps every text within its limit, without markup, schemes or mentions', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 2, max: 300 }), (text, limit) => {
        const shown = literal(text, limit)
        expect(shown.length).toBeLessThanOrEqual(limit)
        expect(bareMarkup(shown)).toEqual([])
        expect(shown).not.toMatch(/[a-z]:\/\/|@everyone|@here|[\u202a-\u202e\u2066-\u2069]/i)
        expect(shown).not.toMatch(/^(#|-|\+|>|\d+[.)])/)
        expect(shown.isWellFormed()).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('takes a text of any length in time that grows with it', () => {
    for (const piece of ['a', 'a:', 'a:/', '://', '[', '@everyone', ' ', '\u0301'])
      expect(literal(piece.repeat(200_000), 100).length).toBeLessThanOrEqual(100)
  })

  test('code cannot be left', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(code(text, 90)).toMatch(/^$|^`[^`]+`$/)
      }),
    )
  })

  test('a link of ours ends where it should', () => {
    const link = maskedLink('label', new URL('https://news.example/a_(b)_[c]|d*'))
    expect(link).toBe('[label](https://news.example/a%5F%28b%29%5F%5Bc%5D%7Cd%2A)')
  })
})
