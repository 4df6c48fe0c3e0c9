import { createDiscord } from '../../src/channels/discord/index.ts'
import { createTerminal } from '../../src/channels/terminal.ts'
import { createWebhook } from '../../src/channels/webhook.ts'
import { channelContract } from '../contracts/channel.ts'
import { startDiscord, type LoopbackDiscord } from '../support/discord/index.ts'

const clock = { now: () => Date.now() }
const roles = new Map<string, string>()

channelContract('the terminal', async () => {
  const written: string[] = []
  const channel = createTerminal({
    write: (text) => void written.push(text),
    colour: false,
    width: 100,
    clock,
  })
  return { channel, seen: () => written.map(unwrap), close: async () => {} }
})

channelContract('a webhook', async () => {
  const discord = await startDiscord()
  const channel = createWebhook({ name: 'hook', url: discord.webhookUrl(), roles, clock })
  return { channel, seen: () => seenIn(discord), close: () => discord.close() }
})

channelContract('a channel of the bot', async () => {
  const discord = await startDiscord()
  const { api, token } = discord
  const channels = new Map([['alerts', discord.channels.alerts.id]])
  const channel = createDiscord({ token, api, channels, roles, clock }).get('alerts')!
  return { channel, seen: () => seenIn(discord), close: () => discord.close() }
})

function seenIn(discord: LoopbackDiscord): string[] {
  return discord.messages().map(({ body }) => JSON.stringify(body))
}

/** Lines are broken for the width of a terminal. */
function unwrap(text: string): string {
  return text.replace(/\n(?:│ )?/g, ' ').replace(/ {2,}/g, ' ')
}
