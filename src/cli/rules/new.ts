import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { ConfigError } from '../../domain/errors.ts'
import { fileTrouble } from '../../lib/text-file.ts'
import { idFor, scaffold } from '../../rules/scaffold.ts'
import { writeNewFile } from '../output.ts'
import { ruleSchema } from '../../rules/schema.ts'
import type { RulesContext } from './context.ts'

type Options = { readonly id?: string; readonly json?: boolean }

/** `rules new`: a first file for a topic, with comments. */
export function newCommand(context: RulesContext): Command {
  return new Command('new')
    .description('a commented file with test stubs for a new topic')
    .argument('<title>', 'what people read in the alert, such as "Soybeans"')
    .option('--id <id>', 'the name of the file, where the title gives none')
    .option('--json', 'print {id, file} as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ trucewatch rules new "Soybeans"
  $ trucewatch rules new "大豆" --id soybeans`,
    )
    .action(async (title: string, options: Options) => {
      const id = options.id ?? idFor(title)
      if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(id))
        throw new ConfigError('Name the file with --id, in small letters, digits and hyphens.')
      const file = join(context.rulesFolder, `${id}.yaml`)
      await mkdir(context.rulesFolder, { recursive: true }).catch((cause: unknown) => {
        const reason = `${context.rulesFolder} cannot be made: ${fileTrouble(cause)}.`
        throw new ConfigError(reason, 'not-written', cause)
      })
      await writeNewFile(file, scaffold(title), 'edit it, or name another file with --id')
      await writeSchema(join(context.rulesFolder, 'schema.json'))
      context.out(
        options.json
          ? `${JSON.stringify({ id, file })}\n`
          : `${file} is written. Edit it, then run: trucewatch rules check\n`,
      )
      context.exit(0)
    })
}

/** For editors; one that is there already is as good. */
async function writeSchema(file: string): Promise<void> {
  await writeFile(file, ruleSchema(), { flag: 'wx' }).catch(() => undefined)
}
