import { Command } from 'commander'
import { ConfigError } from '../../domain/errors.ts'
import type { Article } from '../../domain/article.ts'
import type { Store } from '../../domain/ports.ts'
import type { Match, RuleSet } from '../../domain/rule.ts'
import { nearestMisses } from '../../rules/nearest.ts'
import { hitInWords } from '../../rules/testing.ts'
import { painter } from '../terminal.ts'
import type { RulesContext } from './context.ts'
import { goodRules } from './load.ts'
import { noTopic } from './show.ts'

type Options = { readonly topic?: string; readonly json?: boolean }

/** `rules explain`: why a stored article fired, or why not. */
export function explainCommand(context: RulesContext): Command {
  return new Command('explain')
    .description('why a stored article fired, or why not: for every line the nearest miss')
    .argument('<article>', "an article's id or its address")
    .option('--topic <id>', 'only this topic')
    .option('--json', 'print the explanation as JSON')
    .addHelpText(
      'after',
      `
The rules as they stand in the folder now are asked. \`trucewatch alerts\` prints the ids of articles.

Examples:
  $ trucewatch rules explain 3kq7m2xw5dpa4hcz
  $ trucewatch rules explain https://example.org/news/magnets.html --topic tariffs`,
    )
    .action(async (id: string, options: Options) => {
      const { set } = await goodRules(context)
      const ids = set.topics.map((topic) => topic.id)
      if (options.topic !== undefined && !ids.includes(options.topic))
        throw noTopic(options.topic, ids)
      const article = await storedArticle(id, context)
      const told = ids
        .filter((topic) => options.topic === undefined || topic === options.topic)
        .map((topic) => tell(set, article, topic))
      context.out(
        options.json
          ? `${JSON.stringify({ article: article.id, title: article.title, topics: told }, undefined, 2)}\n`
          : asText(article, told, context),
      )
      context.exit(0)
    })
}

async function storedArticle(id: string, context: RulesContext): Promise<Article> {
  const store = await context.openStoreReadOnly()
  if (!store) throw new ConfigError('Nothing is stored yet: the bot has not run here.', 'no-store')
  try {
    const found = (await store.article(id)) ?? (await byAddress(id, store))
    if (found) return found
    throw new ConfigError(
      `There is no stored article "${id}". To ask about a text, use \`rules try\`.`,
      'no-such-article',
    )
  } finally {
    await store.close()
  }
}

async function byAddress(address: string, store: Store): Promise<Article | undefined> {
  if (!/^https?:/i.test(address)) return undefined
  for await (const article of store.articlesSince(0)) if (article.url === address) return article
  return undefined
}

type Told = {
  readonly id: string
  readonly severity: Match['severity'] | undefined
  readonly lines: readonly string[]
}

function tell(set: RuleSet, article: Article, id: string): Told {
  const match = set.match(article).find(({ topic }) => topic === id)
  if (!match) return { id, severity: undefined, lines: nearestMisses(set, article, id) }
  return {
    id,
    severity: match.severity,
    lines: match.evidence.map((evidence) => hitInWords(evidence, article)),
  }
}

function asText(article: Article, told: readonly Told[], context: RulesContext): string {
  const paint = painter(context)
  const date = article.publishedAt ? new Date(article.publishedAt).toISOString().slice(0, 10) : ''
  const from = [article.publisher, date].filter(Boolean).join(', ')
  const head = `${article.id}  ${paint('bold', article.title)}  ${paint('gray', `(${from})`)}`
  const blocks = told.map(({ id, severity, lines }) => {
    const fires = severity ? paint('green', `fires, ${severity}`) : paint('gray', 'does not fire')
    return [`${paint('bold', id)}  ${fires}`, ...lines.map((line) => `  ${line}`)].join('\n')
  })
  return `${[head, ...blocks].join('\n\n')}\n`
}
