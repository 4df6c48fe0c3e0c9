import type { Alert, AlertCard, WhyLine } from '../../../domain/alert.ts'
import { ago } from '../../ago.ts'
import { fit, httpLink, plain } from '../../plain.ts'
import { TONES } from '../../words.ts'
import type { Embed } from '../body.ts'
import { code, defang, escapeMarkup, literal } from '../escape.ts'
import { CHOICE_NAME_LIMIT, CHOICES_LIMIT, EMBED_TITLE_LIMIT, EMBED_URL_LIMIT } from '../limits.ts'
import type { Bot, Choice, Command, Reply } from './command.ts'

const LINES = 8
/** Eight lines with their quotes stay within an embed's description. */
const QUOTE_LIMIT = 200

export const why: Command = {
  name: 'why',
  description: 'Why an alert came: each line that hit, and where it is written',
  options: [
    {
      type: 3,
      name: 'alert',
      description: 'One of the last alerts, or the story number in its footer',
      required: true,
      autocomplete: true,
    },
  ],
  needsManage: false,
  run: async ({ options }, bot) => explain(options.get('alert') ?? '', bot),
  complete: completeAlert,
}

/** The evidence of a message of a story, by Discord's id of it; of the newest one where none is named or known. */
export async function explain(story: string, { actions }: Bot, message?: string): Promise<Reply> {
  const alerts = await actions.alertsOfStory(story.trim().replace(/^story\s+/i, ''))
  const named = alerts.find(({ messageId }) => message !== undefined && messageId === message)
  const cards = [...alerts, ...(named ? [named] : [])].map((alert) => alert.card)
  const card = cards.findLast((found) => found.kind === 'alert')
  if (!card) return { content: `There is no alert of a story ${code(story, 60)}.` }
  return { content: '', embeds: [evidence(card)] }
}

function evidence(card: AlertCard): Embed {
  const url = httpLink(card.url)?.href
  const shown = card.why.slice(0, LINES).map(whyLine)
  const more = card.why.length - shown.length
  return {
    title: literal(plain(card.title) || 'Untitled', EMBED_TITLE_LIMIT),
    ...(url === undefined || url.length > EMBED_URL_LIMIT ? {} : { url }),
    color: TONES[card.severity].colour,
    description:
      [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('\n') || 'No evidence was kept.',
    footer: { text: fit(plain(`story ${card.story} · rules ${card.rulesHash.slice(0, 8)}`), 200) },
  }
}

/** The rule's file and line, the line, the field it hit and the words there. */
function whyLine({ topic, file, row, line, field, quote, level }: WhyLine): string {
  const name = fit(defang(topic), 40, escapeMarkup)
  const place = `${fit(defang(file), 60, escapeMarkup)}:${row}`
  const raised = level === undefined ? '' : ` · raises to ${level}`
  const head = `**${name}** ${place} ${code(line, 90)} in the ${field}${raised}`
  const words = fit(defang(quote), QUOTE_LIMIT, escapeMarkup)
  return words === '' ? head : `${head}\n> ${words}`
}

async function completeAlert(typed: string, { actions, clock }: Bot): Promise<readonly Choice[]> {
  const wanted = typed.trim().toLowerCase()
  const alerts = await actions.recentAlerts(100)
  const stories = new Set<string>()
  const choices: Choice[] = []
  for (const alert of alerts) {
    const { story } = alert
    if (story === undefined || stories.has(story) || choices.length >= CHOICES_LIMIT) continue
    const name = choiceName(alert, clock.now())
    if (!`${name} ${story}`.toLowerCase().includes(wanted)) continue
    stories.add(story)
    choices.push({ name, value: story })
  }
  return choices
}

function choiceName({ card, createdAt }: Alert, now: number): string {
  if (card.kind !== 'alert') return ''
  const tail = ` · ${plain(card.publisher).slice(0, 20)}, ${ago(createdAt, now)}`
  const head = `${TONES[card.severity].emoji} `
  return head + fit(plain(card.title), CHOICE_NAME_LIMIT - head.length - tail.length) + tail
}
