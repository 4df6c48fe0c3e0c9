import type { DigestCard, DigestItem } from '../../domain/alert.ts'
import { DAY } from '../../lib/durations.ts'
import { fit, httpLink } from '../plain.ts'
import { digestSeverity, mark, TONES } from '../words.ts'
import type { Embed } from './body.ts'
import { timeMark } from './embed.ts'
import { defang, escapeMarkup, maskedLink, unmarked } from './escape.ts'
import { DIGEST_LINKS_LIMIT, EMBED_DESCRIPTION_LIMIT } from './limits.ts'

const LINE_LIMIT = Math.floor(EMBED_DESCRIPTION_LIMIT / (DIGEST_LINKS_LIMIT + 1))

/** At most ten links, loudest first, then "and n more"; the heading is the message's content already. */
export function digestEmbed(card: DigestCard): Embed {
  const shown = card.items.slice(0, DIGEST_LINKS_LIMIT)
  const more = Math.max(0, card.total - shown.length)
  const lines = [
    ...shown.map((item) => itemLine(item, card.to)),
    ...(more > 0 ? [`and ${more} more`] : []),
  ]
  return {
    description: lines.join('\n'),
    color: TONES[digestSeverity(card)].colour,
    footer: { text: unmarked(mark(card, undefined)!, 200) },
  }
}

/** `🔴 [title](address) — Reuters · Rare earths · 06:55`; an address that is too long is left out, the host stays. */
function itemLine(item: DigestItem, now: number): string {
  const { severity, title, url, publisher, topic, at } = item
  const text = fit(defang(title), 140, escapeMarkup) || 'Untitled'
  const source = [publisher, topic].map((part) => fit(defang(part), 40, escapeMarkup))
  const parts = [...source, at === undefined ? '' : time(at, now)]
  const tail = ` — ${parts.filter((part) => part !== '').join(' · ')}`
  const head = `${TONES[severity].emoji} `
  const link = httpLink(url)
  if (!link) return `${head}${text}${tail}`
  const linked = head + maskedLink(text, link) + tail
  return linked.length <= LINE_LIMIT ? linked : `${head}${text} (${link.host.slice(0, 60)})${tail}`
}

/** The time of day in the reader's zone; with its date where it lies more than a day back. */
function time(at: number, now: number): string {
  return timeMark(at, Math.abs(now - at) < DAY ? 't' : 'f')
}
