import { Command } from 'commander'
import { createLog } from '../log.ts'
import type { CliContext } from './context.ts'
import { EXIT } from './exit.ts'

/** `trucewatch demo`: the whole bot at work, without the internet and without Discord. */
export function demoCommand(context: CliContext): Command {
  return new Command('demo')
    .description('see the bot at work for half a minute, without the internet and without Discord')
    .option('--fast', 'five times as fast')
    .addHelpText('after', '\nExamples:\n  $ trucewatch demo\n  $ trucewatch demo --fast')
    .action(async ({ fast = false }: { fast?: boolean }) => {
      const { runDemo } = await import('../demo/index.ts')
      const { clock, out, err, colour, width } = context
      // The settings of .env are left alone: nothing of the demo may reach a real channel.
      const log = createLog({
        level: 'error',
        terminal: context.isTerminal,
        secrets: [],
        write: err,
      })
      await runDemo({
        world: { clock, log, write: out, colour, width },
        speed: fast ? 5 : 1,
        say: (line) => out(`${line}\n`),
        stopped: context.untilStopped(),
      })
      context.exit(EXIT.good)
    })
}
