import type { Card, NoticeCard } from '../../domain/alert.ts'
import { compareSeverity } from '../../domain/rule.ts'
import { alertHead, alertHeadline, digestHead, mark, NOTICE_TONES } from '../words.ts'
import { alertButtons, linkButton } from './buttons.ts'
import { alertEmbed } from './embed.ts'
import { digestEmbed } from './digest.ts'
import { defang, escapeMarkup, literal, unmarked, withCode } from './escape.ts'
import { CONTENT_LIMIT, EMBED_TITLE_LIMIT, HEADLINE_LIMIT } from './limits.ts'
import { fit } from '../plain.ts'
import type { Body, Embed } from './body.ts'

/** https://discord.com/developers/docs/resources/message#message-object-message-flags */
const SUPPRESS_NOTIFICATIONS = 4096
const NOTICE_LINES = 20
/** The title is worth more than the publisher's name. */
const TITLE_ROOM = 50

export type RenderOptions = {
  /** Role ids by name, as `mention` in a rule names them. */
  readonly roles?: { get(name: string): string | undefined } | undefined
  /** A plain webhook may send link buttons only. */
  readonly buttons?: 'all' | 'link'
  /** Marks a notice, so that it is found again. */
  readonly nonce?: string | undefined
}

/** A card as the body of a Discord message; within Discord's limits whatever the text holds. */
export function render(card: Card, options: RenderOptions = {}): Body {
  const roles = mentionedRoles(card, options)
  return {
    content: content(card, roles),
    embeds: [embedOf(card, options)],
    components: components(card, options),
    allowed_mentions: roles.length > 0 ? { parse: [], roles } : { parse: [] },
    ...(card.kind === 'alert' && card.silent ? { flags: SUPPRESS_NOTIFICATIONS } : {}),
  }
}

/** Only the topic's role, and only at high and critical. */
function mentionedRoles(card: Card, { roles }: RenderOptions): string[] {
  if (card.kind !== 'alert' || compareSeverity(card.severity, 'high') < 0) return []
  const ids = card.mentions.flatMap((name) => roles?.get(name) ?? [])
  return [...new Set(ids)].slice(0, 2)
}

/** What a phone shows: at most HEADLINE_LIMIT characters beside the mentions, no address. */
function content(card: Card, roles: readonly string[]): string {
  const mentions = roles.map((id) => ` <@&${id}>`).join('')
  const text = headline(card, HEADLINE_LIMIT - mentions.length)
  return (text + mentions).slice(0, CONTENT_LIMIT)
}

function headline(card: Card, limit: number): string {
  if (card.kind === 'notice') return literal(noticeHead(card), limit)
  if (card.kind === 'digest') return literal(digestHead(card), limit)
  const head = fit(defang(alertHead(card)), 50, escapeMarkup)
  const publisher = fit(defang(card.publisher), 30, escapeMarkup)
  const tail = publisher === '' ? '' : ` (${publisher})`
  const room = limit - head.length - 4
  const title = defang(alertHeadline(card))
  const whole = room - tail.length < TITLE_ROOM ? '' : tail
  return `${head} — ${fit(title, room - whole.length, escapeMarkup)}${whole}`
}

function noticeHead({ level, title }: NoticeCard): string {
  return `${NOTICE_TONES[level].emoji} ${title}`
}

function embedOf(card: Card, { nonce }: RenderOptions): Embed {
  if (card.kind === 'alert') return alertEmbed(card)
  if (card.kind === 'digest') return digestEmbed(card)
  return noticeEmbed(card, mark(card, nonce))
}

function noticeEmbed(card: NoticeCard, footer: string | undefined): Embed {
  const lines = card.lines.slice(0, NOTICE_LINES).map((line) => withCode(line, 190))
  const more = card.lines.length - lines.length
  return {
    title: literal(card.title.trim() === '' ? 'Notice' : card.title, EMBED_TITLE_LIMIT),
    description: [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'),
    color: NOTICE_TONES[card.level].colour,
    ...(footer === undefined ? {} : { footer: { text: unmarked(footer, 100) } }),
  }
}

function components(card: Card, { buttons = 'all' }: RenderOptions): Body['components'] {
  if (card.kind !== 'alert') return []
  const row = buttons === 'all' ? alertButtons(card) : linkButton(card.url)
  return row.length > 0 ? [{ type: 1, components: row }] : []
}
