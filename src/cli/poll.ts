import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import type { Log } from '../domain/ports.ts'
import { count } from '../lib/count.ts'
import type { CliContext } from './context.ts'
import { EXIT } from './exit.ts'
import { ledgerTable } from './alerts.ts'

/** `trucewatch poll`: every feed once, what is new and what would alert; nothing is written or sent. */
export function pollCommand(context: CliContext): Command {
  return new Command('poll')
    .description(
      'poll every feed once now; print what is new and what would alert; write and send nothing',
    )
    .option('--json', 'print one JSON line for each article that matched')
    .addHelpText(
      'after',
      '\nExamples:\n  $ trucewatch poll\n  $ trucewatch poll --feeds my-feeds --rules my-rules',
    )
    .action(async ({ json = false }: { json?: boolean }) => {
      const folder = await mkdtemp(join(tmpdir(), 'trucewatch-poll-'))
      try {
        context.exit(await pollInto(context, folder, json))
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    })
}

/** The database is copied, so that what is known already is not new, and the original stays as it is. */
async function pollInto(context: CliContext, folder: string, json: boolean): Promise<number> {
  const config = context.config()
  for (const name of ['trucewatch.db', 'trucewatch.db-wal'])
    await cp(join(config.dataDir, name), join(folder, name)).catch(() => undefined)
  const { openApp } = await import('../app.ts')
  const silent = {
    ...config,
    dataDir: folder,
    channels: new Map([
      ['default', { kind: 'terminal' as const }],
      ['ops', { kind: 'terminal' as const }],
    ]),
  }
  const app = await openApp(silent, {
    clock: context.clock,
    log: withoutInfo(context.log()),
    write: () => undefined,
    colour: false,
    width: context.width,
  })
  try {
    const began = context.now()
    const { polled, failed, fresh } = await app.runOnce()
    const ledger = await app.parts.store.ledger({ since: began })
    // What took them is no channel that anybody reads.
    const rows = ledger.toReversed().map((row) => ({ ...row, delivery: undefined }))
    if (json) for (const row of rows) context.out(`${JSON.stringify(row)}\n`)
    else context.out(rows.length > 0 ? ledgerTable(rows) : '')
    context.err(
      `${count(polled, 'feed')} polled, ${failed} failed; ${count(fresh, 'new article')}, ${rows.length} matched. Nothing was written or sent.\n`,
    )
    if (failed > 0) await nameFailed(context, app.parts.store)
    return failed === polled && polled > 0 ? EXIT.findings : EXIT.good
  } finally {
    await app.stop()
  }
}

/** The bot would say what it has delivered; here nothing leaves. What goes wrong is still said. */
function withoutInfo(log: Log): Log {
  return { ...log, info: () => undefined }
}

async function nameFailed(
  context: CliContext,
  store: {
    feedStates(): Promise<
      readonly { feed: string; fault: string | undefined; faultText: string | undefined }[]
    >
  },
): Promise<void> {
  for (const { feed, fault, faultText } of await store.feedStates())
    if (fault) context.err(`  ${feed}: ${fault} (${faultText ?? ''})\n`)
}
