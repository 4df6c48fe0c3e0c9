import { Command } from 'commander'
import type { Checked, checkFeeds } from '../../feeds/check.ts'
import { showProblem } from '../../feeds/files/index.ts'
import { count } from '../../lib/count.ts'
import type { CliContext } from '../context.ts'
import { EXIT } from '../exit.ts'
import { progress } from '../terminal.ts'
import { chosen, feedFiles, knownStates } from './read.ts'
import { healthTable } from './table.ts'

/** `trucewatch feeds check`: reads the feed files, asks feeds now and says how each is doing. */
export function checkCommand(context: CliContext): Command {
  return new Command('check')
    .description('read the feed files, ask feeds now, print how each is doing; keep nothing')
    .argument('[ids...]', 'these feeds, enabled or not; all that are enabled without')
    .option('--json', 'print the rows as JSON')
    .addHelpText(
      'after',
      `
Exit code 1 where a file has a mistake or a feed fails.

Examples:
  $ trucewatch feeds check
  $ trucewatch feeds check ustr-rss bbc-business`,
    )
    .action(async (ids: readonly string[], { json = false }: { json?: boolean }) => {
      const { feeds, problems } = await feedFiles(context)
      for (const problem of problems) context.err(`${showProblem(problem)}\n`)
      const rows = await ask(context, chosen(feeds, ids), await knownStates(context))
      context.out(json ? `${JSON.stringify(rows, undefined, 2)}\n` : asText(rows, context))
      const bad = rows.some(({ status }) => status === 'failing' || status === 'gone')
      context.exit(bad || problems.length > 0 ? EXIT.findings : EXIT.good)
    })
}

async function ask(
  context: CliContext,
  feeds: Parameters<typeof checkFeeds>[0],
  known: Parameters<typeof checkFeeds>[1],
): Promise<readonly Checked[]> {
  const { checkFeeds } = await import('../../feeds/check.ts')
  const { createParser } = await import('../../feeds/poll/parser.ts')
  const fetcher = await context.fetcher()
  const parser = createParser()
  const line = progress(context, 'feeds')
  try {
    return await checkFeeds(feeds, known, {
      fetcher,
      parse: (bytes, options) => parser.parse(bytes, options),
      clock: context.clock,
      log: SILENT,
      onPoll: (done) => line.step(done, feeds.length),
    })
  } finally {
    line.end()
    await parser.close()
    await fetcher.close()
  }
}

/** The table says it all. */
const SILENT = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

function asText(rows: readonly Checked[], context: CliContext): string {
  const failing = rows.filter(({ status }) => status === 'failing' || status === 'gone').length
  const silent = rows.filter(({ status }) => status === 'silent').length
  const total = `${count(rows.length, 'feed')}: ${failing} failing, ${silent} silent`
  if (rows.length === 0) return `${total}\n`
  return `${healthTable(rows, context.now(), context)}\n\n${total}\n`
}
