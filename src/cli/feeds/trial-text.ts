import type { Entry } from '../../domain/article.ts'
import type { Trial } from '../../feeds/parse/try.ts'
import { cutTo } from '../../lib/width.ts'
import type { CliContext } from '../context.ts'
import { painter, table } from '../terminal.ts'

const MOST_ROWS = 40
const KINDS = {
  rss: 'RSS',
  atom: 'Atom',
  'json-feed': 'JSON Feed',
  json: 'a JSON answer, read by paths',
  sitemap: 'a sitemap',
  list: 'a list page, read by selectors',
} as const

/** What `feeds try` prints for a person: what it is, what to write into the feed file, and the entries. */
export function trialText(url: string, trial: Trial, context: CliContext): string {
  const paint = painter(context)
  const { parsed, fault, feeds } = trial
  if (!parsed)
    return [`${paint('red', fault?.message ?? 'Nothing was found.')}`, ...named(feeds), ''].join(
      '\n',
    )
  const title = parsed.title ? ` “${parsed.title}”` : ''
  const head = `${paint('bold', KINDS[parsed.kind])}${title}: ${entryCount(parsed.entries.length)}`
  const parts = [
    [
      head,
      ...idleLines(trial),
      ...(parsed.isCut ? ['The document ends in the middle; its whole entries are here.'] : []),
    ],
    fault ? [fault.message, ...named(feeds)] : [],
    fault ? snippet(url, trial) : [],
    [entryTable(parsed.entries, context)],
  ]
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function idleLines({ idle = [], list }: Trial): readonly string[] {
  return idle.map((part) => `--${part} "${list?.[part]}" finds nothing in any row.`)
}

function named(feeds: readonly string[]): readonly string[] {
  return feeds.length > 0
    ? ['It names feeds, which are better than a page:', ...feeds.map((feed) => `  ${feed}`)]
    : []
}

/** Lines for a feed file. */
function snippet(url: string, { list, json }: Trial): readonly string[] {
  const key = list ? 'list' : 'json'
  const parts = Object.entries(list ?? json ?? {}).filter(([, value]) => value !== undefined)
  const written = parts.map(([name, value]) => `      ${name}: ${JSON.stringify(value)}`)
  return ['It can be read so:', `  - url: ${url || 'https://…'}`, `    ${key}:`, ...written]
}

function entryTable(entries: readonly Entry[], context: CliContext): string {
  const room = Math.max(60, context.width) - 20
  const rows = entries
    .slice(0, MOST_ROWS)
    .map((entry) => [
      entry.published === undefined ? '–' : shown(entry.published),
      cutTo(entry.title || entry.summary || '(no title)', Math.floor(room * 0.6)),
      cutTo(entry.url ?? '(no link)', Math.floor(room * 0.4)),
    ])
  const rest = entries.length - rows.length
  const columns = [{ title: 'published (UTC)' }, { title: 'title' }, { title: 'link' }]
  return `${table(columns, rows)}${rest > 0 ? `\n… and ${rest} more` : ''}`
}

/** `1 entry`, `1,400 entries`. */
export function entryCount(number: number): string {
  return number === 1 ? '1 entry' : `${number.toLocaleString('en')} entries`
}

function shown(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ')
}
