import { Command } from 'commander'
import type { LedgerRow } from '../domain/ports.ts'
import { cutTo } from '../lib/width.ts'
import { duration, wholeNumber } from './options.ts'
import type { RulesContext } from './rules/context.ts'
import { noTopic } from './rules/show.ts'
import { table } from './terminal.ts'

type Options = {
  readonly since?: number
  readonly topic?: string
  readonly limit: number
  readonly json?: boolean
}

/** `trucewatch alerts`: the ledger of what matched, what was told, and what was not and why. */
export function alertsCommand(context: RulesContext): Command {
  return new Command('alerts')
    .description('what was told, what was not and why, and how each message stands')
    .option('--since <duration>', 'how far back, such as 24h or 7d', duration)
    .option('--topic <id>', 'of one topic')
    .option('--limit <n>', 'how many lines at most', wholeNumber, 200)
    .option('--json', 'print one JSON line each')
    .addHelpText(
      'after',
      '\nWhy an article fired, or why not: trucewatch rules explain, with what stands under "article".\n' +
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
          limit: options.limit,
        })
        if (rows.length === 0 && options.topic) await mustBeTopic(options.topic, context)
        context.out(
          options.json
            ? rows.map((row) => `${JSON.stringify(row)}\n`).join('')
            : ledgerTable(rows, { isStored: true }),
        )
        context.exit(0)
      } finally {
        await store.close()
      }
    })
}

/** Where nothing was found the name may be mistyped; one that only the past knows is found there. */
async function mustBeTopic(id: string, { rulesFolder }: RulesContext): Promise<void> {
  const { loadRules } = await import('../rules/files.ts')
  const ids = (await loadRules(rulesFolder)).source?.topics.map((topic) => topic.id)
  if (ids && !ids.includes(id)) throw noTopic(id, ids)
}

/** The end of an article's id, which tells articles apart; its beginning is that of its feed. */
const SHORT_ID = 8

/**
 * The ledger as a table, the newest line first; cut to what a terminal shows. `isStored`: of a database that stays, whose
 * deliveries somebody got and whose articles can be asked for by id.
 */
export function ledgerTable(
  rows: readonly LedgerRow[],
  { isStored = false }: { readonly isStored?: boolean } = {},
): string {
  if (rows.length === 0) return 'Nothing matched.\n'
  const columns = [
    { title: 'when' },
    { title: 'decision' },
    { title: 'severity' },
    { title: 'topics' },
    { title: 'channel' },
    ...(isStored ? [{ title: 'delivery' }, { title: 'article' }] : []),
    { title: 'title' },
  ]
  const lines = rows.map((row) => [
    new Date(row.at).toISOString().slice(0, 16).replace('T', ' '),
    `${row.decision.kind} (${row.decision.reason})`,
    row.severity,
    row.topics.join(' '),
    row.channel,
    ...(isStored ? [deliveryOf(row), row.article.slice(-SHORT_ID)] : []),
    cutTo(`${row.title} — ${row.publisher}`, 90),
  ])
  return `${table(columns, lines)}\n`
}

function deliveryOf({ delivery, deliveryError }: LedgerRow): string {
  return deliveryError ? `${delivery}: ${cutTo(deliveryError, 40)}` : (delivery ?? '–')
}
