import { describe, expect, test } from 'vitest'
import { sentenceAt, sentenceStarts } from '../../src/text/sentences.ts'

function sentences(text: string): readonly string[] {
  const starts = sentenceStarts(text)
  return starts.map((start, at) => text.slice(start, starts[at + 1]).trim())
}

describe('sentences', () => {
  test.each([
    ['plain ones', 'Duties rose. Talks failed! Why? Nobody knows.', 4],
    ['Mr., Dr. and the like', 'Mr. Greer met Dr. Wang. They spoke.', 2],
    ['Co., Inc. and Ltd.', 'Acme Co. Chairman Doe left Acme Inc. Shares fell.', 1],
    ['vs.', 'It was China vs. Japan again.', 1],
    ['U.S. and U.K.', 'The U.S. Treasury and the U.K. Treasury agree.', 1],
    ['U.S. before a new sentence', 'He left the U.S. The deal stands.', 2],
    ['initials', 'J. Powell and Xi J. Doe spoke.', 1],
    ['months and numbers', 'On Aug. 10 the No. 2 official left at 5 p.m. EDT.', 1],
    ['decimal points', 'It rose 5.5 percent. It fell.', 2],
    ['Chinese ones', '中国宣布。美国回应！谁？', 3],
    ['paragraphs end sentences', 'A headline without a stop\nThe text begins', 2],
    ['a wrapped line does not', 'the tariff on\nsteel stays', 1],
  ])('%s', (_, text, count) => {
    expect(sentences(text)).toHaveLength(count)
  })

  test('the sentence of an offset', () => {
    const starts = sentenceStarts('One. Two. Three.')
    expect([0, 4, 5, 9, 10, 15].map((at) => sentenceAt(starts, at))).toEqual([0, 0, 1, 1, 2, 2])
  })

  test('an empty text has one sentence', () => {
    expect(sentenceStarts('')).toEqual([0])
  })
})
