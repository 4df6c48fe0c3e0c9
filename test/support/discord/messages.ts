import { invalidForm, REFUSALS, type Answer } from './answer.ts'
import { isRecord, list, problemsOf, record } from './validate.ts'
import { PERMISSIONS, type Channel, type Json, type Message, type World } from './world.ts'

/** "the past few minutes" of Create Message's `enforce_nonce`. */
export const NONCE_WINDOW_MS = 3 * 60_000

/** Puts a message into a channel as Discord does: checks, permissions, nonce, then the message. */
export function createMessage(world: World, channelId: string, body: unknown): Answer {
  const channel = world.channels.get(channelId)
  if (!channel) return REFUSALS.unknownChannel
  const denied = deniedIn(world, channel, PERMISSIONS.sendMessages)
  if (denied) return denied
  const problems = problemsOf('message', body)
  if (problems.length > 0 || !isRecord(body)) return invalidForm(problems)
  const reply = referenceOf(world, channel, body)
  if (reply.refused) return reply.refused
  const visible = withoutForbiddenEmbeds(world, channel, body)
  if (isEmpty(visible)) return REFUSALS.emptyMessage
  const twin = sameNonce(world, channel, body)
  if (twin) return { status: 200, body: messageJson(world, twin, true) }
  const message = put(world, channel.id, visible, { replyTo: reply.to })
  return { status: 200, body: messageJson(world, message, true) }
}

export function put(
  world: World,
  channel: string,
  body: Json,
  { replyTo, webhook }: { replyTo?: string | undefined; webhook?: string } = {},
): Message {
  const at = world.now()
  const message: Message = {
    id: world.snowflake(at),
    channel,
    author: webhook ? { id: webhook, username: 'webhook', bot: true } : world.bot,
    webhook,
    nonce: nonceOf(body),
    body,
    replyTo,
    at,
    editedAt: undefined,
    edits: 0,
    published: false,
    deleted: false,
  }
  world.messages.push(message)
  return message
}

export function editMessage(world: World, channelId: string, id: string, body: unknown): Answer {
  const found = findMessage(world, channelId, id)
  if (!('message' in found)) return found
  const { message } = found
  if (message.author.id !== world.bot.id) return REFUSALS.notTheAuthor
  return changeMessage(world, message, 'edit', body)
}

export function changeMessage(
  world: World,
  message: Message,
  kind: 'edit' | 'webhook-edit',
  body: unknown,
): Answer {
  const problems = problemsOf(kind, body)
  if (problems.length > 0 || !isRecord(body)) return invalidForm(problems)
  message.body = { ...message.body, ...body }
  message.editedAt = world.now()
  message.edits++
  return { status: 200, body: messageJson(world, message) }
}

export function deleteMessage(world: World, channelId: string, id: string): Answer {
  const found = findMessage(world, channelId, id)
  if (!('message' in found)) return found
  found.message.deleted = true
  return { status: 204 }
}

export function getMessage(world: World, channelId: string, id: string): Answer {
  const found = findMessage(world, channelId, id)
  return 'message' in found ? { status: 200, body: messageJson(world, found.message) } : found
}

/** https://discord.com/developers/docs/resources/message#get-channel-messages: newest first. */
export function listMessages(world: World, channelId: string, query: URLSearchParams): Answer {
  const channel = world.channels.get(channelId)
  if (!channel) return REFUSALS.unknownChannel
  const denied = deniedIn(world, channel, 0n)
  if (denied) return denied
  const mayRead = world.permissionsOf(world.bot.id, channel) & PERMISSIONS.readMessageHistory
  if (!mayRead) return { status: 200, body: [] }
  const before = BigInt(query.get('before') ?? '9223372036854775807')
  const after = BigInt(query.get('after') ?? '0')
  const limit = Number(query.get('limit') ?? 50)
  if (!(limit >= 1 && limit <= 100)) return invalidForm(['limit: must be 1 to 100'])
  const found = world.messages
    .filter(({ channel: where, deleted }) => where === channelId && !deleted)
    .filter(({ id }) => BigInt(id) < before && BigInt(id) > after)
    .reverse()
    .slice(0, limit)
  return { status: 200, body: found.map((message) => messageJson(world, message)) }
}

