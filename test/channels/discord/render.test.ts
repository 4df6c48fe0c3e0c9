import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { render } from '../../../src/channels/discord/render.ts'
import { problemsOf } from '../../support/discord/validate.ts'
import { alertCard, digestCard, noticeCard, NOW } from '../cards.ts'
import { hostileCard } from './hostile.ts'

const DESK = '123456789012345678'
const roles = new Map([
  ['desk', DESK],
  ['other', '223456789012345678'],
  ['third', '323456789012345678'],
])

describe('an alert', () => {
  test('says on a phone what happened, how severe it is, of which topic, by whom', () => {
    expect(render(alertCard()).content).toBe(
      '🔴 High · Rare earths — Ministry grants half-year permits for magnet shipments (Harbour Post)',
    )
  })

  test('shows publisher and host, linked title, hits in bold, the rule, the time and the story', () => {
    const [embed] = render(
      alertCard({ alsoReportedBy: [{ publisher: 'Wire', url: undefined }] }),
    ).embeds
    expect(embed).toMatchObject({
      author: { name: 'Harbour Post · news.example' },
      title: 'Ministry grants half-year permits for magnet shipments',
      url: 'https://news.example/permits?id=1',
      description: '> Officials granted **export permits** for **samarium** magnets on Monday.',
      fields: [
        { name: 'Why you see it', value: 'rule rare-earths, line 9 `magnet NEAR/12 export`' },
        { name: 'Published', value: '<t:1772443500:f> (<t:1772443500:R>)' },
        { name: 'Also reported by', value: 'Wire' },
      ],
      footer: { text: 'story q4k7m2xa · rules 4b1c9d2e' },
    })
  })

  test('names every topic, and gives the sentence that a topic has', () => {
    const why = 'Magnets need samarium; permits decide who gets it.'
    const topics = [
      { id: 'rare-earths', title: 'Rare earths', severity: 'high' as const, why },
      { id: 'talks', title: 'Talks', severity: 'medium' as const, why: undefined },
      { id: 'tariffs', title: 'Tariffs', severity: 'low' as const, why: undefined },
    ]
    const { content, embeds } = render(alertCard({ topics }))
    expect(content).toContain('Rare earths, Talks +1 — ')
    expect(embeds[0]!.fields).toMatchObject([
      { name: 'Why it matters', value: why },
      { name: 'Why you see it' },
      { name: 'Topics', value: '🔴 Rare earths · 🟡 Talks · ⚪ Tariffs' },
      { name: 'Published' },
    ])
  })

  test('carries stateless buttons', () => {
    const [row] = render(alertCard()).components
    expect(row!.components).toMatchObject([
      { label: 'Why?', custom_id: 'v1:why::q4k7m2xa' },
      { label: 'Not relevant', custom_id: 'v1:irrelevant::q4k7m2xa' },
      { label: 'Mute topic 24 h', custom_id: 'v1:mute:rare-earths:q4k7m2xa' },
      { label: 'Read ↗', url: 'https://news.example/permits?id=1' },
    ])
  })

  test('has room for the sentences of three topics with long names', () => {
    const topics = ['a', 'b', 'c', 'd'].map((id) => ({
      id,
      title: id.repeat(90),
      severity: 'high' as const,
      why: `${id} matters `.repeat(50),
    }))
    const body = render(alertCard({ topics }))
    expect(problemsOf('message', body)).toEqual([])
    const { value } = body.embeds[0]!.fields![0]!
    expect(value.match(/^\*\*\w+…\*\* \w matters.*…$/gm)).toHaveLength(3)
  })

  test('mentions the role at high and critical, and nobody else', () => {
    const mentions = ['desk', 'nobody-knows']
    const loud = render(alertCard({ mentions }), { roles })
    expect(loud.content).toContain(`<@&${DESK}>`)
    expect(loud.allowed_mentions).toEqual({ parse: [], roles: [DESK] })
    const calm = render(alertCard({ mentions, severity: 'medium' }), { roles })
    expect(calm.content).not.toContain('<@&')
    expect(calm.allowed_mentions).toEqual({ parse: [] })
  })

  test('comes silently when it is told to', () => {
    expect(render(alertCard({ severity: 'low', silent: true })).flags).toBe(4096)
    expect(render(alertCard()).flags).toBeUndefined()
  })

  test('a follow-up begins with what is new', () => {
    const card = alertCard({ turn: 1, reason: 'new-fact', news: ['Rate 55 % → 47 %'] })
    const { content, embeds } = render(card)
    expect(content).toMatch(/^🔴 High · new · Rare earths — Rate 55 % → 47 % — Ministry grants/)
    expect(embeds[0]!.description).toMatch(/^\*\*New:\*\* Rate 55 % → 47 %\n> /)
    expect(embeds[0]!.footer!.text).toBe('story q4k7m2xa · turn 1 · rules 4b1c9d2e')
  })

  test('links http and https only, and says where there is no link', () => {
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'file:///x', '', undefined]) {
      const body = render(alertCard({ url }))
      expect(body.embeds[0]).not.toHaveProperty('url')
      expect(body.embeds[0]!.author!.name).toBe('Harbour Post · no link')
      expect(JSON.stringify(body.components)).not.toContain('"url"')
    }
  })

  test('does not let a name before the host dress up the link', () => {
    const { embeds } = render(alertCard({ url: 'https://reuters.com@evil.example/x' }))
    expect(embeds[0]).toMatchObject({
      url: 'https://evil.example/x',
      author: { name: 'Harbour Post · evil.example' },
    })
  })

  test('shortens a long quote without hits at its end', () => {
    const text = `Permits come first ${'and so on '.repeat(100)}`
    const { description } = render(alertCard({ quotes: [{ field: 'lead', text, marks: [] }] }))
      .embeds[0]!
    expect(description).toMatch(/^> Permits come first and so on .* …$/)
  })

  test('shortens a long quote around its hits', () => {
    const filler = 'and so on '.repeat(60)
    const text = `${filler}samarium${filler}magnets ${filler}`
    const start = text.indexOf('samarium')
    const card = alertCard({
      quotes: [{ field: 'body', text, marks: [{ start, end: start + 8 }] }],
    })
    const { description } = render({ ...card, quotes: [card.quotes[0]!, card.quotes[0]!] })
      .embeds[0]!
    expect(description).toContain('**samarium**')
    expect(description).toContain('…')
    expect(description!.length).toBeLessThanOrEqual(900)
  })
})

