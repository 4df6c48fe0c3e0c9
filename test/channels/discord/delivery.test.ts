import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { DeliveryError, type DeliveryFault } from '../../../src/domain/errors.ts'
import type { Channel, Outgoing } from '../../../src/domain/ports.ts'
import { createDiscord } from '../../../src/channels/discord/index.ts'
import { createWebhook } from '../../../src/channels/webhook.ts'
import {
  PERMISSIONS,
  startDiscord,
  type Fault,
  type LoopbackDiscord,
} from '../../support/discord/index.ts'
import { put } from '../../support/discord/messages.ts'
import { alertCard } from '../cards.ts'

const clock = { now: () => Date.now() }
/** Long enough for a busy machine; where no answer comes at all, the test waits out the short one. */
const TIMEOUT = 10_000
const SHORT = 150
const HOUR = 3_600_000
let discord: LoopbackDiscord
let alerts: Channel
let news: Channel
let hook: Channel
let hasty: ReturnType<typeof open>
let hookUrl: string
let count = 0
/** Date.now is ahead by so much: a rate limit is over when a test says so, and nobody sleeps. */
let ahead = 0

function advance(ms: number): void {
  ahead += ms
}

beforeAll(async () => {
  const { now } = Date
  vi.spyOn(Date, 'now').mockImplementation(() => now() + ahead)
  discord = await startDiscord()
  hookUrl = discord.webhookUrl()
  const patient = open(TIMEOUT)
  alerts = patient.alerts
  news = patient.news
  hook = patient.hook
  hasty = open(SHORT)
})

function open(timeout: number) {
  const { api, token, channels } = discord
  const made = createDiscord({
    token,
    api,
    channels: new Map([
      ['alerts', channels.alerts.id],
      ['news', channels.announcements.id],
      ['lost', '123456789012345678'],
    ]),
    roles: new Map([['desk', '223456789012345678']]),
    clock,
    timeout,
  })
  return {
    alerts: made.get('alerts')!,
    news: made.get('news')!,
    hook: createWebhook({ name: 'hook', url: hookUrl, roles: new Map(), clock, timeout }),
  }
}

afterAll(async () => {
  vi.restoreAllMocks()
  await discord.close()
})
beforeEach(() => discord.faults.clear())

function message(changes: Partial<Outgoing> = {}): Outgoing {
  return { card: alertCard(), nonce: `n${++count}`, replyTo: undefined, ...changes }
}

async function faultOf(work: Promise<unknown>): Promise<DeliveryError> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  )
  if (error instanceof DeliveryError) return error
  throw new Error(`It did not fail with a DeliveryError, but with ${String(error)}.`)
}

describe('what Discord answers, in the terms in which the outbox decides', () => {
  const CASES: readonly (readonly [string, Fault, DeliveryFault, DeliveryFault])[] = [
    ['a lost reply', { kind: 'lost-reply' }, 'unknown', 'unknown'],
    ['no answer', { kind: 'hang' }, 'unknown', 'unknown'],
    ['500', { kind: 'status', status: 500 }, 'unavailable', 'unavailable'],
    ['502', { kind: 'status', status: 502 }, 'unavailable', 'unavailable'],
    ['429', { kind: 'status', status: 429, retryAfter: 60 }, 'rate-limited', 'rate-limited'],
    ['401', { kind: 'status', status: 401 }, 'unauthorised', 'channel-closed'],
    ['403 50001', { kind: 'status', status: 403, code: 50001 }, 'channel-closed', 'channel-closed'],
    ['403 50013', { kind: 'status', status: 403, code: 50013 }, 'channel-closed', 'channel-closed'],
    ['404 10003', { kind: 'status', status: 404, code: 10003 }, 'channel-closed', 'channel-closed'],
    ['404 10015', { kind: 'status', status: 404, code: 10015 }, 'channel-closed', 'channel-closed'],
    ['404 10008', { kind: 'status', status: 404, code: 10008 }, 'message-gone', 'message-gone'],
    ['400', { kind: 'status', status: 400, code: 50035 }, 'refused', 'refused'],
  ]

  test.each(CASES)('%s', async (_name, fault, asBot, asWebhook) => {
    const [bot, webhook] = fault.kind === 'hang' ? [hasty.alerts, hasty.hook] : [alerts, hook]
    discord.fault({ ...fault, method: 'POST' })
    expect((await faultOf(bot.send(message()))).code).toBe(asBot)
    discord.fault({ ...fault, method: 'POST' })
    expect((await faultOf(webhook.send(message()))).code).toBe(asWebhook)
    advance(HOUR)
    await expect(alerts.send(message())).resolves.toMatch(/\d/)
  })

  test('asks once and leaves every retry to the outbox', async () => {
    for (const fault of CASES.map(([, found]) => found).filter(({ status }) => status !== 429)) {
      const before = discord.requests.length
      discord.fault({ ...fault, method: 'POST' })
      await faultOf((fault.kind === 'hang' ? hasty.alerts : alerts).send(message()))
      expect(discord.requests.length - before).toBe(1)
    }
  })

  test('a Discord that is not there has surely taken nothing', async () => {
    const channels = new Map([['alerts', discord.channels.alerts.id]])
    const api = 'http://127.0.0.1:9/api'
    const away = createDiscord({ token: discord.token, api, channels, roles: new Map(), clock })
    expect((await faultOf(away.get('alerts')!.send(message()))).code).toBe('unavailable')
  })

  test('a 429 says until when; of the whole bot it holds its other channels too, unasked', async () => {
    discord.fault({ kind: 'status', status: 429, retryAfter: 60, global: true, method: 'POST' })
    const at = Date.now()
    const limited = await faultOf(alerts.send(message()))
    expect(limited.retry).toMatchObject({ at: expect.any(Number) })
    expect((limited.retry as { at: number }).at - at).toBeGreaterThanOrEqual(60_000)
    const before = discord.requests.length
    expect((await faultOf(news.send(message()))).code).toBe('rate-limited')
    expect(discord.requests.length).toBe(before)
    advance(HOUR)
    await expect(alerts.send(message())).resolves.toMatch(/\d/)
  })

  test('an edit of a removed message is gone, an edit of another is not', async () => {
    const id = await alerts.send(message())
    await alerts.edit(id, message())
    discord.world.messages.find((known) => known.id === id)!.deleted = true
    expect((await faultOf(alerts.edit(id, message()))).code).toBe('message-gone')
  })

  test('the reason of a 400 names the field', async () => {
    const tooLong = message({ nonce: 'x'.repeat(26) })
    const refused = await faultOf(alerts.send(tooLong))
    expect(refused.code).toBe('refused')
    expect(refused.message).toContain('nonce')
  })
})

