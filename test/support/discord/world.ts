import { randomBytes } from 'node:crypto'

// The state of a Discord that fits into a test: one server, one bot, a few channels.

const DISCORD_EPOCH = 1_420_070_400_000n

export const PERMISSIONS = {
  manageGuild: 1n << 5n,
  administrator: 1n << 3n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  readMessageHistory: 1n << 16n,
  mentionEveryone: 1n << 17n,
  manageRoles: 1n << 28n,
} as const

export const EVERYTHING_NEEDED =
  PERMISSIONS.viewChannel |
  PERMISSIONS.sendMessages |
  PERMISSIONS.embedLinks |
  PERMISSIONS.readMessageHistory

export type Json = { readonly [key: string]: unknown }
export type User = { readonly id: string; readonly username: string; readonly bot: boolean }
export type Role = {
  readonly id: string
  readonly name: string
  permissions: bigint
  mentionable: boolean
  position: number
  readonly managed: boolean
}
export type Overwrite = { id: string; type: 0 | 1; allow: bigint; deny: bigint }
export type Channel = {
  readonly id: string
  readonly name: string
  /** 0 text, 5 announcement. */
  readonly type: 0 | 5
  readonly overwrites: Overwrite[]
}
export type Webhook = { readonly id: string; readonly token: string; readonly channel: string }
export type Message = {
  readonly id: string
  readonly channel: string
  readonly author: User
  readonly webhook: string | undefined
  readonly nonce: string | undefined
  body: Json
  readonly replyTo: string | undefined
  readonly at: number
  editedAt: number | undefined
  edits: number
  published: boolean
  deleted: boolean
}

export type World = ReturnType<typeof createWorld>

export function createWorld(now: () => number) {
  let counter = 0n

  /** https://discord.com/developers/docs/reference#snowflakes */
  function snowflake(at: number = now()): string {
    counter = (counter + 1n) & 0x3fffffn
    return String(((BigInt(Math.floor(at)) - DISCORD_EPOCH) << 22n) | counter)
  }

  const guild = snowflake()
  const bot: User = { id: snowflake(), username: 'trucewatch', bot: true }
  const roles = new Map<string, Role>()
  const members = new Map<string, Set<string>>()
  const channels = new Map<string, Channel>()
  const webhooks = new Map<string, Webhook>()
  const messages: Message[] = []
  const users = new Map<string, User>([[bot.id, bot]])

  function addRole(name: string, role: Partial<Omit<Role, 'name'>> = {}): Role {
    const made = {
      id: snowflake(),
      name,
      permissions: 0n,
      mentionable: false,
      position: roles.size,
      managed: false,
      ...role,
    }
    roles.set(made.id, made)
    return made
  }

  function addChannel(name: string, type: 0 | 5 = 0): Channel {
    const channel: Channel = { id: snowflake(), name, type, overwrites: [] }
    channels.set(channel.id, channel)
    return channel
  }

  function addMember(username: string, roleIds: readonly string[] = []): User {
    const user = { id: snowflake(), username, bot: false }
    users.set(user.id, user)
    members.set(user.id, new Set(roleIds))
    return user
  }

  function addWebhook(channel: string): Webhook {
    const webhook = { id: snowflake(), token: randomBytes(40).toString('base64url'), channel }
    webhooks.set(webhook.id, webhook)
    return webhook
  }

  /** https://discord.com/developers/docs/topics/permissions#permission-overwrites */
  function permissionsOf(user: string, channel?: Channel): bigint {
    const held = new Set([guild, ...(members.get(user) ?? [])])
    let bits = 0n
    for (const id of held) bits |= roles.get(id)?.permissions ?? 0n
    if (bits & PERMISSIONS.administrator) return ~0n
    const overwrites = channel?.overwrites ?? []
    const layers = [
      overwrites.filter(({ id }) => id === guild),
      overwrites.filter(({ id, type }) => type === 0 && id !== guild && held.has(id)),
      overwrites.filter(({ id, type }) => type === 1 && id === user),
    ]
    for (const layer of layers) {
      bits &= ~layer.reduce((sum, { deny }) => sum | deny, 0n)
      bits |= layer.reduce((sum, { allow }) => sum | allow, 0n)
    }
    return bits
  }

  addRole('@everyone', { id: guild, permissions: 0n, position: 0 })
  const botRole = addRole('trucewatch', {
    permissions: EVERYTHING_NEEDED | PERMISSIONS.manageRoles | PERMISSIONS.manageMessages,
    position: 10,
    managed: true,
  })
  members.set(bot.id, new Set([botRole.id]))

  return {
    guild,
    bot,
    botRole,
    roles,
    members,
    channels,
    webhooks,
    messages,
    users,
    now,
    snowflake,
    addRole,
    addChannel,
    addMember,
    addWebhook,
    permissionsOf,
  }
}