export function crosspost(world: World, channelId: string, id: string): Answer {
  const found = findMessage(world, channelId, id)
  if (!('message' in found)) return found
  if (world.channels.get(channelId)?.type !== 5) return REFUSALS.notAnnouncement
  if (found.message.published) return REFUSALS.alreadyCrossposted
  found.message.published = true
  return { status: 200, body: messageJson(world, found.message) }
}

/** A message as Discord gives it back; the nonce only to whoever has just sent it. */
export function messageJson(world: World, message: Message, withNonce = false): Json {
  const { body } = message
  return {
    id: message.id,
    channel_id: message.channel,
    type: message.replyTo ? 19 : 0,
    author: { ...message.author, discriminator: '0', avatar: null, global_name: null },
    content: body['content'] ?? '',
    embeds: body['embeds'] ?? [],
    components: body['components'] ?? [],
    attachments: [],
    mentions: [],
    mention_roles: record(body['allowed_mentions'])['roles'] ?? [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    flags: (typeof body['flags'] === 'number' ? body['flags'] : 0) | (message.published ? 1 : 0),
    timestamp: new Date(message.at).toISOString(),
    edited_timestamp: message.editedAt ? new Date(message.editedAt).toISOString() : null,
    ...(message.webhook ? { webhook_id: message.webhook } : {}),
    ...(message.replyTo
      ? { message_reference: { type: 0, message_id: message.replyTo, channel_id: message.channel } }
      : {}),
    ...(withNonce && message.nonce !== undefined ? { nonce: message.nonce } : {}),
    guild_id: withNonce ? undefined : world.guild,
  }
}

function findMessage(world: World, channelId: string, id: string): { message: Message } | Answer {
  const channel = world.channels.get(channelId)
  if (!channel) return REFUSALS.unknownChannel
  const denied = deniedIn(world, channel, 0n)
  if (denied) return denied
  const message = world.messages.find((known) => known.id === id && known.channel === channelId)
  return message && !message.deleted ? { message } : REFUSALS.unknownMessage
}

function deniedIn(world: World, channel: Channel, needed: bigint): Answer | undefined {
  const held = world.permissionsOf(world.bot.id, channel)
  if (!(held & PERMISSIONS.viewChannel)) return REFUSALS.missingAccess
  return (held & needed) === needed ? undefined : REFUSALS.missingPermissions
}

function referenceOf(
  world: World,
  channel: Channel,
  body: Json,
): { to?: string | undefined; refused?: Answer } {
  const reference = record(body['message_reference'])
  const id = reference['message_id']
  if (typeof id !== 'string') return {}
  if (!(world.permissionsOf(world.bot.id, channel) & PERMISSIONS.readMessageHistory))
    return { refused: REFUSALS.replyNotAllowed }
  const isThere = world.messages.some(
    (known) => known.id === id && known.channel === channel.id && !known.deleted,
  )
  if (isThere) return { to: id }
  if (reference['fail_if_not_exists'] === false) return {}
  return { refused: invalidForm(['message_reference: Unknown message']) }
}

/** Without Embed Links Discord takes the message and leaves the embeds out, and says nothing. */
function withoutForbiddenEmbeds(world: World, channel: Channel, body: Json): Json {
  const mayEmbed = world.permissionsOf(world.bot.id, channel) & PERMISSIONS.embedLinks
  return mayEmbed ? body : { ...body, embeds: [] }
}

export function isEmpty({ content, embeds, components }: Json): boolean {
  const hasText = typeof content === 'string' && content.trim() !== ''
  return !hasText && list(embeds).length === 0 && list(components).length === 0
}

function sameNonce(world: World, channel: Channel, body: Json): Message | undefined {
  const nonce = nonceOf(body)
  if (body['enforce_nonce'] !== true || nonce === undefined) return undefined
  const since = world.now() - NONCE_WINDOW_MS
  return world.messages.find(
    (known) =>
      known.nonce === nonce &&
      known.channel === channel.id &&
      known.author.id === world.bot.id &&
      known.at >= since,
  )
}

function nonceOf({ nonce }: Json): string | undefined {
  return typeof nonce === 'string' || typeof nonce === 'number' ? `${nonce}` : undefined
}
