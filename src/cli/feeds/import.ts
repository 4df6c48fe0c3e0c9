import { rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { Command } from 'commander'
import { ConfigError } from '../../domain/errors.ts'
import { isFeedFile, showProblem } from '../../feeds/files/index.ts'
import type { Imported } from '../../feeds/import.ts'
import type { Opml } from '../../feeds/opml.ts'
import { count } from '../../lib/count.ts'
import { fileTrouble, readText } from '../../lib/text-file.ts'
import type { CliContext } from '../context.ts'
import { EXIT, UsageError } from '../exit.ts'
import { writeNewFile } from '../output.ts'
import { leftOutText } from './left-out.ts'
import { feedFiles } from './read.ts'

/** `trucewatch feeds import FILE.opml`: makes feed files of another reader's subscriptions. */
export function importCommand(context: CliContext): Command {
  return new Command('import')
    .description("make a feed file of another reader's subscriptions (OPML)")
    .argument('<file>', 'an OPML file')
    .option('--to <file>', 'the file to write; FOLDER/NAME.yaml of the OPML file without')
    .addHelpText(
      'after',
      `
What is read by a feed already is left out. No file is overwritten. Hundreds of feeds become several files: NAME-1.yaml
and so on. Exit code 1 where the end of the OPML file is missing.

Examples:
  $ trucewatch feeds import subscriptions.opml
  $ trucewatch feeds import subscriptions.opml --to feeds/mine.yaml`,
    )
    .action(async (file: string, { to }: { to?: string }) => {
      const target = to ?? join(context.config().feedsDir, nameFor(file))
      if (!isFeedFile(basename(target)))
        throw new UsageError(
          `${target} would never be read: the name of a feed file ends in .yaml or .yml and begins with no dot.`,
        )
      const { readOpml } = await import('../../feeds/opml.ts')
      const { importFiles } = await import('../../feeds/import.ts')
      const opml = readOpml(await opmlText(file))
      const { feeds, problems } = await feedFiles(context)
      // What a file with a mistake reads is not known, and may be added again.
      for (const problem of problems) context.err(`${showProblem(problem)}\n`)
      const imported = importFiles(opml.subscriptions, feeds)
      context.err(leftOutText(file, opml, imported.unwritable))
      if (opml.subscriptions.length === 0) throw noFeeds(file, opml)
      const names = namesFor(target, imported.files.length)
      await writeAll(names, imported.files)
      context.out(report(names, imported, context.config().feedsDir))
      context.exit(opml.ending === 'whole' ? EXIT.good : EXIT.findings)
    })
}

function noFeeds(file: string, { leftOut }: Opml): ConfigError {
  const end = leftOut.length > 0 ? ' that can be read.' : '; is it an OPML file?'
  return new ConfigError(`${file} names no feed${end}`, 'no-opml')
}

async function opmlText(file: string): Promise<string> {
  return readText(file).catch((cause: unknown) => {
    throw new ConfigError(`${file} cannot be read: ${fileTrouble(cause)}.`, 'no-opml', cause)
  })
}

function nameFor(opmlFile: string): string {
  const name = basename(opmlFile)
    .replace(/\.\w+$/, '')
    .replace(/^\.+/, '')
  return `${name || 'imported'}.yaml`
}

/** `mine.yaml`, or `mine-1.yaml`, `mine-2.yaml` and so on. */
function namesFor(target: string, files: number): readonly string[] {
  if (files === 1) return [target]
  return Array.from({ length: files }, (_, at) => target.replace(/(?=\.ya?ml$)/i, `-${at + 1}`))
}

/** All of them or none. */
async function writeAll(names: readonly string[], files: Imported['files']): Promise<void> {
  const done: string[] = []
  try {
    for (const [at, name] of names.entries()) {
      await writeNewFile(name, files[at]!.text, 'name another file with --to')
      done.push(name)
    }
  } catch (error) {
    await Promise.all(done.map((name) => rm(name, { force: true })))
    throw error
  }
}

function report(names: readonly string[], { files, known }: Imported, folder: string): string {
  const were = known === 1 ? 'was' : 'were'
  const left = known > 0 ? `; ${known.toLocaleString('en')} ${were} known already` : ''
  if (files.length === 0) return `Nothing to add${left}.\n`
  const lines = names.map((name, at) => `${name}: ${count(files[at]!.feeds, 'feed')}`)
  const isRead = resolve(dirname(names[0]!)) === resolve(folder)
  const next = isRead
    ? 'See whether they answer: trucewatch feeds check'
    : `${names.length === 1 ? 'It is read once it stands' : 'They are read once they stand'} in ${folder}.`
  if (lines.length === 1) return `${lines[0]}${left}. ${next}\n`
  const all = files.reduce((sum, { feeds }) => sum + feeds, 0)
  return `${lines.join('\n')}\n${count(all, 'feed')} in ${count(files.length, 'file')}${left}. ${next}\n`
}
