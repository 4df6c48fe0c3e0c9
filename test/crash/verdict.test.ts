import { expect, test } from 'vitest'
import type { LedgerRow } from '../../src/domain/ports.ts'
import type { Message } from '../support/discord/index.ts'
import { aLedgerEntry } from '../support/things.ts'
import { tally } from './verdict.ts'

const MINUTE = 60_000

function aMessage(title: string, at: number, over: Partial<Message> = {}): Message {
  return {
    id: `${title}-${at}`,
    channel: 'alerts',
    author: { id: '1', username: 'trucewatch', bot: true },
    webhook: undefined,
    nonce: title,
    body: { content: title, embeds: [{ title }] },
    replyTo: undefined,
    at,
    editedAt: undefined,
    edits: 0,
    published: false,
    deleted: false,
    ...over,
  }
}

function aRow(title: string, delivery: LedgerRow['delivery']): LedgerRow {
  const rest = { url: undefined, publisher: 'Gazette', deliveryError: undefined }
  return { ...aLedgerEntry(), title, delivery, ...rest }
}

test('what is told once, with edits and replies, is all right', () => {
  const messages = [
    aMessage('Samarium zqaa', 0, { edits: 2 }),
    aMessage('Samarium zqaa', 5, { replyTo: '1' }),
    aMessage('Samarium zqab', 9),
  ]
  const rows = [aRow('Samarium zqaa', 'sent'), aRow('Samarium zqab', undefined)]
  expect(tally(['zqaa', 'zqab'], messages, rows)).toEqual({
    stories: 2,
    sent: 3,
    lost: 0,
    doubledInside: 0,
    doubledOutside: 0,
    edits: 2,
    undelivered: 0,
    unrecorded: 0,
  })
})

test('what is lost, doubled, undelivered or missing from the ledger is counted', () => {
  const messages = [
    aMessage('Samarium zqaa', 0),
    aMessage('Samarium zqaa', 2 * MINUTE),
    aMessage('Samarium zqaa', 20 * MINUTE),
  ]
  expect(tally(['zqaa', 'zqab', 'zqac'], messages, [aRow('zqaa', 'queued')])).toMatchObject({
    lost: 2,
    doubledInside: 1,
    doubledOutside: 1,
    undelivered: 1,
    unrecorded: 2,
  })
})
