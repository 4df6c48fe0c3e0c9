import { stat } from 'node:fs/promises'
import { Command } from 'commander'
import { ConfigError, RuleError } from '../../domain/errors.ts'
import type { RuleSet } from '../../domain/rule.ts'
import { DAY } from '../../lib/durations.ts'
import { count } from '../../lib/count.ts'
import { cutTo } from '../../lib/width.ts'
import { readArchive } from '../../rules/archive.ts'
import { backtest, type Backtest, type Difference, type Tried } from '../../rules/backtest.ts'
import { errorsOnly } from '../../rules/check/render.ts'
import { loadFiles, loadRules, type Loaded } from '../../rules/files.ts'
import { isVersioned, readRevision } from '../../rules/revision.ts'
import { duration, wholeNumber } from '../options.ts'
import { painter, progress, table } from '../terminal.ts'
import type { RulesContext } from './context.ts'
import { noTopic } from './show.ts'

type Options = {
  readonly since?: number
  readonly topic?: string
  readonly archive?: string
  readonly against?: string
  readonly most: number
  readonly json?: boolean
}

/** `rules backtest`: what an edit of the rules changes, on stored articles or on an archive file. */
export function backtestCommand(context: RulesContext): Command {
  return new Command('backtest')
    .description('what this edit changes: articles that fire (before grouping) gained and lost')
    .option('--since <duration>', 'only articles of the last 30d, 12h, …', duration)
    .option('--topic <id>', 'only this topic')
    .option('--archive <file>', 'articles as JSON lines, .gz or not, in place of the stored ones')
    .option('--against <rev>', 'a git revision or a folder to compare with (default: HEAD)')
    .option('--most <n>', 'how many articles to print of each kind', wholeNumber, 25)
    .option('--json', 'print everything as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ trucewatch rules backtest                        my edit against the last commit, on what is stored
  $ trucewatch rules backtest --since 30d --topic tariffs
  $ trucewatch rules backtest --archive news.jsonl.gz --against ../other-rules`,
    )
    .action(async (options: Options) => {
      const now = usable(await loadRules(context.rulesFolder, { now: context.now() }), context)
      const against = await otherRules(options, context)
      checkTopic(options.topic, now, against?.set)
      const result = await run(now, against?.set, options, context)
      context.out(
        options.json
          ? `${JSON.stringify({ against: against?.name, ...result }, undefined, 2)}\n`
          : asText(result, against?.name, options.most, context),
      )
      context.exit(0)
    })
}

/** A set whose own tests fail can be tried; one that cannot be read cannot. */
function usable(loaded: Loaded, context: RulesContext): RuleSet {
  if (!loaded.compiled) throw new RuleError(errorsOnly(loaded.problems))
  if (!loaded.set) context.err("Some of the rules' own tests fail; `rules check` shows them.\n")
  return loaded.compiled
}

type Other = { readonly name: string; readonly set: RuleSet }

async function otherRules(options: Options, context: RulesContext): Promise<Other | undefined> {
  const { rulesFolder } = context
  if (!options.against && !(await isVersioned(rulesFolder))) {
    context.err('The rules are in no git repository: name a folder with --against to compare.\n')
    return undefined
  }
  const name = options.against ?? 'HEAD'
  const isFolder = await stat(name).then(
    (found) => found.isDirectory(),
    () => false,
  )
  const loaded = isFolder
    ? await loadRules(name, { now: context.now() })
    : loadFiles(await readRevision(rulesFolder, name), [], context.now())
  if (!loaded.compiled)
    throw new RuleError(`The rules in ${name} cannot be read.\n\n${errorsOnly(loaded.problems)}`)
  return { name, set: loaded.compiled }
}

function checkTopic(topic: string | undefined, ...sets: readonly (RuleSet | undefined)[]): void {
  const known = new Set(sets.flatMap((set) => set?.topics.map(({ id }) => id) ?? []))
  if (topic !== undefined && !known.has(topic)) throw noTopic(topic, [...known])
}

async function run(
  now: RuleSet,
  before: RuleSet | undefined,
  options: Options,
  context: RulesContext,
): Promise<Backtest> {
  const line = progress(context, 'articles')
  const stored = options.archive ? undefined : await context.openStoreReadOnly()
  if (!options.archive && !stored)
    throw new ConfigError(
      'There are no stored articles yet. Name a file of articles with --archive.',
      'no-articles',
    )
  try {
    const since = sinceOf(options, context)
    const articles = options.archive
      ? recent(readArchive(options.archive), since)
      : stored!.articlesSince(since ?? 0)
    return await backtest(articles, { now, before, topic: options.topic, onArticle: line.step })
  } finally {
    line.end()
    await stored?.close()
  }
}

function sinceOf(options: Options, context: RulesContext): number | undefined {
  if (options.since === undefined) return options.archive ? undefined : context.now() - 30 * DAY
  return context.now() - options.since
}

async function* recent(
  articles: AsyncIterable<Tried>,
  since: number | undefined,
): AsyncGenerator<Tried> {
  for await (const article of articles)
    if (since === undefined || (article.publishedAt ?? 0) >= since) yield article
}

function asText(
  { articles, topics, differences }: Backtest,
  against: string | undefined,
  most: number,
  context: RulesContext,
): string {
  const counts = table(
    [{ title: 'topic' }, { title: 'before', align: 'right' }, { title: 'now', align: 'right' }],
    topics.map(({ topic, before, after }) => [topic, String(before ?? '–'), String(after)]),
  )
  const head = `${count(articles, 'article')}, ${against ? `compared with ${against}` : 'nothing to compare with'}`
  const kinds = (['gained', 'lost', 'louder', 'quieter'] as const).map((kind) =>
    listed(
      kind,
      differences.filter((each) => each.kind === kind),
      most,
      context,
    ),
  )
  const none = 'Nothing was stored in this time; --since looks further back, --archive into a file.'
  const same = against && differences.length === 0 ? 'No article fires differently.' : ''
  return `${[head, counts, ...kinds, articles === 0 ? none : same].filter(Boolean).join('\n\n')}\n`
}

const SIGNS = { gained: '+', lost: '-', louder: '↑', quieter: '↓' } as const
const COLOURS = { gained: 'green', lost: 'red', louder: 'yellow', quieter: 'cyan' } as const

function listed(
  kind: Difference['kind'],
  differences: readonly Difference[],
  most: number,
  context: RulesContext,
): string {
  if (differences.length === 0) return ''
  const paint = painter(context)
  const shown = differences.slice(0, most).map(({ article, topic, line, file, row, severity }) => {
    const date = article.publishedAt ? new Date(article.publishedAt).toISOString().slice(0, 10) : ''
    const title = cutTo(article.title || '(no title)', 100)
    const head = paint(COLOURS[kind], `${SIGNS[kind]} ${topic} (${severity})`)
    const from = [date, article.publisher].filter(Boolean).join(' ')
    return `${head}  ${title}\n    ${paint('gray', `${from}  ${file}:${row}  ${line}`.trim())}`
  })
  const rest = differences.length - shown.length
  const more = rest > 0 ? [`… and ${rest} more; --most ${differences.length} prints them`] : []
  return [`${kind}: ${differences.length}`, ...shown, ...more].join('\n')
}
