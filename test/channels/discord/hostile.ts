import fc from 'fast-check'
import type { Card } from '../../../src/domain/alert.ts'
import { SEVERITIES } from '../../../src/domain/rule.ts'
import { alertCard, digestCard, noticeCard, NOW } from '../cards.ts'

// Text and cards as an attacker, or a broken feed, would have them.

const PIECES = [
  '@everyone',
  '@here',
  '<@&123456789012345678>',
  '<@123456789012345678>',
  '<#123456789012345678>',
  '<t:1754784000:R>',
  '</mute:1>',
  '<:smile:123456789012345678>',
  '[click](https://evil.example)',
  '](https://evil.example) [',
  'https://evil.example/x',
  'hthttps://tps://evil.example',
  'HTTPS://EVIL.EXAMPLE',
  'discord.gg/abc',
  'discord.com/invite/abc',
  '# big',
  '-# small',
  '>>> quote',
  '- list',
  '1. list',
  '```',
  '`',
  '**',
  '__',
  '||',
  '~~',
  '\\',
  '\u202e',
  '\u200b',
  '\u2066',
  '\ue000',
  '\ue001',
  '\ud83d',
  '\n',
  '\u2028',
  '\u0000',
  '\u001b[31m',
  '稀土',
  '👩‍👩‍👧‍👦',
  'e\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
  'word ',
]

/** Mostly pieces that mean something to Discord, glued at random; sometimes very long. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((all) => all.join('')),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...PIECES), fc.integer({ min: 1, max: 3000 }))
      .map(([piece, times]) => piece.repeat(times)),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 60 }) },
)

const address = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom(
    undefined,
    '',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'https://user:pass@evil.example/',
    'https://news.example/a_(b)*c*_d_[e]|f|',
    `https://news.example/${'x'.repeat(5000)}`,
  ),
)

/** Ids are ours: the rule reader lets no others pass. */
const topicId = fc.stringMatching(/^[a-z][a-z-]{0,90}$/)
const severity = fc.constantFrom(...SEVERITIES)
const instant = fc.oneof(
  fc.integer({ min: 0, max: NOW }),
  fc.constantFrom(Number.NaN, Infinity, -1e18, 8.64e15),
)

const quote = fc
  .tuple(hostileText, fc.array(fc.tuple(fc.nat(80), fc.nat(80)), { maxLength: 4 }))
  .map(([text, marks]) => ({
    field: 'lead' as const,
    text,
    marks: marks.map(([start, length]) => ({ start, end: start + length })),
  }))

const whyLine = fc.record({
  topic: hostileText,
  file: hostileText,
  row: fc.nat(9999),
  line: hostileText,
  field: fc.constantFrom('title' as const, 'lead' as const, 'body' as const),
  quote: hostileText,
  level: fc.option(severity, { nil: undefined }),
})

const hostileAlert = fc
  .record({
    story: fc.stringMatching(/^[a-z2-7]{8,16}$/),
    turn: fc.nat(3),
    reason: fc.constantFrom('first' as const, 'new-fact' as const, 'raised' as const),
    severity,
    topics: fc.array(
      fc.record({
        id: topicId,
        title: hostileText,
        severity,
        why: fc.option(hostileText, { nil: undefined }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    title: hostileText,
    url: address,
    publisher: hostileText,
    publishedAt: fc.option(instant, { nil: undefined }),
    seenAt: instant,
    quotes: fc.array(quote, { maxLength: 5 }),
    why: fc.array(whyLine, { maxLength: 8 }),
    news: fc.array(hostileText, { maxLength: 3 }),
    alsoReportedBy: fc.array(fc.record({ publisher: hostileText, url: address }), { maxLength: 9 }),
    mentions: fc.subarray(['desk', 'other', 'third', 'unknown']),
    silent: fc.boolean(),
  })
  .map((changes) => alertCard(changes))

const hostileDigest = fc
  .record({
    items: fc.array(
      fc.record({
        severity,
        topic: hostileText,
        title: hostileText,
        url: address,
        publisher: hostileText,
        story: fc.constant('abc'),
      }),
      { maxLength: 15 },
    ),
    total: fc.nat(500),
  })
  .map((changes) => digestCard(changes))

const hostileNotice = fc
  .record({ title: hostileText, lines: fc.array(hostileText, { maxLength: 30 }) })
  .map((changes) => noticeCard(changes))

export const hostileCard: fc.Arbitrary<Card> = fc.oneof(
  { weight: 3, arbitrary: hostileAlert },
  hostileDigest,
  hostileNotice,
)

/** Markup characters that no backslash stands before. */
export function bareMarkup(text: string): string[] {
  const bare: string[] = []
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if ('*_~`|<>[]'.includes(text[at]!)) bare.push(text.slice(at, at + 12))
  }
  return bare
}
