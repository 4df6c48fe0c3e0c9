import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { feedFileSchema } from '../../feeds/files/json-schema.ts'
import type { CliContext } from '../context.ts'
import { EXIT } from '../exit.ts'

/** `trucewatch feeds schema`: what an editor needs to complete and check feed files. */
export function schemaCommand(context: CliContext): Command {
  return new Command('schema')
    .description('write schema.json beside the feed files, for editors')
    .option('--print', 'print it in place of writing it')
    .addHelpText(
      'after',
      `
Each feed file names it in its first line: # yaml-language-server: $schema=./schema.json

Examples:
  $ trucewatch feeds schema
  $ trucewatch feeds schema --print`,
    )
    .action(async ({ print = false }: { print?: boolean }) => {
      if (print) context.out(feedFileSchema())
      else {
        const file = join(context.config().feedsDir, 'schema.json')
        await writeFile(file, feedFileSchema())
        context.out(`${file} is written.\n`)
      }
      context.exit(EXIT.good)
    })
}
