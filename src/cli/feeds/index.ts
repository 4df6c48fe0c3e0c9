import { Command } from 'commander'
import type { CliContext } from '../context.ts'
import { checkCommand } from './check.ts'
import { exportCommand } from './export.ts'
import { importCommand } from './import.ts'
import { listCommand } from './list.ts'
import { parseCommand } from './parse.ts'
import { schemaCommand } from './schema.ts'
import { tryCommand } from './try.ts'

/** `trucewatch feeds …`: everything that is done with feeds. */
export function feedsCommand(context: CliContext): Command {
  const command = new Command('feeds').description('check, try, list and exchange feeds')
  for (const make of COMMANDS) command.addCommand(make(context))
  return command.addHelpText(
    'after',
    `
The files are explained in docs/feeds.md.

Examples:
  $ trucewatch feeds check
  $ trucewatch feeds try https://example.org/news
  $ trucewatch feeds list --all`,
  )
}

const COMMANDS = [
  checkCommand,
  listCommand,
  tryCommand,
  parseCommand,
  importCommand,
  exportCommand,
  schemaCommand,
]
