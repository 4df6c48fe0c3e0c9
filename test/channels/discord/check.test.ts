import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Channel } from '../../../src/domain/ports.ts'
import { createDiscord } from '../../../src/channels/discord/index.ts'
import { createWebhook } from '../../../src/channels/webhook.ts'
import { PERMISSIONS, startDiscord, type LoopbackDiscord } from '../../support/discord/index.ts'

const clock = { now: () => Date.now() }
let discord: LoopbackDiscord

beforeAll(async () => {
  discord = await startDiscord()
})
afterAll(() => discord.close())

function channelNamed(
  name: string,
  roles: ReadonlyMap<string, string> = new Map(),
  id: string = discord.channels.alerts.id,
): Channel {
  const { api, token } = discord
  return createDiscord({ token, api, channels: new Map([[name, id]]), roles, clock }).get(name)!
}

describe('the check at the start', () => {
  test('names the missing permissions', async () => {
    const channel = discord.channels.alerts
    const deny = PERMISSIONS.embedLinks | PERMISSIONS.readMessageHistory
    channel.overwrites.push({ id: discord.world.botRole.id, type: 0, allow: 0n, deny })
    const [first] = await channelNamed('alerts').check()
    expect(first).toContain('Channel alerts: the bot lacks Embed Links, Read Message History.')
    channel.overwrites.pop()
  })

  test('names a channel that the bot cannot see, and one that there is not', async () => {
    const channel = discord.channels.alerts
    const deny = PERMISSIONS.viewChannel
    channel.overwrites.push({ id: discord.world.bot.id, type: 1, allow: 0n, deny })
    expect(await channelNamed('alerts').check()).toEqual([
      expect.stringContaining('lacks View Channel'),
    ])
    channel.overwrites.pop()
    const lost = channelNamed('lost', new Map(), '123456789012345678')
    expect(await lost.check()).toEqual([expect.stringContaining('123456789012345678')])
  })

  test('names a role that does not exist or notifies nobody', async () => {
    const quiet = discord.world.addRole('quiet')
    const roles = new Map([
      ['desk', '223456789012345678'],
      ['quiet', quiet.id],
    ])
    expect(await channelNamed('alerts', roles).check()).toEqual([
      expect.stringContaining('Role desk: the server has no role'),
      expect.stringContaining('Role quiet: a mention notifies nobody'),
    ])
  })

  test('says that the token is refused, and that a webhook is gone', async () => {
    discord.fault({ kind: 'status', status: 401 })
    expect(await channelNamed('alerts').check()).toEqual([expect.stringContaining('DISCORD_TOKEN')])
    const url = discord.webhookUrl().replace(/\d{17,}/, '123456789012345678')
    const gone = createWebhook({ name: 'hook', url, roles: new Map(), clock })
    expect(await gone.check()).toEqual([expect.stringContaining('was deleted')])
  })
})
