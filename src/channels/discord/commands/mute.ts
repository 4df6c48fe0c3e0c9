import { DAY, HOUR, formatDuration, parseDuration } from '../../../lib/durations.ts'
import { fit } from '../../plain.ts'
import { button } from '../buttons.ts'
import { timestamp } from '../embed.ts'
import { defang, escapeMarkup } from '../escape.ts'
import type { Asked, Bot, Command, Reply } from './command.ts'
import { completeTopic, findTopic, TOPIC_OPTION } from './topic.ts'

const DEFAULT_FOR = 24 * HOUR
const LONGEST = 30 * DAY
const LINES = 10

export const mute: Command = {
  name: 'mute',
  description: 'No alerts of a topic for a while, in every channel',
  options: [
    TOPIC_OPTION,
    { type: 3, name: 'for', description: 'How long: 2h, 3 days; 24h if left out', required: false },
  ],
  needsManage: true,
  complete: completeTopic,
  async run(asked, bot) {
    const written = asked.options.get('for') ?? '24h'
    const ms = parseDuration(written)
    if (ms === undefined || ms <= 0 || ms > LONGEST)
      return { content: `Write a duration up to ${formatDuration(LONGEST)}, such as 2h or 3 days.` }
    return muteTopic(asked.options.get('topic') ?? '', ms, '', asked, bot)
  },
}

export const unmute: Command = {
  name: 'unmute',
  description: 'Alerts of a muted topic come again',
  options: [TOPIC_OPTION],
  needsManage: true,
  complete: completeTopic,
  run: async ({ options }, bot) => unmuteTopic(options.get('topic') ?? '', bot),
}

export const mutes: Command = {
  name: 'mutes',
  description: 'Which topics are muted, until when, and who did it',
  options: [],
  needsManage: false,
  async run(_asked, { actions, clock }) {
    const all = await actions.mutes(clock.now())
    if (all.length === 0) return { content: 'No topic is muted.' }
    const lines = all.slice(0, LINES).map(({ topic, until, by }) => {
      return `${name(topic)} until ${timestamp(until)}, by ${name(by)}`
    })
    const more = all.length - lines.length
    return { content: [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n') }
  },
}

/** Mutes with an Undo button beside the answer. */
export async function muteTopic(
  wanted: string,
  ms: number = DEFAULT_FOR,
  story: string,
  asked: Asked,
  bot: Bot,
): Promise<Reply> {
  const topic = findTopic(wanted, bot)
  if (!topic) return unknownTopic(wanted)
  const until = bot.clock.now() + ms
  await bot.actions.mute({ topic: topic.id, until, by: asked.by.name })
  const undo = button('Undo', { verb: 'unmute', arg: topic.id, story })
  return {
    content: `${name(topic.title)} is muted until ${timestamp(until)}, in every channel. What matches meanwhile stays in the ledger.`,
    ...(undo.length > 0 ? { components: [{ type: 1, components: undo }] } : {}),
  }
}

/** Also for a topic that is in no rule file any more. */
export async function unmuteTopic(wanted: string, bot: Bot): Promise<Reply> {
  const topic = findTopic(wanted, bot)
  const wasMuted = await bot.actions.unmute(topic?.id ?? wanted)
  if (!wasMuted && !topic) return unknownTopic(wanted)
  const title = name(topic?.title ?? wanted)
  return { content: wasMuted ? `${title} alerts again.` : `${title} was not muted.` }
}

function unknownTopic(wanted: string): Reply {
  return {
    content: `There is no topic ${name(wanted) || 'without a name'}. Choose one of the list.`,
  }
}

function name(text: string): string {
  return fit(defang(text), 50, escapeMarkup)
}
