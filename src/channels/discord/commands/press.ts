import type { ButtonPress } from '../buttons.ts'
import { explain } from './why.ts'
import { muteTopic, unmuteTopic } from './mute.ts'
import type { Asked, Bot, Reply } from './command.ts'

/** The story that a sample alert names; those that happened have longer ids. */
const SAMPLE = 'sample'

const OF_A_SAMPLE: Reply = {
  content:
    'This is a sample alert: its buttons change nothing. Under a real one they explain it, note it as not relevant, or mute its topic.',
}

/** Buttons that need Manage Server; Discord cannot hide a button from a member. */
export function needsManage(press: ButtonPress): boolean {
  return !isOfSample(press) && (press.verb === 'mute' || press.verb === 'unmute')
}

/** An Undo is real whatever it stands under: earlier versions muted from a sample. */
function isOfSample({ verb, story }: ButtonPress): boolean {
  return story === SAMPLE && verb !== 'unmute'
}

/** What a button does. All it needs is in the button, so it works after a restart. */
export async function pressed(press: ButtonPress, asked: Asked, bot: Bot): Promise<Reply> {
  if (isOfSample(press)) return OF_A_SAMPLE
  switch (press.verb) {
    case 'why':
      return explain(press.story, bot, asked.message)
    case 'irrelevant':
      return notRelevant(press.story, asked, bot)
    case 'mute':
      return muteTopic(press.arg, undefined, press.story, asked, bot)
    case 'unmute':
      return unmuteTopic(press.arg, bot)
  }
}

async function notRelevant(story: string, { by, message }: Asked, bot: Bot): Promise<Reply> {
  const alerts = await bot.actions.alertsOfStory(story)
  const alert = alerts.find(({ messageId }) => messageId === message) ?? alerts.at(-1)
  if (!alert) return { content: 'This alert is not in the ledger any more; nothing was recorded.' }
  await bot.actions.addFeedback({
    alert: alert.id,
    story,
    topics: alert.topics,
    verdict: 'not-relevant',
    by: by.id,
    at: bot.clock.now(),
  })
  return {
    content: 'Noted as not relevant, thank you. It counts in /status and in `rules check`.',
  }
}
