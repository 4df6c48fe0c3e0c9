import { Command } from 'commander'
import { ConfigError } from '../../domain/errors.ts'
import type { Article } from '../../domain/article.ts'
import { explain, type LineReport, type TopicReport } from '../../rules/explain.ts'
import { hitText } from '../../rules/testing.ts'
import { UsageError } from '../exit.ts'
import { painter } from '../terminal.ts'
import type { RulesContext } from './context.ts'
import { goodRules } from './load.ts'
import { noTopic } from './show.ts'

type Options = { readonly topic?: string; readonly json?: boolean }

/** `rules explain`: why a stored article fired, or why not. */
export function explainCommand(context: RulesContext): Command {
  return new Command('explain')
    .description('why a stored article fired, or why not: for every line the nearest miss')
    .argument(
      '<article>',
      "an article's address or id, or the end of its id as `trucewatch alerts` shows it",
    )
    .option('--topic <id>', 'only this topic')
    .option('--json', 'print the explanation as JSON')
    .addHelpText(
      'after',
      `
The rules as they stand in the folder now are asked.

Examples:
  $ trucewatch rules explain 5dpa4hcz
  $ trucewatch rules explain https://example.org/news/magnets.html --topic tariffs`,
    )
    .action(async (id: string, options: Options) => {
      const { set } = await goodRules(context)
      const ids = set.topics.map((topic) => topic.id)
      if (options.topic !== undefined && !ids.includes(options.topic))
        throw noTopic(options.topic, ids)
      const article = await storedArticle(id, context)
      const reports = explain(set, article, options.topic)
      context.out(
        options.json
          ? `${JSON.stringify(jsonOf(article, reports), undefined, 2)}\n`
          : asText(article, reports, context),
      )
      context.exit(0)
    })
}

async function storedArticle(id: string, context: RulesContext): Promise<Article> {
  const store = await context.openStoreReadOnly()
  if (!store) throw new ConfigError('Nothing is stored yet: the bot has not run here.', 'no-store')
  try {
    const found = await store.findArticles(id)
    const exact = found.find((article) => article.id === id)
    const [first, ...others] = exact ? [exact] : found
    if (!first || id.length < SHORTEST)
      throw new UsageError(
        `There is no stored article "${id}". \`trucewatch alerts\` names articles; to ask about a text, use \`trucewatch rules try\`.`,
      )
    if (others.length > 0)
      throw new UsageError(
        `"${id}" is more than one article: ${found.map((article) => article.id).join(', ')}. Name one of them.`,
      )
    return first
  } finally {
    await store.close()
  }
}

/** Less of an id names nothing. */
const SHORTEST = 4

function jsonOf({ id, title }: Article, reports: readonly TopicReport[]): object {
  const topics = reports.map((report) => ({
    ...report,
    lines: report.lines.map(({ line: { list, level, text, file, row }, ...said }) => {
      const { hits, passages: quotes, miss, notes } = said
      return { list, level, line: text, file, row, hits, quotes, miss, notes }
    }),
  }))
  return { article: id, title, topics }
}

const LISTS = ['any', 'all', 'raise', 'none', 'ignore'] as const

function asText(article: Article, reports: readonly TopicReport[], context: RulesContext): string {
  const paint = painter(context)
  const date = article.publishedAt ? new Date(article.publishedAt).toISOString().slice(0, 10) : ''
  const from = [article.publisher, date].filter(Boolean).join(', ')
  const head = `${article.id}  ${paint('bold', article.title)}  ${paint('gray', `(${from})`)}`
  const blocks = reports.map((report) => topicText(report, article, paint))
  return `${[head, ...blocks].join('\n\n')}\n`
}

type Painter = ReturnType<typeof painter>

function topicText(report: TopicReport, article: Article, paint: Painter): string {
  const { topic, severity, obstacles, lines } = report
  const verdict = severity ? paint('green', `fires, ${severity}`) : 'does not fire'
  const blocks = LISTS.map((list) => lines.filter(({ line }) => line.list === list))
    .filter((each) => each.length > 0)
    .map((each) => [
      `  ${each[0]!.line.list}:`,
      ...each.flatMap((line) => lineText(line, article, paint)),
    ])
  return [
    `${paint('bold', topic)}  ${verdict}`,
    ...obstacles.map((each) => `  ${each}`),
    ...blocks.flat(),
  ].join('\n')
}

function lineText(report: LineReport, article: Article, paint: Painter): readonly string[] {
  const { hits, line, passages, miss, notes } = report
  const { row, text, level } = line
  const mark = hits ? paint('green', '+') : paint('gray', '-')
  const head = `  ${mark} ${String(row).padStart(4)}  ${level ? `${level}: ` : ''}${text}`
  const found = passages.map((each) => `${each.field}: found "${hitText(each, article)}"`)
  const reasons = [...found, ...(miss === undefined ? [] : [miss]), ...notes]
  return [head, ...reasons.map((reason) => `            ${paint('gray', reason)}`)]
}