describe('a digest and a notice', () => {
  test('a digest links ten at most and counts the others', () => {
    const { content, embeds } = render(digestCard())
    expect(content).toBe('🟡 Digest · 14 stories over the limit')
    expect(embeds[0]!.description!.match(/\]\(https:/g)).toHaveLength(10)
    expect(embeds[0]!.description).toMatch(/\nand 4 more$/)
    expect(embeds[0]!.footer!.text).toBe('digest default-2026030209')
  })

  test('a digest says of each story when it was, in the zone of the reader, and its heading once', () => {
    const [item] = digestCard().items
    const late = { ...item!, at: NOW - 11 * 3_600_000 }
    const older = { ...item!, at: NOW - 50 * 3_600_000 }
    const id = 'digest:default:h3wo5k'
    const { content, embeds } = render(digestCard({ id, items: [late, older], total: 2 }))
    const lines = embeds[0]!.description!.split('\n')
    expect(lines[0]).toMatch(/ — Harbour Post · Tariffs · <t:1772404200:t>$/)
    expect(lines[1]).toMatch(/ · <t:1772263800:f>$/)
    expect(content).toBe('🟡 Digest · 2 stories over the limit')
    expect(embeds[0]).not.toHaveProperty('title')
    expect(embeds[0]!.footer!.text).toBe('digest h3wo5k')
  })

  test('a notice says what is wrong and is found again by its nonce', () => {
    const { content, embeds } = render(noticeCard(), { nonce: 'abcdefghijk' })
    expect(content).toBe('⚠️ Feed harbour-post has failed for six hours')
    expect(embeds[0]).toMatchObject({
      description: 'It answers 503.\nNothing else is affected.',
      footer: { text: 'notice abcdefgh' },
    })
  })
})

test('a notice shows the commands it names as code, and what it quotes stays as it was written', () => {
  function described(line: string): string {
    return render(noticeCard({ lines: [line] })).embeds[0]!.description!
  }
  expect(described('The rules stay. `trucewatch rules check` shows *all*.')).toBe(
    'The rules stay. `trucewatch rules check` shows \\*all\\*.',
  )
  expect(described('an odd ` mark and ```fences``` and **bold**')).toBe(
    'an odd \\` mark and \\`\\`\\`fences\\`\\`\\` and \\*\\*bold\\*\\*',
  )
  expect(described('feed `<@123456789012345678>` is gone')).toContain('\\`\\<@')
  const long = described(`${'word '.repeat(34)} \`trucewatch rules check\` shows everything`)
  expect(long).toMatch(/word …$|word…$/)
  expect(long.length).toBeLessThanOrEqual(190)
})

test('whatever a feed writes, Discord takes the message and only our own links and mentions work', () => {
  fc.assert(
    fc.property(hostileCard, (card) => {
      const body = render(card, { roles, nonce: 'abcdefghijklmnopqrst' })
      expect(problemsOf('message', body)).toEqual([])
      expect(body.content.length).toBeLessThanOrEqual(150)
      const own = body.content.replaceAll(/ <@&\d{18}>/g, '')
      expect(own).not.toMatch(/:\/\/|(?<!\\)<[@#t/:]|@everyone|@here/)
      const { title = '', description = '' } = body.embeds[0]!
      expect(title + description).not.toMatch(/(?<!\\)<[@#t/:]|@everyone|@here/)
      expect(description.replaceAll(/\]\(https?:\/\/[^)\s]*\)/g, '')).not.toMatch(/[a-z]:\/\//i)
      expect(JSON.stringify(body)).not.toMatch(/javascript:a|data:text|file:\/\/|[\u202a-\u202e]/)
      expect(body.allowed_mentions.parse).toEqual([])
    }),
    { numRuns: 400 },
  )
})
