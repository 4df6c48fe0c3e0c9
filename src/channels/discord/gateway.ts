import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'discord.js'
import type { Clock, Log } from '../../domain/ports.ts'
import { MINUTE, SECOND } from '../../lib/durations.ts'
import { sha256 } from '../../lib/hash.ts'
import type { BotActions } from './commands/actions.ts'
import { definitionOf } from './commands/command.ts'
import { COMMANDS } from './commands/index.ts'
import { failureOf, networkCode } from './faults.ts'
import { answerInteraction } from './interactions.ts'
import { createRequest } from './rest.ts'

const FIRST_WAIT = 5 * SECOND
const LONGEST_WAIT = 5 * MINUTE
const REQUEST_TIMEOUT = 10 * SECOND
const LOGIN_TIMEOUT = 45 * SECOND

export type GatewayOptions = {
  readonly token: string
  /** https://discord.com/api, without version. */
  readonly api: string
  readonly actions: BotActions
  readonly clock: Clock
  readonly log: Log
  /** Milliseconds until a failed login is repeated; doubled each time up to five minutes. */
  readonly firstWait?: number
  /** Which commands Discord has of us: a hash kept between runs, so that they are registered when they changed. */
  readonly registered: {
    get(): Promise<string | undefined>
    set(hash: string): Promise<void>
  }
}

export type Gateway = {
  /** Logs in; resolves when the first attempt is over. A failed one is repeated until `stop`. */
  start(): Promise<void>
  isConnected(): boolean
  stop(): Promise<void>
}

/** Commands and buttons by Discord's gateway, with no intent but Guilds. Alerts do not go through it. */
export function createGateway(options: GatewayOptions): Gateway {
  const { log, firstWait = FIRST_WAIT } = options
  const stopping = new AbortController()
  let client: Client<true> | undefined
  let next: Promise<void> | undefined

  async function attempt(wait: number): Promise<void> {
    const result = await connect(options, (cause) => retry(cause, firstWait))
    if (result.kind === 'connected') client = result.client
    else if (result.kind === 'token')
      log.error('gateway-refused', { reason: 'Discord refuses the bot token (DISCORD_TOKEN).' })
    else retry(result.cause, wait)
    if (stopping.signal.aborted) await leave()
  }

  function retry(cause: string, wait: number): void {
    client = undefined
    if (stopping.signal.aborted) return
    log.warn('gateway-unreachable', { cause, tryAgainIn: wait })
    next = sleep(wait, undefined, { signal: stopping.signal }).then(
      () => attempt(Math.min(wait * 2, LONGEST_WAIT)),
      () => {},
    )
  }

  async function leave(): Promise<void> {
    // discord.js calls its own leaving a reconnection.
    client?.removeAllListeners('shardReconnecting')
    await client?.destroy()
    client = undefined
  }

  async function stop(): Promise<void> {
    stopping.abort()
    await next
    await leave()
  }

  return {
    start: () => attempt(firstWait),
    isConnected: () => client?.isReady() ?? false,
    stop,
  }
}

type Connection =
  | { readonly kind: 'connected'; readonly client: Client<true> }
  | { readonly kind: 'token' }
  | { readonly kind: 'failed'; readonly cause: string }

async function connect(
  options: GatewayOptions,
  onLost: (cause: string) => void,
): Promise<Connection> {
  const { token, log } = options
  const client = await createClient(options)
  client.on('error', (error) => log.warn('gateway-error', { error: error.name }))
  client.on('shardError', (error) => log.warn('gateway-error', { error: networkCode(error) }))
  client.on('shardReconnecting', () => log.info('gateway-reconnecting'))
  client.on('shardResume', () => log.info('gateway-resumed'))
  // Discord has ended the session for good: discord.js gives up, we log in anew.
  client.on('invalidated', () => onLost('session invalidated'))
  try {
    const ready = once(client, 'clientReady', { signal: AbortSignal.timeout(LOGIN_TIMEOUT) })
    const [connected] = (await Promise.all([ready, client.login(token)]))[0] as [Client<true>]
    await register(options, connected)
    log.info('gateway-connected', { commands: COMMANDS.length })
    return { kind: 'connected', client: connected }
  } catch (error) {
    await client.destroy()
    const code = (error as { code?: unknown }).code
    if (code === 'TokenInvalid') return { kind: 'token' }
    const { status, network } = failureOf(error)
    return { kind: 'failed', cause: status === undefined ? String(network) : `HTTP ${status}` }
  }
}

async function createClient(options: GatewayOptions): Promise<Client> {
  const { token, api, actions, clock, log } = options
  const { Client: DiscordClient, GatewayIntentBits } = await import('discord.js')
  const client = new DiscordClient({
    intents: [GatewayIntentBits.Guilds],
    rest: { api, version: '10', timeout: REQUEST_TIMEOUT },
  })
  const bot = { actions, clock, request: createRequest({ token, api, timeout: REQUEST_TIMEOUT }) }
  client.on('interactionCreate', (interaction) => {
    void answerInteraction(interaction, { bot, rest: client.rest, log })
  })
  return client
}

/** Discord allows 200 registrations a day: only when something changed. A refused one leaves the buttons at work. */
async function register({ registered, log }: GatewayOptions, client: Client<true>): Promise<void> {
  const { id } = client.application
  const body = COMMANDS.map(definitionOf)
  const hash = sha256(id, JSON.stringify(body))
  if ((await registered.get()) === hash) return
  try {
    await client.rest.put(`/applications/${id}/commands`, { body })
    await registered.set(hash)
    log.info('commands-registered', { commands: body.length })
  } catch (error) {
    const { status, network, reason } = failureOf(error)
    log.error('commands-unregistered', { cause: status ?? network, reason })
  }
}
