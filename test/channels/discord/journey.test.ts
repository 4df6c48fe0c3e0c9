import { afterEach, describe, expect, test } from 'vitest'
import type { AlertCard } from '../../../src/domain/alert.ts'
import { createDiscord } from '../../../src/channels/discord/index.ts'
import { createOutbox, type Outbox } from '../../../src/channels/outbox.ts'
import { createWebhook } from '../../../src/channels/webhook.ts'
import { openMemoryStore } from '../../../src/store/index.ts'
import {
  startDiscord,
  type LoopbackDiscord,
  type LoopbackOptions,
} from '../../support/discord/index.ts'
import { alertCard, alertOf } from '../cards.ts'
import { recordingLog } from '../../support/log.ts'

// The outbox, a real store and the real discord.js against the loopback Discord.

let skipped = 0
/** Our waits are skipped; Discord's clock goes on as it does. */
const clock = { now: () => Date.now() + skipped }
let discord: LoopbackDiscord

afterEach(() => discord.close())

async function deliver(cards: readonly AlertCard[], options: LoopbackOptions = {}, asHook = false) {
  discord = await startDiscord(options)
  const { api, token } = discord
  const store = await openMemoryStore(clock)
  const log = recordingLog()
  const channels = asHook
    ? new Map([
        [
          'default',
          createWebhook({
            name: 'default',
            url: discord.webhookUrl(),
            roles: new Map(),
            clock,
            timeout: 100,
          }),
        ],
      ])
    : createDiscord({
        token,
        api,
        channels: new Map([['default', discord.channels.alerts.id]]),
        roles: new Map(),
        clock,
        timeout: 100,
      })
  for (const card of cards) {
    const alert = alertOf(card)
    const { id, channel } = alert
    const now = clock.now()
    await store.transaction(async (tx) => {
      await tx.addAlert(alert)
      await tx.enqueue({ key: id, alert: id, channel, op: 'send', dueAt: now, createdAt: now })
    })
  }
  const outbox = createOutbox({ store, channels, clock, log, random: () => 0 })
  // What Discord asks to wait is waited; what the outbox waits by itself is not.
  if (options.rateLimit) await outbox.drain(10_000)
  else await drainWithoutWaiting(outbox)
  const tally = outbox.tally()
  await outbox.stop()
  return { tally, log, store }
}

async function drainWithoutWaiting(outbox: Outbox): Promise<void> {
  for (;;) {
    await outbox.deliverDue()
    const next = await outbox.nextDue()
    if (next === undefined) return
    skipped += Math.max(0, next - clock.now())
  }
}

function stories(count: number): AlertCard[] {
  return Array.from({ length: count }, (_, index) => alertCard({ story: `story${index}` }))
}

function toldStories(): string[] {
  return discord
    .messages()
    .map(({ body }) => JSON.stringify(body).match(/story (\w+) · rules/)![1]!)
}

describe('delivering to Discord', () => {
  test('a full bucket is waited out as told: nothing lost, at most one refusal a window', async () => {
    const rateLimit = { limit: 5, windowMs: 200 }
    const { tally } = await deliver(stories(13), { rateLimit })
    expect(tally).toMatchObject({ sent: 13, dead: 0 })
    expect(toldStories()).toEqual(stories(13).map(({ story }) => story))
    expect(discord.requests.filter(({ status }) => status === 429).length).toBeLessThanOrEqual(3)
  })

  test('lost replies, hangs and server errors lose nothing and double nothing', async () => {
    const profile = { lostReply: 0.2, hang: 0.05, serverError: 0.1, seed: 7 }
    const { tally } = await deliver(stories(30), { profile })
    expect(tally).toMatchObject({ sent: 30, dead: 0 })
    expect(toldStories().toSorted()).toEqual(
      stories(30)
        .map(({ story }) => story)
        .toSorted(),
    )
    expect(tally.retried).toBeGreaterThan(5)
  })

  test('a webhook doubles at most what was lost once', async () => {
    const profile = { lostReply: 0.1, seed: 3 }
    await deliver(stories(20), { profile }, true)
    const told = toldStories()
    const lost = discord.requests.filter(({ fault }) => fault === 'lost-reply').length
    expect(new Set(told).size).toBe(20)
    expect(told.length - 20).toBeLessThanOrEqual(lost)
  })

  test('titles full of mentions and masked links ping nobody and link nowhere', async () => {
    const title = '@everyone <@&1> [free](https://evil.example/x) discord.gg/abc <t:1:R>'
    await deliver([alertCard({ title, publisher: '@here', url: 'javascript:alert(1)' })])
    const { body } = discord.messages()[0]!
    expect(body['allowed_mentions']).toEqual({ parse: [] })
    expect(body['content']).toContain('\\[free\\](evil.example/x)')
    const text = JSON.stringify(body)
    expect(text).not.toMatch(/@everyone|@here|https?:\/\/evil|discord\.gg|javascript:/)
    expect(text).toContain('no link')
  })

  test('no log line holds the token or the webhook address', async () => {
    const profile = { lostReply: 0.3, serverError: 0.3, seed: 5 }
    const bot = await deliver(stories(5), { profile })
    expect(JSON.stringify(bot.log.lines)).not.toContain(discord.token)
    await discord.close()
    const hook = await deliver(stories(5), { profile }, true)
    const secrets = [...discord.world.webhooks.values()].map(({ token }) => token)
    for (const secret of secrets) expect(JSON.stringify(hook.log.lines)).not.toContain(secret)
  })
})
