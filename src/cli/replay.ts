import { Command } from 'commander'
import type { LedgerRow } from '../domain/ports.ts'
import type { CliContext } from './context.ts'
import { EXIT } from './exit.ts'
import { ledgerTable } from './alerts.ts'
import { progress, table } from './terminal.ts'

/** `trucewatch replay`: what a channel would have looked like. */
export function replayCommand(context: CliContext): Command {
  return new Command('replay')
    .description(
      'run an archive through the whole pipeline, each article at its own date; nothing is sent',
    )
    .argument(
      '<archive>',
      'articles as JSON lines, .gz or not: {id, date, source, lang, title, lead, url}',
    )
    .option('--ledger <n>', 'print the last n lines of the ledger; 0 for none', '30')
    .option('--json', 'print the whole ledger as JSON lines')
    .addHelpText(
      'after',
      '\nExamples:\n  $ trucewatch replay january.jsonl.gz\n  $ trucewatch replay january.jsonl.gz --rules my-rules --json > ledger.jsonl',
    )
    .action(
      async (archive: string, { ledger, json = false }: { ledger: string; json?: boolean }) => {
        context.exit(await replay(context, archive, Number(ledger), json))
      },
    )
}

async function replay(
  context: CliContext,
  archive: string,
  lines: number,
  json: boolean,
): Promise<number> {
  const { replayArchive } = await import('../app/replay.ts')
  const shown = progress(context, 'replayed')
  const { rows, articles, messages, perDay } = await replayArchive(
    context.config(),
    archive,
    (done, total) => shown.step(done, total),
  )
  shown.end()
  if (json) for (const row of rows) context.out(`${JSON.stringify(row)}\n`)
  else context.out(`${lines > 0 ? `${ledgerTable(rows.slice(0, lines))}\n` : ''}${summary(rows)}\n`)
  context.err(
    `${articles} articles, ${rows.length} ledger lines, ${messages} messages; a day: ${perDay.map(([day, count]) => `${day} ${count}`).join(', ')}\n`,
  )
  return EXIT.good
}

function summary(rows: readonly LedgerRow[]): string {
  const counts = new Map<string, number>()
  for (const { decision } of rows) {
    const key = `${decision.kind} (${decision.reason})`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a)
  return table(
    [{ title: 'decision' }, { title: 'lines', align: 'right' }],
    sorted.map(([name, count]) => [name, String(count)]),
  )
}
