import { Command } from 'commander'
import type { Every } from '../../domain/feed.ts'
import { publicUrl } from '../../feeds/fetch/public-url.ts'
import { showProblem } from '../../feeds/files/index.ts'
import { healthOf } from '../../feeds/health.ts'
import { count } from '../../lib/count.ts'
import { formatDuration } from '../../lib/durations.ts'
import { cutTo } from '../../lib/width.ts'
import type { CliContext } from '../context.ts'
import { EXIT } from '../exit.ts'
import { table } from '../terminal.ts'
import { feedFiles, knownStates } from './read.ts'

/** `trucewatch feeds list`: the feeds of the files and what the bot knows of them; asks nobody. */
export function listCommand(context: CliContext): Command {
  return new Command('list')
    .description('list the feeds and what is known of them, without asking any')
    .option('--all', 'also those that are not enabled')
    .option('--json', 'print the rows as JSON')
    .addHelpText('after', '\nExamples:\n  $ trucewatch feeds list\n  $ trucewatch feeds list --all')
    .action(async ({ all = false, json = false }: { all?: boolean; json?: boolean }) => {
      const { feeds, problems } = await feedFiles(context)
      for (const problem of problems) context.err(`${showProblem(problem)}\n`)
      const states = new Map((await knownStates(context)).map((state) => [state.feed, state]))
      const shown = feeds.filter(({ enabled }) => all || enabled)
      const rows = shown.map((feed) => ({
        ...healthOf(feed, states.get(feed.id), context.now()),
        tags: feed.tags,
        every: everyInWords(feed.every),
        url: publicUrl(feed.addresses[0].url),
      }))
      if (json) context.out(`${JSON.stringify(rows, undefined, 2)}\n`)
      else {
        const columns = ['feed', 'status', 'title', 'tags', 'every', 'file'].map((title) => ({
          title,
        }))
        const cells = rows.map((row) => [
          row.feed,
          row.status,
          cutTo(row.title, 50),
          row.tags.join(' '),
          row.every,
          `${row.file}:${row.line}`,
        ])
        const off = feeds.filter(({ enabled }) => !enabled).length
        const total = `${count(feeds.length - off, 'feed')}, ${off} more not enabled`
        context.out(`${table(columns, cells)}\n\n${total}\n`)
      }
      context.exit(problems.length > 0 ? EXIT.findings : EXIT.good)
    })
}

function everyInWords(every: Every | undefined): string {
  if (!every) return 'by its rhythm'
  return every.kind === 'interval' ? formatDuration(every.ms) : every.expression
}
