import { Command } from 'commander'
import type { CliContext } from './context.ts'

/** `trucewatch demo`. */
export function demoCommand(_context: CliContext): Command {
  return new Command('demo').description('see the bot at work, without the internet and without Discord')
}
