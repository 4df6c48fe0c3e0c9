import { failureOf } from './faults.ts'
import type { Bot } from './commands/command.ts'

type Role = {
  readonly id: string
  readonly name: string
  readonly permissions: string
  readonly managed: boolean
}

/** The role that a name in the rules means, or why it cannot be used. */
export type FoundRole =
  | { readonly kind: 'role'; readonly id: string }
  /** It would give whoever subscribes more than a mention. */
  | { readonly kind: 'powerful' }
  | { readonly kind: 'missing' }
  /** The server has one of that name, which neither the settings name nor the bot made. */
  | { readonly kind: 'unconfirmed'; readonly id: string }

/**
 * The role that the settings name, or that the bot made; `make` makes it where the server has none of that name. One
 * that only bears the name may open channels that are closed to others, and is not handed out. Throws what REST throws.
 */
export async function findRole(
  name: string,
  guild: string,
  bot: Bot,
  make: boolean,
): Promise<FoundRole> {
  const roles = (await bot.request('GET', `/guilds/${guild}/roles`)) as readonly Role[]
  const configured = bot.actions.roleId(name)
  const role = roles.find(({ id }) => id === configured)
  if (role) {
    const everyone = roles.find(({ id }) => id === guild)
    const isPowerful = role.managed || givesPower(role, everyone)
    return isPowerful ? { kind: 'powerful' } : { kind: 'role', id: role.id }
  }
  const namesake = roles.find((known) => known.name === name)
  if (namesake) return { kind: 'unconfirmed', id: namesake.id }
  return make ? makeRole(name, guild, bot) : { kind: 'missing' }
}

/** Without any permission, and open to mentions: otherwise nobody would be notified. */
async function makeRole(name: string, guild: string, bot: Bot): Promise<FoundRole> {
  try {
    const body = { name, permissions: '0', mentionable: true }
    const made = (await bot.request('POST', `/guilds/${guild}/roles`, { body })) as Role
    await bot.actions.rememberRole(name, made.id)
    return { kind: 'role', id: made.id }
  } catch (error) {
    if (failureOf(error).status === 403) return { kind: 'missing' }
    throw error
  }
}

function givesPower({ permissions }: Role, everyone: Role | undefined): boolean {
  const own = BigInt(permissions)
  return (own & ~BigInt(everyone?.permissions ?? '0')) !== 0n
}
