import { Command } from 'commander'
import type { App } from '../app.ts'
import { count } from '../lib/count.ts'
import type { CliContext } from './context.ts'
import { EXIT } from './exit.ts'

/** `trucewatch run`: the bot itself. */
export function runCommand(context: CliContext): Command {
  return new Command('run')
    .description('start the bot: poll feeds, match rules, post alerts (the default command)')
    .option('--once', 'poll every feed now, due or not, deliver what is queued, and end')
    .addHelpText(
      'after',
      `
Examples:
  $ trucewatch run                        until it is stopped with Ctrl-C
  $ trucewatch run --once                 from a scheduler of your own`,
    )
    .action(async ({ once }: { once?: boolean }) => {
      context.exit(await (once ? runOnce(context) : runUntilStopped(context)))
    })
}

async function runUntilStopped(context: CliContext): Promise<number> {
  const stopped = context.untilStopped()
  const app = await openApp(context)
  for (const line of app.greeting()) context.err(`${line}\n`)
  try {
    await app.start()
    const signal = await stopped
    context.log().info('stopping', { signal })
  } finally {
    await app.stop()
    // A socket that hangs would keep the process alive; everything worth keeping is kept.
    setTimeout(() => process.exit(), 500).unref()
  }
  return EXIT.good
}

async function runOnce(context: CliContext): Promise<number> {
  const app = await openApp(context)
  try {
    const { polled, failed, fresh, lost, sent, queued } = await app.runOnce()
    context.err(
      `${count(polled, 'feed')} polled, ${failed} failed; ${count(fresh, 'new article')}; ${count(sent, 'message')} sent, ${queued} still queued.\n`,
    )
    if (lost.polls === 0) return EXIT.good
    context.err(`What ${count(lost.polls, 'feed')} brought was not stored: ${lost.reason}\n`)
    return EXIT.findings
  } finally {
    await app.stop()
  }
}

/** The app with all its packages is loaded by the commands alone that need it: --help is quick. */
async function openApp(context: CliContext): Promise<App> {
  const { openApp: open } = await import('../app.ts')
  return open(context.config(), {
    clock: context.clock,
    log: context.log(),
    write: context.out,
    colour: context.colour,
    width: context.width,
  })
}
