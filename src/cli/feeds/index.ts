import { Command } from 'commander'
import type { CliContext } from '../context.ts'
import { parseCommand } from './parse.ts'

/** `trucewatch feeds …`: everything that is done with feeds. */
export function feedsCommand(context: CliContext): Command {
  return new Command('feeds').description('check, try and exchange feeds').addCommand(parseCommand(context))
}
