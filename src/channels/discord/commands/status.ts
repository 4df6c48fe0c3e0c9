import type { EmbedField } from '../body.ts'
import { literal } from '../escape.ts'
import { EMBED_FIELDS_LIMIT, FIELD_VALUE_LIMIT } from '../limits.ts'
import type { StatusSection } from './actions.ts'
import type { Command } from './command.ts'

/** Below EMBEDS_TOTAL_LIMIT, with room for the title and the names. */
const TOTAL = 5000
const LINE_LIMIT = 240

export const status: Command = {
  name: 'status',
  description: 'How the bot is: feeds, rules, queue, last alerts',
  options: [],
  needsManage: false,
  async run(_asked, { actions }) {
    const sections = (await actions.status()).slice(0, EMBED_FIELDS_LIMIT)
    const room = Math.min(FIELD_VALUE_LIMIT, Math.floor(TOTAL / Math.max(1, sections.length)))
    const fields = sections.map((section) => field(section, room))
    return { content: '', embeds: [{ title: 'trucewatch', color: 0x3498db, fields }] }
  },
}

/** As many lines as there is room for; the others are counted. */
function field({ name, lines }: StatusSection, room: number): EmbedField {
  const shown: string[] = []
  let left = room - 'and 9999 more'.length
  for (const line of lines) {
    const text = literal(line, Math.min(LINE_LIMIT, room - 20))
    if (text.length >= left) break
    shown.push(text)
    left -= text.length + 1
  }
  const more = lines.length - shown.length
  const value = [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('\n').trim()
  return { name: literal(name, 40) || '—', value: value || '—', inline: false }
}
