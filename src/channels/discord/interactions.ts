import { setTimeout as sleep } from 'node:timers/promises'
import type { AutocompleteInteraction, BaseInteraction, Interaction, REST } from 'discord.js'
import type { Log } from '../../domain/ports.ts'
import { parseButtonId } from './buttons.ts'
import { type Asked, type Bot, NOT_ALLOWED, type Reply } from './commands/command.ts'
import { COMMANDS } from './commands/index.ts'
import { needsManage, pressed } from './commands/press.ts'

/** Discord waits three seconds for a first answer; a slow one says "thinking" before that. */
const DEFER_AFTER = 1500
/** What is being typed cannot be deferred: late choices are none. */
const COMPLETE_WITHIN = 2500
const EPHEMERAL = 64
const MANAGE_GUILD = 1n << 5n

/** https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object */
const MESSAGE = 4
const DEFERRED_MESSAGE = 5
const CHOICES = 8

const FAULT: Reply = { content: 'That did not work: a fault of the bot. It is in its log.' }

export type Answering = { readonly bot: Bot; readonly rest: REST; readonly log: Log }

/** Answers a slash command, a button or what is being typed. Never throws. */
export async function answerInteraction(
  interaction: Interaction,
  answering: Answering,
): Promise<void> {
  try {
    if (interaction.isAutocomplete()) return await complete(interaction, answering)
    const work = workOf(interaction, answering)
    if (work) await reply(interaction, work, answering)
  } catch (error) {
    // Most often the answer came too late, or Discord is away: there is nobody to tell but the log.
    const name = error instanceof Error ? error.name : 'unknown'
    answering.log.warn('interaction-unanswered', { type: interaction.type, error: name })
  }
}

/** What is to be done; undefined for what is not ours. */
function workOf(interaction: Interaction, answering: Answering): Promise<Reply> | undefined {
  const asked = askedBy(interaction)
  if (interaction.isButton()) {
    const press = parseButtonId(interaction.customId)
    if (!press) return undefined
    const name = `button ${press.verb} ${press.arg}`.trim()
    return allowed(needsManage(press), name, asked, answering, () =>
      pressed(press, asked, answering.bot),
    )
  }
  if (!interaction.isChatInputCommand()) return undefined
  const command = COMMANDS.find(({ name }) => name === interaction.commandName)
  if (!command) return undefined
  const name = `/${command.name} ${asked.options.get('topic') ?? ''}`.trim()
  return allowed(command.needsManage, name, asked, answering, () =>
    command.run(asked, answering.bot),
  )
}

/** Checks once more what Discord was told at registration, and leaves a line of who did what. */
async function allowed(
  isRestricted: boolean,
  action: string,
  asked: Asked,
  { log }: Answering,
  work: () => Promise<Reply>,
): Promise<Reply> {
  const isAllowed = !isRestricted || asked.mayManage
  if (isRestricted) log.info('audit', { action, by: asked.by.name, user: asked.by.id, isAllowed })
  if (!isAllowed) return NOT_ALLOWED
  try {
    return await work()
  } catch (error) {
    log.error('command-failed', { action, error })
    return FAULT
  }
}

function askedBy(interaction: BaseInteraction): Asked {
  const options = interaction.isChatInputCommand() ? interaction.options.data : []
  return {
    options: new Map(options.map(({ name, value }) => [name, String(value ?? '')])),
    by: { id: interaction.user.id, name: interaction.user.username },
    mayManage: interaction.memberPermissions?.has(MANAGE_GUILD) ?? false,
    guild: interaction.guildId ?? undefined,
    message: interaction.isButton() ? interaction.message.id : undefined,
  }
}

async function reply(
  { id, token, applicationId }: BaseInteraction,
  work: Promise<Reply>,
  { rest }: Answering,
): Promise<void> {
  const callback = `/interactions/${id}/${token}/callback` as const
  const ready = await Promise.race([work, sleep(DEFER_AFTER, undefined, { ref: false })])
  if (ready) {
    const data = { ...bodyOf(ready), flags: EPHEMERAL }
    await rest.post(callback, { body: { type: MESSAGE, data }, auth: false })
    return
  }
  const waiting = { type: DEFERRED_MESSAGE, data: { flags: EPHEMERAL } }
  await rest.post(callback, { body: waiting, auth: false })
  const original = `/webhooks/${applicationId}/${token}/messages/@original` as const
  await rest.patch(original, { body: bodyOf(await work), auth: false })
}

function bodyOf(message: Reply): object {
  return { ...message, allowed_mentions: { parse: [] } }
}

async function complete(
  interaction: AutocompleteInteraction,
  { bot, rest, log }: Answering,
): Promise<void> {
  const { id, token, commandName } = interaction
  const command = COMMANDS.find(({ name }) => name === commandName)
  const typed = interaction.options.getFocused()
  const late = sleep(COMPLETE_WITHIN, undefined, { ref: false })
  const found = command?.complete?.(typed, bot).catch((error: unknown) => {
    log.error('command-failed', { action: `complete /${commandName}`, error })
    return undefined
  })
  const choices = (await Promise.race([found, late])) ?? []
  const body = { type: CHOICES, data: { choices } }
  await rest.post(`/interactions/${id}/${token}/callback`, { body, auth: false })
}
