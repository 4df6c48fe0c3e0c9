import { Command } from 'commander'
import { ConfigError } from '../domain/errors.ts'
import type { CliContext } from './context.ts'
import { EXIT } from './exit.ts'
import { painter } from './terminal.ts'

/** `trucewatch status`: how the bot stands; works while it runs. */
export function statusCommand(context: CliContext): Command {
  return new Command('status')
    .description('feeds, rules, queue, last alerts; works beside a running bot')
    .option('--json', 'print it as JSON')
    .addHelpText('after', '\nExamples:\n  $ trucewatch status\n  $ trucewatch status --json')
    .action(async ({ json = false }: { json?: boolean }) => {
      context.exit(await status(context, json))
    })
}

async function status(context: CliContext, json: boolean): Promise<number> {
  const config = context.config()
  const store = await context.openStoreReadOnly()
  if (!store)
    throw new ConfigError(
      `There is no database in ${config.dataDir} yet: trucewatch has not run there.`,
      'no-database',
    )
  const { feedsInForce, rulesInForce } = await import('../app/in-force.ts')
  const { statusSections } = await import('../app/status.ts')
  const [feeds, rules] = await Promise.all([
    feedsInForce(config),
    rulesInForce(config, context.now()),
  ])
  try {
    const sections = await statusSections({
      store,
      feeds: feeds.feeds,
      states: await store.feedStates(),
      topics: rules.topics,
      feedProblems: feeds.problems,
      ruleProblems: rules.problems,
      now: context.now(),
    })
    const paint = painter(context)
    if (json) context.out(`${JSON.stringify(sections)}\n`)
    else
      context.out(
        sections
          .map(
            ({ name, lines }) =>
              `${paint('bold', name)}\n${lines.map((line) => `  ${line}\n`).join('')}`,
          )
          .join(''),
      )
    return EXIT.good
  } finally {
    await store.close()
  }
}
