import type { Channel, Clock } from '../../domain/ports.ts'
import { createDiscordChannel } from './channel.ts'
import { createRequest } from './rest.ts'

export type DiscordOptions = {
  readonly token: string
  /** https://discord.com/api, without version. */
  readonly api: string
  /** Channel ids by name. */
  readonly channels: ReadonlyMap<string, string>
  /** Role ids by name; may change while the bot runs. */
  readonly roles: ReadonlyMap<string, string>
  readonly clock: Clock
  /** Milliseconds until a request is given up; its outcome is unknown then. */
  readonly timeout?: number
}

/** Fifteen seconds: what discord.js itself waits. */
const TIMEOUT = 15_000

/** The channels in which the bot posts, by name. Asks Discord nothing until the first message or check. */
export function createDiscord(options: DiscordOptions): ReadonlyMap<string, Channel> {
  const { token, api, channels, roles, clock, timeout = TIMEOUT } = options
  const request = createRequest({ token, api, timeout })
  let user: string | undefined

  async function whoAmI(): Promise<string> {
    user ??= ((await request('GET', '/users/@me')) as { id: string }).id
    return user
  }

  return new Map(
    [...channels].map(([name, id], index): [string, Channel] => {
      const checksRoles = index === 0
      return [
        name,
        createDiscordChannel({ name, id, request, roles, clock, self: whoAmI, checksRoles }),
      ]
    }),
  )
}
