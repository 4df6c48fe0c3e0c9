import type { DigestCard, DigestItem } from '../../domain/alert.ts'
import { fit, httpLink } from '../plain.ts'
import { digestHead, digestSeverity, mark, TONES } from '../words.ts'
import type { Embed } from './body.ts'
import { defang, escapeMarkup, literal, maskedLink, unmarked } from './escape.ts'
import { DIGEST_LINKS_LIMIT, EMBED_DESCRIPTION_LIMIT, EMBED_TITLE_LIMIT } from './limits.ts'

const LINE_LIMIT = Math.floor(EMBED_DESCRIPTION_LIMIT / (DIGEST_LINKS_LIMIT + 1))

/** At most ten links, loudest first, then "and n more". */
export function digestEmbed(card: DigestCard): Embed {
  const shown = card.items.slice(0, DIGEST_LINKS_LIMIT)
  const more = Math.max(0, card.total - shown.length)
  const lines = [...shown.map(itemLine), ...(more > 0 ? [`and ${more} more`] : [])]
  return {
    title: literal(digestHead(card), EMBED_TITLE_LIMIT),
    description: lines.join('\n'),
    color: TONES[digestSeverity(card)].colour,
    footer: { text: unmarked(mark(card, undefined)!, 200) },
  }
}

/** `🔴 [title](address) — Reuters · Rare earths`; an address that is too long is left out, the host stays. */
function itemLine({ severity, title, url, publisher, topic }: DigestItem): string {
  const text = fit(defang(title), 140, escapeMarkup) || 'Untitled'
  const source = [publisher, topic].map((part) => fit(defang(part), 40, escapeMarkup))
  const tail = ` — ${source.filter((part) => part !== '').join(' · ')}`
  const head = `${TONES[severity].emoji} `
  const link = httpLink(url)
  if (!link) return `${head}${text}${tail}`
  const linked = head + maskedLink(text, link) + tail
  return linked.length <= LINE_LIMIT ? linked : `${head}${text} (${link.host.slice(0, 60)})${tail}`
}
