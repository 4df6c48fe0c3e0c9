import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Card } from '../../src/domain/alert.ts'
import type { Channel, Outgoing } from '../../src/domain/ports.ts'
import { alertCard, digestCard, noticeCard } from '../channels/cards.ts'

/** A channel to be tested, and what a reader sees in it. */
export type ChannelUnderTest = {
  readonly channel: Channel
  /** The messages as a reader sees them, oldest first; a change of a message counts where it is shown. */
  readonly seen: () => readonly string[]
  readonly close: () => Promise<void>
}

/** What every Channel does, whatever it is; what it declares in `can`, it can. */
export function channelContract(name: string, open: () => Promise<ChannelUnderTest>): void {
  describe(`${name} as a channel`, () => {
    let under: ChannelUnderTest
    let count = 0

    beforeEach(async () => {
      under = await open()
    })
    afterEach(() => under.close())

    function message(card: Card, changes: Partial<Outgoing> = {}): Outgoing {
      return { card, nonce: `nonce${++count}`, replyTo: undefined, ...changes }
    }

    test.each([
      ['an alert', alertCard(), 'Ministry grants half-year permits'],
      ['a digest', digestCard(), 'Development number 10'],
      ['a notice', noticeCard(), 'has failed for six hours'],
    ])('shows %s', async (_kind, card, words) => {
      const id = await under.channel.send(message(card))
      expect(id).toMatch(/\S/)
      expect(under.seen().join('\n')).toContain(words)
    })

    test('gives each message an id of its own', async () => {
      const first = await under.channel.send(message(alertCard()))
      const second = await under.channel.send(message(alertCard({ story: 'another1' })))
      expect(second).not.toBe(first)
      expect(under.seen()).toHaveLength(2)
    })

    test('sends a nonce once, if it says it can', async () => {
      if (!under.channel.can.nonce) return
      const twice = message(alertCard())
      expect(await under.channel.send(twice)).toBe(await under.channel.send(twice))
      expect(under.seen()).toHaveLength(1)
    })

    test('shows an edit, if it says it can', async () => {
      const { channel } = under
      if (!channel.can.edit) return
      const id = await channel.send(message(alertCard()))
      const later = alertCard({ alsoReportedBy: [{ publisher: 'Second Wire', url: undefined }] })
      await channel.edit(id, message(later))
      expect(under.seen().at(-1)).toContain('Second Wire')
    })

    test('finds what it sent by story and turn, if it says it can search, and nothing else', async () => {
      const { channel } = under
      const first = message(alertCard())
      const id = await channel.send(first)
      await channel.send(message(alertCard({ story: 'another1' })))
      const otherNonce = { ...first, nonce: 'lost' }
      const found = await channel.find(otherNonce, Date.now() - 60_000)
      expect(found).toBe(channel.can.search ? id : undefined)
      const followUp = message(alertCard({ turn: 1 }))
      expect(await channel.find(followUp, Date.now() - 60_000)).toBeUndefined()
    })

    test('takes a follow-up that replies to a message that is gone', async () => {
      const reply = message(alertCard({ turn: 1, reason: 'new-fact' }), { replyTo: '1' })
      await expect(under.channel.send(reply)).resolves.toMatch(/\S/)
    })

    test('finds nothing wrong with itself', async () => {
      expect(await under.channel.check()).toEqual([])
    })

    test('shows hostile text harmlessly', async () => {
      const title = '\u001b[2J\u202e@everyone [x](https://evil.example) <@&1>\n# big'
      await under.channel.send(message(alertCard({ title, publisher: title })))
      const shown = under.seen().join('\n')
      for (const control of ['\u001b[2J', '\u202e']) expect(shown).not.toContain(control)
    })
  })
}
