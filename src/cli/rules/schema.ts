import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { ruleSchema } from '../../rules/schema.ts'
import type { RulesContext } from './context.ts'

/** `rules schema`: what an editor needs to complete and check rule files. */
export function schemaCommand(context: RulesContext): Command {
  return new Command('schema')
    .description('write schema.json beside the rules, for editors')
    .option('--print', 'print it in place of writing it')
    .addHelpText(
      'after',
      `
Each rule file names it in its first line: # yaml-language-server: $schema=./schema.json

Examples:
  $ trucewatch rules schema
  $ trucewatch rules schema --print`,
    )
    .action(async (options: { readonly print?: boolean }) => {
      const file = join(context.rulesFolder, 'schema.json')
      if (options.print) context.out(ruleSchema())
      else {
        await writeFile(file, ruleSchema())
        context.out(`${file} is written.\n`)
      }
      context.exit(0)
    })
}
