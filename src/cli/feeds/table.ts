import { ago } from '../../channels/ago.ts'
import type { FeedStatus, Health } from '../../feeds/health.ts'
import { formatDuration, DAY, HOUR, MINUTE } from '../../lib/durations.ts'
import { cutTo } from '../../lib/width.ts'
import { painter, table, type Colour, type TerminalOutput } from '../terminal.ts'

const COLOURS: Readonly<Partial<Record<FeedStatus, Colour>>> = {
  ok: 'green',
  failing: 'red',
  gone: 'red',
  silent: 'yellow',
  off: 'gray',
}

/** The health of feeds, a row each; below it a sentence for each that is in trouble. */
export function healthTable(
  rows: readonly (Health & { readonly entries?: number | undefined })[],
  now: number,
  output: TerminalOutput,
): string {
  const paint = painter(output)
  const cells = rows.map((row) => [
    row.feed,
    row.status,
    row.lastSuccessAt === undefined ? 'never' : ago(row.lastSuccessAt, now),
    row.newestAge === undefined ? '–' : span(row.newestAge),
    row.usualGap === undefined ? '–' : span(row.usualGap),
    row.entriesPerDay === undefined ? '–' : row.entriesPerDay.toFixed(1),
    row.entries === undefined ? '–' : String(row.entries),
    row.address === 0
      ? (row.fault ?? '')
      : `${row.fault ?? ''} (address ${row.address + 1})`.trim(),
  ])
  const lines = table(
    [
      { title: 'feed' },
      { title: 'status' },
      { title: 'last success' },
      { title: 'newest' },
      { title: 'usual gap' },
      { title: 'a day', align: 'right' },
      { title: 'entries', align: 'right' },
      { title: 'cause' },
    ],
    cells,
  ).split('\n')
  const coloured = lines.map((line, index) => {
    const status = rows[index - 1]?.status
    const colour = status && COLOURS[status]
    return colour ? line.replace(` ${status}`, ` ${paint(colour, status)}`) : line
  })
  const reasons = rows.flatMap(troubleOf)
  return [...coloured, ...(reasons.length > 0 ? ['', ...reasons] : [])].join('\n')
}

function troubleOf(row: Health): readonly string[] {
  const place = `${row.file}:${row.line}`
  const lines: string[] = []
  if (row.status === 'failing' || row.status === 'gone')
    lines.push(`${row.feed}: ${row.faultText ?? row.fault} (${place})`)
  if (row.status === 'silent')
    lines.push(
      `${row.feed}: nothing new for ${span(row.newestAge ?? 0)}, usually ${span(row.usualGap ?? 0)} (${place})`,
    )
  if (row.movedTo) lines.push(`${row.feed}: has moved to ${cutTo(row.movedTo, 120)} (${place})`)
  return lines
}

/** `4 minutes`, `3 hours`, `12 days`: one unit, whole. */
function span(ms: number): string {
  const unit = ms >= 2 * DAY ? DAY : ms >= 2 * HOUR ? HOUR : MINUTE
  return formatDuration(Math.max(1, Math.round(ms / unit)) * unit)
}
