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

/** By the settings, else by its name in the server, else made, where the bot may. Throws what REST throws. */
export async function findRole(name: string, guild: string, bot: Bot): Promise<FoundRole> {
  const roles = (await bot.request('GET', `/guilds/${guild}/roles`)) as readonly Role[]
  const configured = bot.actions.roleId(name)
  const role =
    roles.find(({ id }) => id === configured) ?? roles.find((known) => known.name === name)
  if (!role) return makeRole(name, guild, bot)
  const everyone = roles.find(({ id }) => id === guild)
  if (role.managed || givesPower(role, everyone)) return { kind: 'powerful' }
  if (role.id !== configured) await bot.actions.rememberRole(name, role.id)
  return { kind: 'role', id: role.id }
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
