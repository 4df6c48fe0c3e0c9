import { failureOf } from './faults.ts'
import type { Request } from './rest.ts'

/** https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags */
const ADMINISTRATOR = 1n << 3n
const MENTION_EVERYONE = 1n << 17n
const VIEW_CHANNEL = 1n << 10n

const NEEDED: ReadonlyMap<bigint, string> = new Map([
  [VIEW_CHANNEL, 'View Channel'],
  [1n << 11n, 'Send Messages'],
  [1n << 14n, 'Embed Links'],
  [1n << 16n, 'Read Message History'],
])

type Overwrite = {
  readonly id: string
  readonly type: number
  readonly allow: string
  readonly deny: string
}
type ChannelData = {
  readonly id: string
  readonly type: number
  readonly guild_id?: string
  readonly permission_overwrites?: readonly Overwrite[]
}
type Role = {
  readonly id: string
  readonly name: string
  readonly permissions: string
  readonly mentionable: boolean
}
type Member = { readonly roles: readonly string[] }

export type CheckOptions = {
  readonly name: string
  readonly id: string
  readonly request: Request
  readonly roles: ReadonlyMap<string, string>
  readonly self: () => Promise<string>
  readonly checksRoles: boolean
}

/** What keeps the bot from working in a channel, a sentence each with what to do. Never throws. */
export async function checkChannel(options: CheckOptions): Promise<string[]> {
  const { name, id, request, self, checksRoles } = options
  try {
    const channel = (await request('GET', `/channels/${id}`)) as ChannelData
    const guild = channel.guild_id
    if (guild === undefined) return [`Channel ${name}: ${id} is no channel of a server.`]
    const user = await self()
    const [roles, member] = (await Promise.all([
      request('GET', `/guilds/${guild}/roles`),
      request('GET', `/guilds/${guild}/members/${user}`),
    ])) as [readonly Role[], Member]
    const server = { guild, user, roles, member }
    return [
      ...missingPermissions(name, permissionsIn(server, channel.permission_overwrites)),
      ...(checksRoles ? silentRoles(options.roles, server) : []),
    ]
  } catch (error) {
    return [whyNot(options, error)]
  }
}

type Server = {
  readonly guild: string
  readonly user: string
  readonly roles: readonly Role[]
  readonly member: Member
}

function missingPermissions(name: string, held: bigint): string[] {
  const names = [...NEEDED].filter(([bit]) => (held & bit) === 0n).map(([, label]) => label)
  if (names.length === 0) return []
  const list = names.join(', ')
  return [`Channel ${name}: the bot lacks ${list}. Allow it in the channel's permissions.`]
}

/** Roles that alerts would mention without anybody being notified. */
function silentRoles(configured: ReadonlyMap<string, string>, server: Server): string[] {
  const mayMentionAll = (permissionsIn(server) & MENTION_EVERYONE) !== 0n
  return [...configured].flatMap(([name, id]) => {
    const role = server.roles.find((candidate) => candidate.id === id)
    if (!role) return [`Role ${name}: the server has no role with the id ${id}.`]
    if (role.mentionable || mayMentionAll) return []
    return [
      `Role ${name}: a mention notifies nobody. Allow anyone to mention the role, or give the bot Mention All Roles.`,
    ]
  })
}

/** https://discord.com/developers/docs/topics/permissions#permission-overwrites */
function permissionsIn(
  { guild, user, roles, member }: Server,
  overwrites: readonly Overwrite[] = [],
): bigint {
  const held = new Set([guild, ...member.roles])
  let bits = 0n
  for (const role of roles) if (held.has(role.id)) bits |= BigInt(role.permissions)
  if ((bits & ADMINISTRATOR) !== 0n) return ~0n
  const stages = [
    overwrites.filter(({ id }) => id === guild),
    overwrites.filter(({ id, type }) => type === 0 && id !== guild && held.has(id)),
    overwrites.filter(({ id, type }) => type === 1 && id === user),
  ]
  for (const stage of stages) {
    for (const { deny } of stage) bits &= ~BigInt(deny)
    for (const { allow } of stage) bits |= BigInt(allow)
  }
  return (bits & VIEW_CHANNEL) === 0n ? 0n : bits
}

function whyNot({ name, id }: CheckOptions, error: unknown): string {
  const { status, code, network } = failureOf(error)
  if (status === 401)
    return 'Discord refuses the bot token. Copy it anew from the Bot page of discord.com/developers into DISCORD_TOKEN.'
  if (code === 10003 || status === 404)
    return `Channel ${name}: Discord knows no channel with the id ${id}. Copy the id anew (right-click on the channel, Copy Channel ID).`
  if (code === 50001 || status === 403)
    return `Channel ${name}: the bot lacks View Channel. Invite it to the server, and allow it in the channel's permissions.`
  if (status === undefined)
    return `Channel ${name}: Discord cannot be reached (${network}). Tried again when something is to be sent.`
  return `Channel ${name}: Discord answers ${status}. Tried again when something is to be sent.`
}
