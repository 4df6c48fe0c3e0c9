import { Command } from 'commander'
import type { LedgerRow } from '../domain/ports.ts'
import type { Replayed } from '../app/replay.ts'
import { nameOf, type ChannelLook, type Faults } from '../app/replayed.ts'
import { count } from '../lib/count.ts'
import { formatDuration } from '../lib/durations.ts'
import type { CliContext } from './context.ts'
import { EXIT } from './exit.ts'
import { ledgerTable } from './alerts.ts'
import { wholeNumber } from './options.ts'
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
    .option('--ledger <n>', 'print the last n lines of the ledger; 0 for none', wholeNumber, 30)
    .option('--json', 'print the whole ledger as JSON lines, and a last one {summary}')
    .addHelpText(
      'after',
      '\nExamples:\n  $ trucewatch replay january.jsonl.gz\n  $ trucewatch replay january.jsonl.gz --rules my-rules --json > ledger.jsonl',
    )
    .action(
      async (archive: string, { ledger, json = false }: { ledger: number; json?: boolean }) => {
        context.exit(await replay(context, archive, ledger, json))
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
  const replayed = await replayArchive(context.config(), archive, (done, total) =>
    shown.step(done, total),
  )
  shown.end()
  const { rows, faults } = replayed
  if (json) for (const line of [...rows, { summary: summaryOf(replayed) }]) printJson(context, line)
  else context.out(`${lines > 0 ? `${ledgerTable(rows.slice(0, lines))}\n` : ''}${summary(rows)}\n`)
  context.err(`${inWords(replayed)}\n`)
  const problems = faultLines(faults)
  for (const problem of problems) context.err(`${problem}\n`)
  return problems.length > 0 ? EXIT.findings : EXIT.good
}

function printJson({ out }: CliContext, line: object): void {
  out(`${JSON.stringify(line)}\n`)
}

function summaryOf({ rows, perDay, ...replayed }: Replayed): object {
  return { ...replayed, ledger: rows.length, perDay: Object.fromEntries(perDay) }
}

function inWords({ articles, rows, messages, perDay, looks, faults }: Replayed): string {
  const days = perDay.map(([, number]) => number)
  const range = days.length > 0 ? `, ${Math.min(...days)} to ${Math.max(...days)} a day` : ''
  return [
    `${count(articles, 'article')}, ${count(rows.length, 'ledger line')}, ${count(messages, 'message')}${range}: ${perDay.map(([day, number]) => `${day} ${number}`).join(', ')}`,
    ...looks.map(lookInWords),
    ...(faultLines(faults).length > 0
      ? []
      : ['Every article that matched is in the ledger; no story was told as new twice.']),
  ].join('\n')
}

function lookInWords(look: ChannelLook): string {
  const { messages, busiest, busiestAt, limit } = look
  const stretch = limit ? formatDuration(limit.ms) : '1 h'
  const most =
    busiest > 0 ? `at most ${busiest} within ${stretch}, from ${when(busiestAt)}` : 'critical alone'
  return `${nameOf(look)}: ${count(messages, 'message')}, ${most}${limit ? ` (limit ${limit.count})` : ''}`
}

function when(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** What must never be; said, so that a person need not believe it. */
function faultLines({ overLimit, toldFirstTwice, unaccounted }: Faults): readonly string[] {
  return [
    ...overLimit.map((name) => `${name} got more messages than its limit allows.`),
    ...toldFirstTwice.map((story) => `Story ${story} was told as new twice.`),
    ...(unaccounted > 0
      ? [`${count(unaccounted, 'article')} matched without a line in the ledger.`]
      : []),
  ]
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
    sorted.map(([name, number]) => [name, String(number)]),
  )
}
