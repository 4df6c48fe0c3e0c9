import { invalidForm, REFUSALS, type Answer } from './answer.ts'
import { isRecord } from './validate.ts'
import { PERMISSIONS, type Channel, type Json, type Role, type User, type World } from './world.ts'

export function channelJson(world: World, channel: Channel): Json {
  return {
    id: channel.id,
    type: channel.type,
    name: channel.name,
    guild_id: world.guild,
    position: 0,
    topic: null,
    nsfw: false,
    parent_id: null,
    last_message_id: null,
    rate_limit_per_user: 0,
    flags: 0,
    permission_overwrites: channel.overwrites.map(({ id, type, allow, deny }) => ({
      id,
      type,
      allow: String(allow),
      deny: String(deny),
    })),
  }
}

export function getChannel(world: World, id: string): Answer {
  const channel = world.channels.get(id)
  if (!channel) return REFUSALS.unknownChannel
  const maySee = world.permissionsOf(world.bot.id, channel) & PERMISSIONS.viewChannel
  return maySee ? { status: 200, body: channelJson(world, channel) } : REFUSALS.missingAccess
}

export function roleJson({ id, name, permissions, mentionable, position, managed }: Role): Json {
  return {
    id,
    name,
    permissions: String(permissions),
    mentionable,
    position,
    managed,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    flags: 0,
  }
}

export function userJson({ id, username, bot }: User): Json {
  return { id, username, bot, discriminator: '0', avatar: null, global_name: null, flags: 0 }
}

export function memberJson(world: World, user: User): Json {
  return {
    user: userJson(user),
    roles: [...(world.members.get(user.id) ?? [])],
    nick: null,
    avatar: null,
    joined_at: new Date(world.now()).toISOString(),
    deaf: false,
    mute: false,
    flags: 0,
  }
}

export function guildJson(world: World): Json {
  return {
    id: world.guild,
    name: 'Trade desk',
    owner_id: world.guild,
    icon: null,
    features: [],
    roles: [...world.roles.values()].map(roleJson),
    emojis: [],
    stickers: [],
    preferred_locale: 'en-US',
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    system_channel_flags: 0,
    premium_tier: 0,
    nsfw_level: 0,
    premium_progress_bar_enabled: false,
  }
}

/** What the gateway sends at login. */
export function guildCreateJson(world: World): Json {
  return {
    ...guildJson(world),
    joined_at: new Date(world.now()).toISOString(),
    large: false,
    unavailable: false,
    member_count: world.members.size,
    voice_states: [],
    members: [memberJson(world, world.bot)],
    channels: [...world.channels.values()].map((channel) => channelJson(world, channel)),
    threads: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
}

export function getMember(world: World, id: string): Answer {
  const user = world.users.get(id)
  if (!user || !world.members.has(id)) return REFUSALS.unknownMember
  return { status: 200, body: memberJson(world, user) }
}

export function createRole(world: World, body: unknown): Answer {
  if (!mayManageRoles(world)) return REFUSALS.missingPermissions
  if (!isRecord(body)) return invalidForm(['body: must be an object'])
  const permissions = BigInt(typeof body['permissions'] === 'string' ? body['permissions'] : '0')
  const name = typeof body['name'] === 'string' ? body['name'] : 'new role'
  const role = world.addRole(name, {
    permissions,
    mentionable: body['mentionable'] === true,
    position: 1,
  })
  return { status: 200, body: roleJson(role) }
}

/** Only roles below the bot's own may be given: Discord's role hierarchy. */
export function changeMemberRole(
  world: World,
  userId: string,
  roleId: string,
  change: 'add' | 'delete',
): Answer {
  const role = world.roles.get(roleId)
  if (!role) return REFUSALS.unknownRole
  const held = world.members.get(userId)
  if (!held) return REFUSALS.unknownMember
  if (!mayManageRoles(world) || role.position >= world.botRole.position || role.managed)
    return REFUSALS.missingPermissions
  held[change](roleId)
  return { status: 204 }
}

function mayManageRoles(world: World): boolean {
  return (world.permissionsOf(world.bot.id) & PERMISSIONS.manageRoles) !== 0n
}
