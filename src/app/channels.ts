import { createTerminal } from '../channels/terminal.ts'
import { createWebhook } from '../channels/webhook.ts'
import type { Config } from '../config.ts'
import type { Channel, Clock } from '../domain/ports.ts'
import type { Directory } from './directory.ts'

/** What the terminal channel needs of the terminal. */
export type Screen = {
  readonly write: (text: string) => void
  readonly colour: boolean
  readonly width: number
}

/** A channel for every place. discord.js is loaded only where a place needs it: it costs 40 MB and 0.4 s. */
export async function createChannels(
  config: Config,
  directory: Directory,
  screen: Screen,
  clock: Clock,
): Promise<ReadonlyMap<string, Channel>> {
  const channels = new Map<string, Channel>()
  const ids = new Map<string, string>()
  for (const [name, place] of directory.places) {
    if (place.kind === 'terminal') channels.set(name, createTerminal({ name, ...screen, clock }))
    if (place.kind === 'webhook')
      channels.set(name, createWebhook({ name, url: place.url, roles: config.roles, clock }))
    if (place.kind === 'discord') ids.set(name, place.id)
  }
  if (ids.size === 0) return channels
  const { createDiscord } = await import('../channels/discord/index.ts')
  const discord = createDiscord({
    token: config.discordToken!,
    api: config.discordApi,
    channels: ids,
    roles: config.roles,
    clock,
  })
  return new Map([...channels, ...discord])
}
