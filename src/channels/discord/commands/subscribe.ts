import type { Topic } from '../../../domain/rule.ts'
import { defang, escapeMarkup } from '../escape.ts'
import { failureOf } from '../faults.ts'
import { findRole, type FoundRole } from '../roles.ts'
import type { Asked, Bot, Command, Reply } from './command.ts'
import { completeTopic, findTopic, TOPIC_OPTION } from './topic.ts'

export const subscribe: Command = {
  name: 'subscribe',
  description: 'Be mentioned when a topic has a high or critical alert',
  options: [TOPIC_OPTION],
  needsManage: false,
  complete: completeTopic,
  run: (asked, bot) => change('PUT', asked, bot),
}

export const unsubscribe: Command = {
  name: 'unsubscribe',
  description: 'Be mentioned no longer for a topic',
  options: [TOPIC_OPTION],
  needsManage: false,
  complete: completeTopic,
  run: (asked, bot) => change('DELETE', asked, bot),
}

/** Gives or takes the role that the topic's alerts mention. */
async function change(method: 'PUT' | 'DELETE', asked: Asked, bot: Bot): Promise<Reply> {
  const { guild, by, options } = asked
  const topic = findTopic(options.get('topic') ?? '', bot)
  if (!topic) return { content: 'There is no such topic. Choose one of the list.' }
  if (guild === undefined) return { content: 'This works in a server only.' }
  const { mention } = topic.alert
  if (mention === undefined) return { content: mentionsNobody(topic) }
  const role = await findRole(mention, guild, bot, method === 'PUT')
  if (role.kind !== 'role') return { content: explainRole(mention, role) }
  try {
    await bot.request(method, `/guilds/${guild}/members/${by.id}/roles/${role.id}`)
  } catch (error) {
    return { content: explainRefusal(mention, error) }
  }
  const title = escapeMarkup(defang(topic.title))
  return {
    content:
      method === 'PUT'
        ? `You are mentioned from now on when ${title} has a high or critical alert.`
        : `You are not mentioned for ${title} any more.`,
  }
}

function mentionsNobody({ title, file }: Topic): string {
  const where = escapeMarkup(defang(file))
  return `Alerts of ${escapeMarkup(defang(title))} mention no role. Whoever keeps the rules can add \`mention: name-of-role\` under \`alert\` in ${where}.`
}

function explainRole(name: string, found: Exclude<FoundRole, { kind: 'role' }>): string {
  const role = escapeMarkup(defang(name))
  if (found.kind === 'powerful')
    return `The role ${role} carries permissions, so it is not handed out. Make a role without any for subscribers.`
  if (found.kind === 'unconfirmed')
    return `The server has a role ${role} already. Whoever runs the bot says that it is the one for subscribers: \`ROLE_${settingOf(name)}=${found.id}\` in the settings.`
  return `The server has no role ${role}, and the bot may not make one. Give it Manage Roles, or make the role and set it in the settings.`
}

/** As the settings write a name. */
function settingOf(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')
}

function explainRefusal(name: string, error: unknown): string {
  const role = escapeMarkup(defang(name))
  const { status } = failureOf(error)
  if (status === 403)
    return `The bot may not hand out the role ${role}: it needs Manage Roles, and its own role must stand above ${role} in the server's list of roles.`
  return `Discord did not change the role just now. Try again in a minute.`
}
