import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold, normalise, originalEnd, originalStart } from '../../src/text/normalise.ts'

describe('normalising', () => {
  test.each([
    ['full-width letters, figures and signs', 'Ｈ２０ ５５％', 'H20 55%'],
    ['ligatures', 'ﬁnal oﬃce', 'final office'],
    [
      'soft hyphens and zero-width characters',
      'sama\u00adrium \u200bmag\u200cnet\ufeff',
      'samarium magnet',
    ],
    [
      'bidi controls and variation selectors',
      '\u202asamarium\u202c 葛\u{e0100}城',
      'samarium 葛城',
    ],
    ['every apostrophe', '‘a’ bʼc `d´ e′', "'a' b'c 'd' e'"],
    ['every dash', 'a‐b‑c‒d–e—f―g−h', 'a-b-c-d-e-f-g-h'],
    ['no-break and ideographic spaces', 'a\u00a0b\u202fc\u3000d', 'a b c d'],
    ['marks join their letter', 'cafe\u0301', 'café'],
    ['half-width Kana with their voicing', 'ｶﾞｽ', 'ガス'],
    ['Hangul parts', '\u1100\u1161\u11a8', '각'],
    ['plain text stays', "China's U.S. deal, 55%", "China's U.S. deal, 55%"],
    ['emoji and rare Han stay', '𠮷 😀', '𠮷 😀'],
  ])('%s', (_, original, text) => {
    expect(normalise(original).text).toBe(text)
  })

  test('offsets lead back to the original, whatever vanished or was joined', () => {
    const original = 'The sama\u00adrium, caf\u0065\u0301 and ﬁve'
    const normal = normalise(original)
    function cut(word: string): string {
      const at = normal.text.indexOf(word)
      return original.slice(originalStart(normal, at), originalEnd(normal, at + word.length))
    }
    expect(cut('samarium')).toBe('sama\u00adrium')
    expect(cut('café')).toBe('caf\u0065\u0301')
    expect(cut('five')).toBe('ﬁve')
  })

  test('an invisible character at the edge of a word is no part of it', () => {
    const normal = normalise('a \u200btariff\u200b b')
    const at = normal.text.indexOf('tariff')
    expect(originalStart(normal, at)).toBe(3)
    expect(originalEnd(normal, at + 6)).toBe(9)
  })

  test('any text keeps its offsets in order and inside the original', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (original) => {
        const normal = normalise(original)
        let before = 0
        for (let at = 0; at < normal.text.length; at++) {
          const start = originalStart(normal, at)
          const end = originalEnd(normal, at + 1)
          expect(start).toBeGreaterThanOrEqual(before)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(original.length)
          before = start
        }
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  test('a text is spelled in the same way whether or not anything in it moved', () => {
    const text = 'The U.S.–China “deal” on ５５％ of 稀土'
    expect(normalise(`\u00ad${text}`).text).toBe(normalise(text).text)
  })
})

describe('the comparison key', () => {
  test.each([
    ['Café', 'cafe'],
    ['ÜBER', 'uber'],
    ['Łódź', 'łodz'],
    ['İstanbul', 'istanbul'],
    ['ガス', 'カス'],
    ['稀土', '稀土'],
  ])('%s is compared as %s', (word, key) => {
    expect(fold(word)).toBe(key)
  })
})
