import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Answer } from './answer.ts'
import type { RateLimit } from './buckets.ts'
import { createCommands } from './commands.ts'
import { createFaults, type Fault, type FaultProfile } from './faults.ts'
import { createGateway } from './gateway.ts'
import { createInteractions, pressedMessage, type Reply } from './interactions.ts'
import { createRoutes, type Incoming } from './routes.ts'
import { createHttp, type RequestRecord } from './server.ts'
import { isRecord } from './validate.ts'
import {
  PERMISSIONS,
  createWorld,
  type Channel,
  type Json,
  type Message,
  type User,
} from './world.ts'

export { EVERYTHING_NEEDED, PERMISSIONS, type Message } from './world.ts'
export type { Reply } from './interactions.ts'
export type { Fault, FaultProfile } from './faults.ts'

export type LoopbackOptions = {
  readonly port?: number
  readonly now?: () => number
  /** Of each route of a channel. Left out: as good as none. */
  readonly rateLimit?: RateLimit
  readonly profile?: FaultProfile
}

/** Who does something in the server, and where. */
export type By = {
  readonly user?: User
  readonly permissions?: bigint
  readonly channel?: string
}

export type LoopbackDiscord = Awaited<ReturnType<typeof startDiscord>>

/** Looks like a bot token and is none. */
const TOKEN = `${Buffer.from('100000000000000001').toString('base64url')}.GAbcde.${'x'.repeat(30)}`

/** A Discord on loopback that the real discord.js logs in to. */
export async function startDiscord(options: LoopbackOptions = {}) {
  const { port = 0, now = Date.now, rateLimit = { limit: 1_000_000, windowMs: 1000 } } = options
  const world = createWorld(now)
  const faults = createFaults()
  faults.profile(options.profile ?? {})
  const commands = createCommands(world)
  const channels = {
    alerts: world.addChannel('alerts'),
    ops: world.addChannel('ops'),
    announcements: world.addChannel('announcements', 5),
  }
  const someone = world.addMember('someone')

  let bound = 0
  const interactions = createInteractions(world, (event, data) => gateway.dispatch(event, data))
  const route = createRoutes({
    world,
    token: TOKEN,
    gatewayUrl: () => `ws://127.0.0.1:${bound}/gateway`,
    commands,
    interactions,
  })
  const { server, requests } = createHttp({ route, faults, rateLimit, now, aside })
  const gateway = createGateway(server, world, TOKEN, () => `ws://127.0.0.1:${bound}/gateway`)
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  bound = (server.address() as AddressInfo).port

  function aside({ method, path, body }: Incoming): Answer | undefined {
    if (path === '/__ledger') return { status: 200, body: { messages: ledger() } }
    if (path === '/__stats') return { status: 200, body: statsOf(requests) }
    if (path === '/__faults' && method === 'POST' && isRecord(body)) {
      faults.profile(body as FaultProfile)
      return { status: 204 }
    }
    return undefined
  }

  function ledger(): Json[] {
    return world.messages.map(ledgerLine)
  }

  function interact(type: number, data: Json, by: By, more: Json = {}): Promise<Reply> {
    const {
      user = someone,
      permissions = PERMISSIONS.viewChannel,
      channel = channels.alerts.id,
    } = by
    return interactions.start({ type, data, ...more }, user, permissions, channel)
  }

  return {
    api: `http://127.0.0.1:${bound}/api`,
    port: bound,
    token: TOKEN,
    world,
    channels,
    requests,
    faults,
    gateway,
    commands,
    someone,
    /** What is in a channel, oldest first, without what was deleted. */
    messages: (channel: Channel = channels.alerts): Message[] =>
      world.messages.filter(({ channel: id, deleted }) => id === channel.id && !deleted),
    ledger,
    stats: () => statsOf(requests),
    webhookUrl(channel: Channel = channels.alerts): string {
      const { id, token } = world.addWebhook(channel.id)
      return `http://127.0.0.1:${bound}/api/webhooks/${id}/${token}`
    },
    fault: (fault: Fault) => faults.add(fault),
    /** A slash command; options by name. */
    command: (name: string, values: Readonly<Record<string, string>> = {}, by: By = {}) =>
      interact(2, commandData(name, values), by),
    /** What is offered while `option` is being typed. */
    autocomplete: (name: string, option: string, typed: string, by: By = {}) =>
      interact(4, commandData(name, { [option]: typed }, option), by),
    press: (customId: string, message?: string, by: By = {}) =>
      interact(3, { custom_id: customId, component_type: 2 }, by, {
        message: message === undefined ? emptyMessage() : pressedMessage(world, message),
      }),
    async close(): Promise<void> {
      gateway.close()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }

  function emptyMessage(): Json {
    return {
      id: world.snowflake(),
      channel_id: channels.alerts.id,
      author: { ...world.bot, discriminator: '0', avatar: null },
      content: '',
      embeds: [],
      components: [],
      attachments: [],
      mentions: [],
      mention_roles: [],
      timestamp: new Date(now()).toISOString(),
      edited_timestamp: null,
      type: 0,
    }
  }
}

function commandData(
  name: string,
  values: Readonly<Record<string, string>>,
  focused?: string,
): Json {
  const options = Object.entries(values).map(([option, value]) => ({
    name: option,
    type: 3,
    value,
    ...(option === focused ? { focused: true } : {}),
  }))
  return { id: '1', name, type: 1, options }
}

function ledgerLine(message: Message): Json {
  const { id, channel, nonce, body, replyTo, at, editedAt, edits, published, deleted, webhook } =
    message
  return { id, channel, webhook, nonce, replyTo, at, editedAt, edits, published, deleted, ...body }
}

function statsOf(requests: readonly RequestRecord[]): Json {
  const byStatus: Record<string, number> = {}
  for (const { status } of requests) byStatus[status] = (byStatus[status] ?? 0) + 1
  const invalid = requests.filter(({ status }) => [401, 403, 429].includes(status)).length
  return { requests: requests.length, byStatus, invalid }
}
