import { basename, join } from 'node:path'
import { Command } from 'commander'
import { ConfigError } from '../../domain/errors.ts'
import { count } from '../../lib/count.ts'
import { fileTrouble, readText } from '../../lib/text-file.ts'
import type { CliContext } from '../context.ts'
import { EXIT } from '../exit.ts'
import { writeNewFile } from '../output.ts'
import { feedFiles } from './read.ts'

/** `trucewatch feeds import FILE.opml`: makes a feed file of another reader's subscriptions. */
export function importCommand(context: CliContext): Command {
  return new Command('import')
    .description("make a feed file of another reader's subscriptions (OPML)")
    .argument('<file>', 'an OPML file')
    .option('--to <file>', 'the file to write; FOLDER/NAME.yaml of the OPML file without')
    .addHelpText(
      'after',
      `
What is read by a feed already is left out. No file is overwritten.

Examples:
  $ trucewatch feeds import subscriptions.opml
  $ trucewatch feeds import subscriptions.opml --to feeds/mine.yaml`,
    )
    .action(async (file: string, { to }: { to?: string }) => {
      const { importFile, readOpml } = await import('../../feeds/opml.ts')
      const subscriptions = readOpml(await opmlText(file))
      if (subscriptions.length === 0)
        throw new ConfigError(`${file} names no feed; is it an OPML file?`, 'no-opml')
      const { feeds } = await feedFiles(context)
      const { text, added, known } = importFile(subscriptions, feeds)
      const left = known > 0 ? `; ${known} were known already` : ''
      if (text === undefined) context.out(`Nothing to add${left}.\n`)
      else {
        const target =
          to ?? join(context.config().feedsDir, `${basename(file).replace(/\.\w+$/, '')}.yaml`)
        await writeNewFile(target, text, 'name another file with --to')
        context.out(
          `${target}: ${count(added, 'feed')}${left}. See whether they answer: trucewatch feeds check\n`,
        )
      }
      context.exit(EXIT.good)
    })
}

async function opmlText(file: string): Promise<string> {
  return readText(file).catch((cause: unknown) => {
    throw new ConfigError(`${file} cannot be read: ${fileTrouble(cause)}.`, 'no-opml', cause)
  })
}
