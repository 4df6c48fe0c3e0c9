import { randomBytes } from 'node:crypto'
import { invalidForm, REFUSALS, type Answer } from './answer.ts'
import { memberJson, userJson } from './guild.ts'
import { messageJson } from './messages.ts'
import { isRecord, problemsOf, record, type BodyKind } from './validate.ts'
import type { Json, User, World } from './world.ts'

/** Discord gives a bot three seconds for its first answer. */
const PATIENCE_MS = 3000

/** What the user saw after a command or a button. */
export type Reply = {
  /** 4 message, 5 deferred message, 6 deferred update, 7 update, 8 autocomplete choices. */
  readonly type: number
  readonly data: Json
  /** Milliseconds until the first answer. */
  readonly answeredInMs: number
}

export type Interactions = {
  has(token: string): boolean
  callback(id: string, token: string, body: unknown, query: URLSearchParams): Answer
  editReply(token: string, body: unknown): Answer
  getReply(token: string): Answer
  followUp(token: string, body: unknown): Answer
  /** Sends an interaction through the gateway; resolves with the final answer. Rejects when none comes. */
  start(interaction: Json, from: User, permissions: bigint, channel: string): Promise<Reply>
}

type Open = {
  readonly id: string
  readonly startedAt: number
  first: { type: number; data: Json; answeredInMs: number } | undefined
  readonly finish: (reply: Reply) => void
}

export function createInteractions(
  world: World,
  dispatch: (event: string, data: Json) => void,
): Interactions {
  const open = new Map<string, Open>()

  function start(
    interaction: Json,
    from: User,
    permissions: bigint,
    channel: string,
  ): Promise<Reply> {
    const token = randomBytes(24).toString('base64url')
    const id = world.snowflake()
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error('The bot did not answer the interaction.')),
        PATIENCE_MS + 2000,
      )
      open.set(token, {
        id,
        startedAt: performance.now(),
        first: undefined,
        finish(reply) {
          clearTimeout(late)
          resolve(reply)
        },
      })
      dispatch(
        'INTERACTION_CREATE',
        envelope(world, { id, token, from, permissions, channel }, interaction),
      )
    })
  }

  function callback(id: string, token: string, body: unknown, query: URLSearchParams): Answer {
    const found = open.get(token)
    if (!found || found.id !== id) return REFUSALS.unknownInteraction
    const answeredInMs = performance.now() - found.startedAt
    if (answeredInMs > PATIENCE_MS) return REFUSALS.unknownInteraction
    if (found.first) return REFUSALS.alreadyAcknowledged
    if (!isRecord(body)) return invalidForm(['body: must be an object'])
    const type = Number(body['type'])
    const problems = problemsOf(kindOf(type), body)
    if (problems.length > 0) return invalidForm(problems)
    found.first = { type, data: record(body['data']), answeredInMs }
    if (type !== 5 && type !== 6) found.finish(found.first)
    if (query.get('with_response') !== 'true') return { status: 204 }
    return { status: 200, body: { interaction: { id, type: 2 } } }
  }

  function editReply(token: string, body: unknown): Answer {
    const found = open.get(token)
    if (!found?.first) return REFUSALS.unknownInteraction
    const problems = problemsOf('webhook-edit', body)
    if (problems.length > 0 || !isRecord(body)) return invalidForm(problems)
    found.first.data = { ...found.first.data, ...body }
    found.finish(found.first)
    return { status: 200, body: replyJson(world, found.first.data) }
  }

  return {
    has: (token) => open.has(token),
    callback,
    editReply,
    getReply(token) {
      const found = open.get(token)
      if (!found?.first) return REFUSALS.unknownInteraction
      return { status: 200, body: replyJson(world, found.first.data) }
    },
    followUp(_token, body) {
      const problems = problemsOf('followup', body)
      if (problems.length > 0 || !isRecord(body)) return invalidForm(problems)
      return { status: 200, body: replyJson(world, body) }
    },
    start,
  }
}

function kindOf(type: number): BodyKind {
  if (type === 8) return 'autocomplete'
  return type === 6 || type === 7 ? 'update' : 'reply'
}

function replyJson(world: World, data: Json): Json {
  const at = world.now()
  return {
    ...data,
    id: world.snowflake(at),
    channel_id: [...world.channels.keys()][0],
    author: userJson(world.bot),
    timestamp: new Date(at).toISOString(),
    edited_timestamp: null,
    type: 20,
    embeds: data['embeds'] ?? [],
    components: data['components'] ?? [],
    attachments: [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
  }
}

/** https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object */
function envelope(
  world: World,
  {
    id,
    token,
    from,
    permissions,
    channel,
  }: {
    id: string
    token: string
    from: User
    permissions: bigint
    channel: string
  },
  interaction: Json,
): Json {
  const where = world.channels.get(channel)
  return {
    id,
    token,
    application_id: world.bot.id,
    version: 1,
    guild_id: world.guild,
    guild: { id: world.guild, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    locale: 'en-US',
    channel_id: channel,
    channel: { id: channel, type: where?.type ?? 0, name: where?.name, guild_id: world.guild },
    app_permissions: String(world.permissionsOf(world.bot.id, where)),
    entitlements: [],
    authorizing_integration_owners: { '0': world.guild },
    context: 0,
    attachment_size_limit: 1,
    member: { ...memberJson(world, from), permissions: String(permissions) },
    ...interaction,
  }
}

/** The message that a pressed button belongs to. */
export function pressedMessage(world: World, id: string): Json | undefined {
  const message = world.messages.find((known) => known.id === id)
  return message && messageJson(world, message)
}
