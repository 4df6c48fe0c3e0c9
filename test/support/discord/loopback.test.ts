import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PERMISSIONS, startDiscord, type LoopbackDiscord } from './index.ts'
import { NONCE_WINDOW_MS } from './messages.ts'

// What the tests of the bot lean on: that this Discord refuses what the real one refuses.

let discord: LoopbackDiscord
let now = Date.now()

beforeEach(async () => {
  now = Date.now()
  discord = await startDiscord({ now: () => now, rateLimit: { limit: 5, windowMs: 1000 } })
})
afterEach(() => discord.close())

async function post(path: string, body: unknown, token = discord.token): Promise<Response> {
  const headers = { authorization: `Bot ${token}`, 'content-type': 'application/json' }
  return fetch(`${discord.api}/v10${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

async function send(body: unknown): Promise<Record<string, unknown>> {
  const answer = await post(`/channels/${discord.channels.alerts.id}/messages`, body)
  return { status: answer.status, ...((await answer.json()) as object) }
}

describe('the Discord on loopback', () => {
  test.each([
    ['content over 2000', { content: 'x'.repeat(2001) }],
    [
      'an embed over 6000 in all',
      { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
    ],
    ['a field without value', { embeds: [{ fields: [{ name: 'a', value: ' ' }] }] }],
    ['a javascript link', { embeds: [{ title: 'a', url: 'javascript:alert(1)' }] }],
    ['a nonce over 25', { content: 'a', nonce: 'x'.repeat(26) }],
    ['nothing at all', {}],
  ])('refuses %s', async (_name, body) => {
    expect(await send(body)).toMatchObject({ status: 400 })
    expect(discord.messages()).toEqual([])
  })

  test('gives the same message for the same nonce for some minutes', async () => {
    const body = { content: 'a', nonce: 'n1', enforce_nonce: true }
    const first = await send(body)
    expect((await send(body))['id']).toBe(first['id'])
    now += NONCE_WINDOW_MS + 1
    expect((await send(body))['id']).not.toBe(first['id'])
    expect(discord.messages()).toHaveLength(2)
  })

  test('answers 429 with the time to wait once the bucket is empty', async () => {
    for (let index = 0; index < 5; index++) await send({ content: 'a' })
    const answer = await send({ content: 'a' })
    expect(answer).toMatchObject({ status: 429, retry_after: 1, global: false })
    now += 1000
    expect(await send({ content: 'a' })).toMatchObject({ status: 200 })
  })

  test('knows permissions: no view, no sending, no embeds', async () => {
    const { overwrites } = discord.channels.alerts
    const id = discord.world.bot.id
    overwrites.push({ id, type: 1, allow: 0n, deny: PERMISSIONS.embedLinks })
    expect(await send({ content: 'a', embeds: [{ title: 'b' }] })).toMatchObject({ embeds: [] })
    overwrites[0]!.deny = PERMISSIONS.sendMessages
    expect(await send({ content: 'a' })).toMatchObject({ status: 403, code: 50013 })
    overwrites[0]!.deny = PERMISSIONS.viewChannel
    expect(await send({ content: 'a' })).toMatchObject({ status: 403, code: 50001 })
  })

  test('wants the right token', async () => {
    expect((await post('/channels/1/messages', {}, 'wrong')).status).toBe(401)
  })

  test('keeps a message whose reply it loses', async () => {
    discord.fault({ kind: 'lost-reply' })
    await expect(send({ content: 'a' })).rejects.toThrow('fetch failed')
    expect(discord.messages()).toHaveLength(1)
  })

  test('takes no interactive button from a webhook, and none at all unless asked to', async () => {
    const path = new URL(discord.webhookUrl()).pathname.replace('/api', '')
    const button = { type: 2, style: 2, label: 'a', custom_id: 'b' }
    const body = { content: 'a', components: [{ type: 1, components: [button] }] }
    expect((await post(`${path}?wait=true&with_components=true`, body)).status).toBe(400)
    expect(await (await post(`${path}?wait=true`, body)).json()).toMatchObject({ components: [] })
  })

  test('lists its messages and counts its answers for other processes', async () => {
    await send({ content: 'a' })
    const base = discord.api.replace('/api', '')
    const ledger = (await (await fetch(`${base}/__ledger`)).json()) as { messages: object[] }
    expect(ledger.messages).toMatchObject([{ content: 'a', edits: 0 }])
    expect(await (await fetch(`${base}/__stats`)).json()).toMatchObject({ byStatus: { '200': 1 } })
  })
})
