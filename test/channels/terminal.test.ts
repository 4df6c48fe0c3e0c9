import { describe, expect, test } from 'vitest'
import { createTerminal } from '../../src/channels/terminal.ts'
import type { Card } from '../../src/domain/alert.ts'
import { displayWidth } from '../../src/lib/width.ts'
import { alertCard, digestCard, noticeCard, NOW } from './cards.ts'

async function shown(
  card: Card,
  { width = 80, colour = false, isEdit = false } = {},
): Promise<string> {
  let out = ''
  const channel = createTerminal({
    write: (text) => void (out += text),
    colour,
    width,
    clock: { now: () => NOW },
  })
  const message = { card, nonce: 'n', replyTo: undefined }
  if (isEdit) await channel.edit('x', message)
  else await channel.send(message)
  return out
}

const HAN = '商务部发言人就稀土相关物项实施出口管制有关情况回应记者提问并表示将依法依规受理许可申请'

describe('the terminal', () => {
  test('shows an alert at a glance', async () => {
    expect(
      await shown(alertCard({ alsoReportedBy: [{ publisher: 'Wire', url: undefined }] })),
    ).toBe(
      `🔴 High · Rare earths — Ministry grants half-year permits for magnet shipments
(Harbour Post)
│ “Officials granted export permits for samarium magnets on Monday.”
│ Published 2026-03-02 09:25 UTC (5 minutes ago) · Also reported by Wire
│ https://news.example/permits?id=1
│ rule rare-earths, line 9  magnet NEAR/12 export
│ story q4k7m2xa · rules 4b1c9d2e

`,
    )
  })

  test('shows the lines that say most: one of each topic, then what raised it', async () => {
    const [line] = alertCard().why
    const why = [1, 2, 3].map((row) => ({ ...line!, row }))
    const raised = { ...line!, row: 4, level: 'high' as const }
    const other = { ...line!, row: 5, topic: 'talks' }
    const text = await shown(alertCard({ why: [...why, raised, other] }))
    expect(text.match(/rule .*/g)).toEqual([
      'rule rare-earths, line 1  magnet NEAR/12 export',
      'rule rare-earths, line 4  magnet NEAR/12 export · high',
      'rule talks, line 5  magnet NEAR/12 export  (and 2 more)',
    ])
  })

  test('says what is new in a follow-up', async () => {
    const card = alertCard({
      turn: 1,
      reason: 'raised',
      severity: 'critical',
      news: ['Rate 55 % → 47 %'],
    })
    const text = await shown(card)
    expect(text).toMatch(/^🚨 Raised to critical · Rare earths — Rate 55 % → 47 %/)
    expect(text).toContain('follow-up 1')
  })

  test('shows a later report in one line', async () => {
    const alsoReportedBy = [{ publisher: 'Second Wire', url: undefined }]
    const text = await shown(alertCard({ alsoReportedBy }), { isEdit: true, width: 200 })
    expect(text).toBe(
      '↻ High · also reported by Second Wire — Ministry grants half-year permits for magnet shipments · story q4k7m2xa\n\n',
    )
  })

  test('shows a digest with ten links and a notice', async () => {
    const digest = await shown(digestCard())
    expect(digest).toContain('🟡 Digest · 14 stories over the limit')
    expect(digest.match(/https:/g)).toHaveLength(10)
    expect(digest).toContain('and 4 more')
    expect(await shown(noticeCard())).toContain('⚠️ Warning · Feed harbour-post has failed')
  })

  test('says of each story of a digest when it was', async () => {
    const [item] = digestCard().items
    const items = [
      { ...item!, at: NOW - 11 * 3_600_000 },
      { ...item!, at: NOW - 50 * 3_600_000 },
    ]
    const text = await shown(digestCard({ items, total: 2 }))
    expect(text).toContain('— Harbour Post · Tariffs · 22:30 UTC\n')
    expect(text).toContain('— Harbour Post · Tariffs · 2026-02-28 07:30 UTC\n')
  })

  test('breaks lines by columns, Han too, and loses no character', async () => {
    for (const width of [40, 61, 80]) {
      const quotes = [{ field: 'lead' as const, text: HAN, marks: [] }]
      const text = await shown(alertCard({ title: HAN, quotes }), { width })
      for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(width)
      expect(text.replace(/\n(?:│ )?/g, '')).toContain(HAN)
    }
  })

  test('uses colour only where it is told to', async () => {
    expect(await shown(alertCard(), { colour: true })).toContain('\u001b[')
    expect(await shown(alertCard())).not.toContain('\u001b')
  })

  test('lets no text of a feed steer the terminal', async () => {
    const title = 'a\u001b[2Jb\u009b1mc\u0007d\u202e\r\nline two'
    const text = await shown(
      alertCard({
        title,
        publisher: title,
        topics: [{ id: 'x', title, severity: 'high', why: undefined }],
      }),
    )
    for (const control of ['\u001b', '\u009b', '\u0007', '\u202e', '\r'])
      expect(text).not.toContain(control)
  })

  test('names no link that is not http', async () => {
    expect(await shown(alertCard({ url: 'javascript:alert(1)' }))).toContain('│ no link')
  })
})
