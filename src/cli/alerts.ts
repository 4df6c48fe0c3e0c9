import { Command, InvalidArgumentError } from 'commander'
import type { LedgerRow } from '../domain/ports.ts'
import { parseDuration } from '../lib/durations.ts'
import { cutTo } from '../lib/width.ts'
import type { CliContext } from './context.ts'
import { table } from './terminal.ts'

type Options = {
  readonly since?: number
  readonly topic?: string
  readonly limit: string
  readonly json?: boolean
}

/** `trucewatch alerts`: the ledger of what matched, what was told, and what was not and why. */
export function alertsCommand(context: CliContext): Command {
  return new Command('alerts')
    .description('what was told, what was not and why, and how each message stands')
    .option('--since <duration>', 'how far back, such as 24h or 7d', readSince)
    .option('--topic <id>', 'of one topic')
    .option('--limit <n>', 'how many lines at most', '200')
    .option('--json', 'print one JSON line each')
    .addHelpText(
      'after',
      '\nExamples:\n  $ trucewatch alerts --since 24h\n  $ trucewatch alerts --topic rare-earths --json',
    )
    .action(async (options: Options) => {
      const store = await context.openStoreReadOnly()
      if (!store) {
        context.err('Nothing was told yet: there is no database.\n')
        return context.exit(0)
      }
      try {
        const since = options.since === undefined ? undefined : context.now() - options.since
        const rows = await store.ledger({
          since,
          topic: options.topic,
          limit: Number(options.limit),
        })
        context.out(
          options.json ? rows.map((row) => `${JSON.stringify(row)}\n`).join('') : ledgerTable(rows),
        )
        context.exit(0)
      } finally {
        await store.close()
      }
    })
}

function readSince(text: string): number {
  const ms = parseDuration(text)
  if (ms === undefined) throw new InvalidArgumentError('Write a duration such as 24h or 7d.')
  return ms
}

/** The ledger as a table, the newest line first; cut to what a terminal shows. */
export function ledgerTable(rows: readonly LedgerRow[]): string {
  if (rows.length === 0) return 'Nothing matched.\n'
  const columns = [
    { title: 'when' },
    { title: 'decision' },
    { title: 'severity' },
    { title: 'topics' },
    { title: 'channel' },
    { title: 'delivery' },
    { title: 'title' },
  ]
  const lines = rows.map((row) => [
    new Date(row.at).toISOString().slice(0, 16).replace('T', ' '),
    `${row.decision.kind} (${row.decision.reason})`,
    row.severity,
    row.topics.join(' '),
    row.channel,
    row.deliveryError ? `${row.delivery}: ${cutTo(row.deliveryError, 40)}` : (row.delivery ?? '–'),
    cutTo(`${row.title} — ${row.publisher}`, 90),
  ])
  return `${table(columns, lines)}\n`
}