describe('a message of the bot', () => {
  test('replies without failing where the first was removed, and enforces its nonce', async () => {
    const first = await alerts.send(message())
    await alerts.send(message({ replyTo: first }))
    expect(discord.messages().at(-1)).toMatchObject({
      replyTo: first,
      body: {
        enforce_nonce: true,
        message_reference: { message_id: first, fail_if_not_exists: false },
      },
    })
  })

  test('comes without its reply where the bot may not read the history', async () => {
    const first = await alerts.send(message())
    const { overwrites } = discord.channels.alerts
    const deny = PERMISSIONS.readMessageHistory
    overwrites.push({ id: discord.world.bot.id, type: 1, allow: 0n, deny })
    await alerts.send(message({ replyTo: first }))
    overwrites.pop()
    expect(discord.messages().at(-1)!.replyTo).toBeUndefined()
  })

  test('is published once, and twice is no fault', async () => {
    expect(news.can.publish).toBe(false)
    const id = await news.send(message())
    expect(news.can.publish).toBe(true)
    await news.publish(id)
    await news.publish(id)
    expect(discord.messages(discord.channels.announcements).at(-1)!.published).toBe(true)
  })

  test('is found among hundreds, and not taken for that of another author', async () => {
    const wanted = message({ card: alertCard({ story: 'needle22' }) })
    const id = await alerts.send(wanted)
    for (let index = 0; index < 120; index++)
      put(discord.world, discord.channels.alerts.id, { content: `chatter ${index}` })
    const since = Date.now() - 1000
    expect(await alerts.find({ ...wanted, nonce: 'other' }, since)).toBe(id)
    const foreign = alertCard({ story: 'foreign2' })
    await hook.send(message({ card: foreign }))
    expect(await alerts.find(message({ card: foreign }), since)).toBeUndefined()
  })
})

describe('a webhook', () => {
  test('sends a link button and no other, waits for the id, and edits', async () => {
    const id = await hook.send(message())
    const sent = discord.messages().at(-1)!
    expect(sent.id).toBe(id)
    expect(JSON.stringify(sent.body['components'])).toContain('Read ↗')
    expect(JSON.stringify(sent.body['components'])).not.toContain('custom_id')
    expect(sent.body).not.toHaveProperty('nonce')
    await hook.edit(id, message({ card: alertCard({ title: 'Changed since' }) }))
    expect(JSON.stringify(discord.messages().at(-1)!.body)).toContain('Changed since')
  })
})

test('no error, at any depth, holds the token or the webhook address', async () => {
  const secrets = [discord.token, hookUrl, hookUrl.split('/').at(-1)!]
  const faults: Fault[] = [
    { kind: 'lost-reply' },
    { kind: 'hang' },
    ...[400, 401, 403, 404, 429, 500].map((status): Fault => ({ kind: 'status', status })),
  ]
  for (const fault of faults) {
    const { kind } = fault
    for (const channel of kind === 'hang' ? [hasty.alerts, hasty.hook] : [alerts, hook]) {
      discord.fault({ ...fault, retryAfter: 60, method: 'POST' })
      const error = await faultOf(channel.send(message()))
      const text = `${error.stack}${JSON.stringify(error, Object.getOwnPropertyNames(error))}${String(error.cause)}`
      for (const secret of secrets) expect(text).not.toContain(secret)
    }
    advance(HOUR)
  }
})
