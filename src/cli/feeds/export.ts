import { readFile, stat, writeFile } from 'node:fs/promises'
import { Command } from 'commander'
import { ConfigError } from '../../domain/errors.ts'
import { holdsSecret } from '../../feeds/fetch/public-url.ts'
import { showProblem } from '../../feeds/files/index.ts'
import { count } from '../../lib/count.ts'
import type { CliContext } from '../context.ts'
import { EXIT } from '../exit.ts'
import { feedFiles } from './read.ts'

/** `trucewatch feeds export`: the feeds as OPML, for other readers. */
export function exportCommand(context: CliContext): Command {
  return new Command('export')
    .description('print the feeds as OPML, for other readers')
    .argument('[file]', 'write it to this file in place of printing it')
    .option('--all', 'also those that are not enabled')
    .addHelpText(
      'after',
      `
Exit code 1 where a file has a mistake: what stands in it is not exported.

Examples:
  $ trucewatch feeds export > trucewatch.opml
  $ trucewatch feeds export --all all.opml`,
    )
    .action(async (file: string | undefined, { all = false }: { all?: boolean }) => {
      const { feeds, problems } = await feedFiles(context)
      for (const problem of problems) context.err(`${showProblem(problem)}\n`)
      const shown = feeds.filter(({ enabled }) => all || enabled)
      const { writeOpml } = await import('../../feeds/opml.ts')
      const opml = writeOpml(shown, context.now())
      if (file === undefined) context.out(opml)
      else {
        await mayBeReplaced(file)
        await writeFile(file, opml)
        context.out(`${file} is written.\n`)
      }
      const pages = shown.filter(({ addresses: [{ list, json }] }) => list || json).length
      if (pages > 0) context.err(`${pages} pages that only trucewatch can read are left out.\n`)
      const secret = shown.filter(({ addresses: [{ url }] }) => holdsSecret(url)).length
      if (secret > 0)
        context.err(
          `${count(secret, 'feed')} with a password or a key in the address: keep this file to yourself.\n`,
        )
      context.exit(problems.length > 0 ? EXIT.findings : EXIT.good)
    })
}

/** An earlier export is replaced; anything else was not meant. */
async function mayBeReplaced(file: string): Promise<void> {
  // A device, such as /dev/stdout, holds nothing; reading it would wait for ever.
  if (!(await stat(file).catch(() => undefined))?.isFile()) return
  const text = await readFile(file, 'utf8')
  if (text.trim() === '' || text.includes('<opml')) return
  throw new ConfigError(
    `${file} is there already and no OPML file; name another one.`,
    'file-exists',
  )
}
