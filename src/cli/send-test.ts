import { Command } from 'commander'
import { ConfigError } from '../domain/errors.ts'
import { shortHash } from '../lib/hash.ts'
import { nearest } from '../text/natural.ts'
import type { CliContext } from './context.ts'
import { EXIT } from './exit.ts'

/** `trucewatch send-test`: a sample alert, so that a person sees that a channel works. */
export function sendTestCommand(context: CliContext): Command {
  return new Command('send-test')
    .description('post a sample alert, to see that a channel works')
    .argument('[channel]', 'the name of a channel, as rules write it', 'default')
    .addHelpText(
      'after',
      '\nExamples:\n  $ trucewatch send-test\n  $ trucewatch send-test trade-alerts',
    )
    .action(async (name: string) => {
      context.exit(await sendTest(context, name))
    })
}

async function sendTest(context: CliContext, name: string): Promise<number> {
  const config = context.config()
  if (!config.channels.has(name)) {
    const meant = nearest(name, config.channels.keys())
    const names = [...config.channels.keys()].join(', ')
    throw new ConfigError(
      `There is no channel ${name}. ${meant ? `Did you mean ${meant}? ` : ''}Known are: ${names}.`,
      'unknown-channel',
    )
  }
  const { createChannels } = await import('../app/channels.ts')
  const { createDirectory } = await import('../app/directory.ts')
  const { sampleCard } = await import('../app/sample.ts')
  const directory = createDirectory(config.channels)
  const { out, colour, width, clock } = context
  const channels = await createChannels(config, directory, { write: out, colour, width }, clock)
  const channel = channels.get(directory.channelOf(name))!
  for (const problem of await channel.check()) context.err(`${problem}\n`)
  const now = context.now()
  await channel.send({
    card: sampleCard(now),
    nonce: shortHash(20, name, String(now)),
    replyTo: undefined,
  })
  context.err(`A sample alert is in ${name} (${channel.kind}).\n`)
  return EXIT.good
}
