import { readFile } from 'node:fs/promises'
import { Command } from 'commander'
import { ConfigError, FeedError } from '../../domain/errors.ts'
import { fileTrouble } from '../../lib/text-file.ts'
import type { ListSelectors } from '../../domain/feed.ts'
import type { Trial, TrialOptions } from '../../feeds/parse/try.ts'
import type { CliContext } from '../context.ts'
import { EXIT } from '../exit.ts'
import { trialText } from './trial-text.ts'

type Options = {
  readonly json?: boolean
  readonly zone?: string
  readonly allowPrivate?: boolean
} & { readonly [part in keyof ListSelectors]?: string }

/** `trucewatch feeds try`: what stands at an address, and how to read it. */
export function tryCommand(context: CliContext): Command {
  return new Command('try')
    .description(
      'fetch one page, say what it is, print its entries; for a page without a feed propose selectors',
    )
    .argument('<url>', 'an address, or a file')
    .option('--item <selector>', 'try this selector for the rows of a list page')
    .option('--title <selector>', 'the title within a row')
    .option('--link <selector>', 'the link within a row')
    .option('--lead <selector>', 'the summary within a row')
    .option('--date <selector>', 'the date within a row')
    .option('--zone <zone>', 'the zone of dates that carry none, such as Asia/Shanghai')
    .option('--allow-private', 'the address may lie on this machine or in your own network')
    .option('--json', 'print what was found as JSON')
    .addHelpText(
      'after',
      `
Exit code 1 where nothing can be read.

Examples:
  $ trucewatch feeds try https://example.org/feed.xml
  $ trucewatch feeds try https://example.org/news --item .row --title h3 --date time`,
    )
    .action(async (address: string, options: Options) => {
      const { bytes, url, contentType } = await load(context, address, options)
      const { tryDocument } = await import('../../feeds/parse/try.ts')
      const trial = await tryDocument(bytes, trialOptions(url, contentType, options, context.now()))
      context.out(options.json ? asJson(url, trial) : trialText(url, trial, context))
      context.exit(trial.parsed ? EXIT.good : EXIT.findings)
    })
}

type Loaded = {
  readonly bytes: Uint8Array
  readonly url: string
  readonly contentType: string | undefined
}

async function load(context: CliContext, address: string, options: Options): Promise<Loaded> {
  if (!/^https?:\/\//i.test(address))
    return { bytes: await readDocument(address), url: '', contentType: undefined }
  const fetcher = await context.fetcher()
  try {
    const allowPrivate = options.allowPrivate === true
    const answer = await fetcher.fetch({ url: address, allowPrivate })
    if (answer.status >= 400)
      throw new FeedError(
        answer.status >= 500 ? 'http-5xx' : 'http-4xx',
        `${address} answers with status ${answer.status}.`,
      )
    return { bytes: answer.body, url: answer.url, contentType: answer.headers['content-type'] }
  } finally {
    await fetcher.close()
  }
}

/** An address is easily written without its beginning. */
async function readDocument(file: string): Promise<Uint8Array> {
  return readFile(file).catch((cause: NodeJS.ErrnoException) => {
    const isHost = cause.code === 'ENOENT' && /^[\w-]+(?:\.[\w-]+)+(?:\/|$)/.test(file)
    const cure = isHost ? ` If it is an address: https://${file}` : ''
    throw new ConfigError(`${file}: ${fileTrouble(cause)}.${cure}`, 'no-document', cause)
  })
}

function trialOptions(
  url: string,
  contentType: string | undefined,
  { item, title, link, lead, date, zone }: Options,
  now: number,
): TrialOptions {
  const list = item === undefined ? undefined : { item, title, link, lead, date }
  return { url, contentType, list, zone, now }
}

function asJson(url: string, { parsed, fault, feeds, list, json }: Trial): string {
  const found = {
    url: url || undefined,
    kind: parsed?.kind,
    title: parsed?.title,
    error: parsed ? undefined : fault?.message,
    feeds,
    list,
    json,
    entries: parsed?.entries.map((entry) => ({
      ...entry,
      published: dated(entry.published),
      updated: dated(entry.updated),
    })),
  }
  return `${JSON.stringify(found, undefined, 2)}\n`
}

function dated(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString()
}
