import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasSameKey, textKey } from '../../../src/feeds/identify/same-text.ts'

/** Letters, signs and spaces of several scripts, composed and not, so that pairs are often nearly the same. */
const UNITS = 'a A b B 1 - . ’ “ — é É e\u0301 \u0301 稀 土 ﬁ Ａ ß \u00a0 \u200b'.split(' ')
const text = fc
  .array(fc.constantFrom(' ', ...UNITS), { maxLength: 12 })
  .map((characters) => characters.join(''))

/** By the definition: letters and digits alone, in small letters, in the form that Unicode calls compatible. */
function slowKey(of: string): string {
  return of
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

test('a key is made of letters and digits alone, whatever the script', () => {
  fc.assert(fc.property(text, (one) => textKey(one) === slowKey(one)))
  expect(textKey('China’s Rare-Earth “licences”, 55%')).toBe('chinasrareearthlicences55')
})

test('two texts have the same key exactly where their keys are equal', () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(hasSameKey(one, other)).toBe(slowKey(one) === slowKey(other))
    }),
    { numRuns: 3000 },
  )
  fc.assert(
    fc.property(
      text,
      (one) =>
        hasSameKey(one, ` ${one.toUpperCase()}!`) === (slowKey(one) === slowKey(one.toUpperCase())),
    ),
  )
})
