import { Command } from 'commander'
import { backtestCommand } from './backtest.ts'
import { checkCommand } from './check.ts'
import type { RulesContext } from './context.ts'
import { explainCommand } from './explain.ts'
import { newCommand } from './new.ts'
import { schemaCommand } from './schema.ts'
import { showCommand } from './show.ts'
import { testCommand } from './test.ts'
import { tryCommand } from './try.ts'

/** `trucewatch rules …`: everything that is done with rule files. */
export function rulesCommand(context: RulesContext): Command {
  const command = new Command('rules').description('check, test, try and explain the rules')
  for (const make of COMMANDS) command.addCommand(make(context))
  return command.addHelpText(
    'after',
    `
The files are explained in docs/rules.md.

Examples:
  $ trucewatch rules check
  $ trucewatch rules try "China approves export licences for samarium magnets"`,
  )
}

const COMMANDS = [
  checkCommand,
  testCommand,
  tryCommand,
  explainCommand,
  showCommand,
  newCommand,
  backtestCommand,
  schemaCommand,
]
