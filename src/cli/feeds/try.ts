import { Command } from 'commander'
import type { ListSelectors } from '../../domain/feed.ts'
import { publicUrl } from '../../feeds/fetch/public-url.ts'
import type { Trial, TrialOptions } from '../../feeds/parse/try.ts'
import { isZone } from '../../lib/zones.ts'
import type { CliContext } from '../context.ts'
import { EXIT, UsageError } from '../exit.ts'
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
      check(options)
      const { loadDocument } = await import('./document.ts')
      const { tryDocument } = await import('../../feeds/parse/try.ts')
      const loaded = await loadDocument(context, address, options.allowPrivate === true)
      const { bytes, url, contentType } = loaded
      const trial = await tryDocument(bytes, trialOptions(url, contentType, options, context.now()))
      context.out(options.json ? asJson(url, trial) : trialText(url, trial, context))
      context.exit(trial.parsed ? EXIT.good : EXIT.findings)
    })
}

/** What is wrong with options that cannot be meant so. Throws UsageError. */
function check({ item, title, link, lead, date, zone }: Options): void {
  const [within] =
    Object.entries({ title, link, lead, date }).find(([, given]) => given !== undefined) ?? []
  if (within !== undefined && item === undefined)
    throw new UsageError(
      `--${within} looks within the rows of a list page: say with --item what a row is.`,
    )
  if (zone !== undefined && !isZone(zone))
    throw new UsageError(
      `There is no time zone ${zone}; write one such as Asia/Shanghai, America/New_York or UTC.`,
    )
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

function asJson(url: string, { parsed, fault, feeds, list, json, idle }: Trial): string {
  const found = {
    url: url === '' ? undefined : publicUrl(url),
    kind: parsed?.kind,
    title: parsed?.title,
    error: parsed ? undefined : fault?.message,
    feeds,
    list,
    json,
    idle: idle?.length ? idle : undefined,
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
