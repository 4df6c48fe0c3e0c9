import type { AlertCard, DigestCard, NoticeCard, WhyLine } from '../domain/alert.ts'
import { loudest, type Severity } from '../domain/rule.ts'

export type Tone = { readonly emoji: string; readonly word: string; readonly colour: number }

/** Colour never stands alone: emoji and word say the same. */
export const TONES: Readonly<Record<Severity, Tone>> = {
  low: { emoji: '⚪', word: 'Low', colour: 0x95a5a6 },
  medium: { emoji: '🟡', word: 'Medium', colour: 0xf1c40f },
  high: { emoji: '🔴', word: 'High', colour: 0xe74c3c },
  critical: { emoji: '🚨', word: 'Critical', colour: 0x992d22 },
}

export const NOTICE_TONES: Readonly<Record<NoticeCard['level'], Tone>> = {
  info: { emoji: 'ℹ️', word: 'Info', colour: 0x3498db },
  warning: { emoji: '⚠️', word: 'Warning', colour: 0xe67e22 },
  error: { emoji: '⛔', word: 'Error', colour: 0xc0392b },
}

/** The topics that fired, loudest first: the first two by name, the others counted. */
export function topicNames(card: AlertCard): string {
  const names = card.topics.map(({ title }) => title)
  const more = names.length > 2 ? ` +${names.length - 2}` : ''
  return names.slice(0, 2).join(', ') + more
}

/** What stands before the title: severity in emoji and word, why it comes again, the topics. */
export function alertHead(card: AlertCard): string {
  const { emoji, word } = TONES[card.severity]
  const severity = card.reason === 'raised' ? `Raised to ${word.toLowerCase()}` : word
  return `${emoji} ${severity}${turnWord(card)} · ${topicNames(card)}`
}

function turnWord({ reason, turn }: AlertCard): string {
  if (turn === 0 || reason === 'raised') return ''
  return reason === 'repeat' ? ' · still news' : ' · new'
}

/** What is new, then the title: the words of a phone's notification. */
export function alertHeadline(card: AlertCard): string {
  const news = card.turn > 0 && card.news.length > 0 ? `${card.news.join('; ')} — ` : ''
  return `${news}${card.title.trim() === '' ? 'Untitled' : card.title}`
}

const DIGEST_REASONS: Readonly<Record<DigestCard['reason'], string>> = {
  limit: 'over the limit',
  quiet: 'in the quiet hours',
  'first-poll': 'from newly added feeds',
  held: 'held back for a check',
}

export function digestHead(card: DigestCard): string {
  const { emoji } = TONES[digestSeverity(card)]
  const stories = `${card.total} ${card.total === 1 ? 'story' : 'stories'}`
  return `${emoji} Digest · ${stories} ${DIGEST_REASONS[card.reason]}`
}

export function digestSeverity(card: DigestCard): Severity {
  return loudest(card.items.map(({ severity }) => severity))
}

/** The words in the footer by which a sent message is found again; unique in a channel. */
export function mark(
  card: AlertCard | DigestCard | NoticeCard,
  nonce: string | undefined,
): string | undefined {
  if (card.kind === 'digest') return `digest ${card.id.split(':').at(-1)}`
  if (card.kind === 'notice') return nonce === undefined ? undefined : `notice ${nonce.slice(0, 8)}`
  return card.turn === 0 ? `story ${card.story}` : `story ${card.story} · turn ${card.turn}`
}

/** The lines that say most when there is no room for all: each topic's first, then those that raised; in their order. */
export function tellingLines(lines: readonly WhyLine[], limit: number): readonly WhyLine[] {
  const firsts = lines.filter((line, index) => firstOf(lines, line.topic) === index)
  const raised = lines.filter(({ level }) => level !== undefined)
  const chosen = new Set([...new Set([...firsts, ...raised, ...lines])].slice(0, limit))
  return lines.filter((line) => chosen.has(line))
}

function firstOf(lines: readonly WhyLine[], wanted: string): number {
  return lines.findIndex(({ topic }) => topic === wanted)
}
