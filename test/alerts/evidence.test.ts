import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinQuotes, joinWhy, QUOTES, quotesOf, whyOf } from '../../src/alerts/evidence.ts'
import { excerpt, withCutEnds } from '../../src/alerts/excerpt.ts'
import type { Quote } from '../../src/domain/alert.ts'
import type { Field } from '../../src/domain/article.ts'
import type { Evidence, RuleLine } from '../../src/domain/rule.ts'
import { aMatch } from '../support/things.ts'

/** Evidence as the engine makes it: a stretch of `text`, with every occurrence of `hit` in it. */
function found(
  text: string,
  hit: string,
  over: Partial<RuleLine> & { from?: number; field?: Field } = {},
): Evidence {
  const { from = 0, field = 'lead', ...line } = over
  const spans = [...text.matchAll(new RegExp(hit, 'g'))].map(({ index }) => ({
    start: from + index,
    end: from + index + hit.length,
  }))
  return {
    line: { ...aMatch().evidence[0]!.line, ...line },
    passages: [{ field, quote: text, start: from, end: from + text.length, spans }],
  }
}

function hits({ text, marks }: Quote): readonly string[] {
  return marks.map(({ start, end }) => text.slice(start, end))
}

describe('quotes', () => {
  test('mark every hit inside the sentence', () => {
    const text = 'Licences for samarium and for samarium alloys.'
    const [quote] = quotesOf([aMatch({ evidence: [found(text, 'samarium', { from: 120 })] })])
    expect(quote).toMatchObject({ field: 'lead', text })
    expect(hits(quote!)).toEqual(['samarium', 'samarium'])
  })

  test('put what raised the level before what has more hits, and leave the title out', () => {
    const evidence = [
      found('A duty and a duty.', 'duty', { from: 0 }),
      found('Rates of 55%.', '55%', { from: 400, list: 'raise', level: 'high' }),
      found('The title says duty', 'duty', { field: 'title' }),
    ]
    const texts = quotesOf([aMatch({ evidence })]).map(({ text }) => text)
    expect(texts).toEqual(['Rates of 55%.', 'A duty and a duty.'])
  })

  test('show the title when nothing else was hit', () => {
    const evidence = [found('Duty on magnets', 'magnets', { field: 'title' })]
    expect(quotesOf([aMatch({ evidence })]).map(hits)).toEqual([['magnets']])
  })

  test('of passages that overlap become one with the hits of both', () => {
    const text = 'Magnet exports resume. Samarium stays licensed.'
    const evidence = [
      found(text.slice(0, 22), 'exports'),
      found(text.slice(15), 'Samarium', { from: 15 }),
    ]
    const [quote, ...others] = quotesOf([aMatch({ evidence })])
    expect(quote?.text).toBe(text)
    expect(hits(quote!)).toEqual(['exports', 'Samarium'])
    expect(others).toEqual([])
  })

  test('join those of a later report without saying one thing twice', () => {
    const first = quotesOf([aMatch({ evidence: [found('Duty on magnets.', 'Duty')] })])
    const later = quotesOf([
      aMatch({
        evidence: [found('duty on “magnets”', 'duty'), found('A ban.', 'ban', { from: 90 })],
      }),
    ])
    expect(joinQuotes(first, later).map(({ text }) => text)).toEqual(['Duty on magnets.', 'A ban.'])
  })

  test('stay within three and 900 characters, hits in sight, whatever came', () => {
    const words = fc.array(fc.constantFrom('duty', 'ship', '稀土管制', 'é́', '👩‍👩‍👧', 'x'.repeat(70)), {
      minLength: 1,
      maxLength: 300,
    })
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 6 }), (texts) => {
        const evidence = texts.map((all, at) =>
          found(`${all.join(' ')} duty`, 'duty', { from: at * 100_000 }),
        )
        const [one, ...more] = evidence
        const quotes = quotesOf([aMatch({ evidence: [one!, ...more] })])
        expect(quotes.length).toBeLessThanOrEqual(QUOTES.most)
        expect(quotes.map(({ text }) => text).join('').length).toBeLessThanOrEqual(
          QUOTES.characters,
        )
        for (const quote of quotes) {
          expect(hits(quote).length).toBeGreaterThan(0)
          for (const hit of hits(quote)) expect(hit).toBe('duty')
          expect(quote.text.isWellFormed()).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('an excerpt', () => {
  const long = `${'before '.repeat(40)}the export licence ${'after '.repeat(40)}`
  const quote: Quote = {
    field: 'body',
    text: long,
    marks: [{ start: long.indexOf('export'), end: long.indexOf('licence') + 7 }],
  }

  test('keeps the hit, cuts between words, and shows that it was cut', () => {
    const cut = excerpt(quote, 80)
    expect(cut.text.length).toBeLessThanOrEqual(80)
    expect(cut.text).toMatch(/^…(?:before )+the export licence (?:after ?)+…$/)
    expect(hits(cut)).toEqual(['export licence'])
  })

  test('leaves a short quote as it is', () => {
    expect(excerpt(quote, 4000)).toBe(quote)
  })
})

describe('why you see it', () => {
  test('names each line once, those that raise the level last', () => {
    const evidence = [
      found('55% it is', '55%', { list: 'raise', level: 'high', text: '55%', row: 20 }),
      found('duty', 'duty', { text: 'duty', row: 4 }),
    ]
    const lines = whyOf([aMatch({ topic: 'tariffs', evidence })])
    expect(lines.map(({ topic, row, level }) => [topic, row, level])).toEqual([
      ['tariffs', 4, undefined],
      ['tariffs', 20, 'high'],
    ])
    expect(joinWhy(lines, lines)).toEqual(lines)
  })
})

describe('a quote that was cut out of a longer text', () => {
  const whole =
    'Permits come first. Officials said on Monday that samarium stays on the list for now.'

  function part(text: string): Quote {
    const start = text.indexOf('samarium')
    return { field: 'body', text, marks: [{ start, end: start + 'samarium'.length }] }
  }

  test('shows on which side', () => {
    const both = withCutEnds(part(' on Monday that samarium stays on '), whole)
    expect(both.text).toBe('…on Monday that samarium stays on…')
    expect(hits(both)).toEqual(['samarium'])
    const behind = withCutEnds(part('Officials said on Monday that samarium stays'), whole)
    expect(behind.text).toBe('Officials said on Monday that samarium stays…')
    expect(hits(behind)).toEqual(['samarium'])
    const before = withCutEnds(part('that samarium stays on the list for now.'), whole)
    expect(before.text).toBe('…that samarium stays on the list for now.')
  })

  test('stays as it is where it is whole sentences, is marked already or came from elsewhere', () => {
    for (const text of [whole, whole.slice(20), '…that samarium stays…', 'another samarium text'])
      expect(withCutEnds(part(text), whole)).toEqual(part(text))
  })
})
