import type { Clock } from '../../../domain/ports.ts'
import type { Button, Embed } from '../body.ts'
import type { Request } from '../rest.ts'
import type { BotActions } from './actions.ts'

/** What a command needs of the bot. */
export type Bot = {
  readonly actions: BotActions
  readonly clock: Clock
  /** For roles; everything else goes through `actions`. */
  readonly request: Request
}

/** Who asks for what, without discord.js. */
export type Asked = {
  readonly options: ReadonlyMap<string, string>
  readonly by: { readonly id: string; readonly name: string }
  /** Whether the asker has Manage Server. */
  readonly mayManage: boolean
  readonly guild: string | undefined
  /** The message whose button was pressed. */
  readonly message: string | undefined
}

/** Only the asker sees it. */
export type Reply = {
  readonly content: string
  readonly embeds?: readonly Embed[]
  readonly components?: readonly { readonly type: 1; readonly components: readonly Button[] }[]
}

export type Choice = { readonly name: string; readonly value: string }

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-option-structure */
export type Option = {
  readonly type: 3
  readonly name: string
  readonly description: string
  readonly required: boolean
  readonly autocomplete?: boolean
}

/** A slash command; one a file. */
export type Command = {
  readonly name: string
  readonly description: string
  readonly options: readonly Option[]
  /** Only for those who may manage the server: said to Discord, and checked when it is run. */
  readonly needsManage: boolean
  run(asked: Asked, bot: Bot): Promise<Reply>
  /** What is offered while the one option is being typed. */
  complete?(typed: string, bot: Bot): Promise<readonly Choice[]>
}

const MANAGE_GUILD = '32'

/** The command as it is registered with Discord: for servers only, not in direct messages. */
export function definitionOf({ name, description, options, needsManage }: Command): object {
  return {
    name,
    description,
    options,
    type: 1,
    contexts: [0],
    integration_types: [0],
    default_member_permissions: needsManage ? MANAGE_GUILD : null,
  }
}

export const NOT_ALLOWED: Reply = {
  content: 'Only members with the permission Manage Server may do this.',
}
