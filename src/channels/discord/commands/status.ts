import type { Embed } from '../body.ts'
import { literal } from '../escape.ts'
import { EMBED_FIELDS_LIMIT, FIELD_NAME_LIMIT, FIELD_VALUE_LIMIT } from '../limits.ts'
import type { StatusSection } from './actions.ts'
import type { Command } from './command.ts'

const LINES = 8

export const status: Command = {
  name: 'status',
  description: 'How the bot is: feeds, rules, queue, last alerts',
  options: [],
  needsManage: false,
  async run(_asked, { actions }) {
    const sections = await actions.status()
    const fields = sections.slice(0, EMBED_FIELDS_LIMIT).map(field)
    return { content: '', embeds: [{ title: 'trucewatch', color: 0x3498db, fields }] }
  },
}

function field({ name, lines }: StatusSection): NonNullable<Embed['fields']>[number] {
  const room = Math.floor((FIELD_VALUE_LIMIT - 20) / (LINES + 1))
  const shown = lines.slice(0, LINES).map((line) => literal(line, room))
  const more = lines.length > LINES ? [`and ${lines.length - LINES} more`] : []
  const value = [...shown, ...more].join('\n').trim()
  return { name: literal(name, FIELD_NAME_LIMIT) || '—', value: value || '—', inline: false }
}
