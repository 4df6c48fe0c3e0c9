import { Command } from 'commander'
import { ConfigError } from '../../domain/errors.ts'
import type { Matchable, Match, Passage, RuleSet } from '../../domain/rule.ts'
import { guessLanguage, hitText } from '../../rules/testing.ts'
import { painter } from '../terminal.ts'
import type { RulesContext } from './context.ts'
import { goodRules } from './load.ts'

type Options = { readonly title?: string; readonly lang?: string; readonly json?: boolean }

/** `rules try`: which topics fire on a text, and why. */
export function tryCommand(context: RulesContext): Command {
  return new Command('try')
    .description('which topics fire on this text, and why')
    .argument('<text>', 'a text, the address of a page, or - for standard input')
    .option('--title <title>', 'the headline; the whole text is then the body')
    .option('--lang <code>', 'the language, such as en or zh')
    .option('--json', 'print the topics and their evidence as JSON')
    .addHelpText(
      'after',
      `
One line is a title; of several the first is the title and the rest the body.

Examples:
  $ trucewatch rules try "China approves export licences for samarium magnets"
  $ trucewatch rules try https://example.org/news/magnets.html
  $ trucewatch rules try - < article.txt`,
    )
    .action(async (text: string, options: Options) => {
      const { set } = await goodRules(context)
      const article = await articleFrom(text, options, context)
      const matches = set.match(article)
      context.out(options.json ? asJson(matches) : asText(matches, article, set, context))
      context.exit(0)
    })
}

async function articleFrom(
  text: string,
  options: Options,
  context: RulesContext,
): Promise<Matchable> {
  const page = /^https?:\/\/\S+$/i.test(text) ? await fetchPage(text, context) : undefined
  const said = page ?? split(text === '-' ? await context.readInput() : text)
  const whole = options.title === undefined ? said : together(said)
  const title = options.title ?? whole.title
  if (`${title}${whole.body}`.trim() === '')
    throw new ConfigError('There is no text to try the rules on.', 'no-text')
  const lang = options.lang ?? page?.lang ?? guessLanguage(title + whole.body)
  return { title, lead: '', body: whole.body, lang, langs: [lang], feeds: [], tags: [] }
}

type Text = { readonly title: string; readonly body: string }

function split(text: string): Text {
  const [title = '', ...rest] = text.trim().split(/\r?\n/)
  return { title: title.trim(), body: rest.join('\n').trim() }
}

function together({ title, body }: Text): Text {
  return { title: '', body: [title, body].filter(Boolean).join('\n') }
}

async function fetchPage(
  url: string,
  context: RulesContext,
): Promise<Text & { readonly lang: string | undefined }> {
  const fetcher = await context.fetcher()
  try {
    const answer = await fetcher.fetch({ url, accept: 'text/html' })
    const { statusFault } = await import('../../feeds/poll/status.ts')
    if (answer.status >= 400) throw statusFault(answer, context.now())
    const { readable } = await import('../../lib/html.ts')
    return readable(answer.body, answer.headers['content-type'] ?? '', answer.url)
  } finally {
    await fetcher.close()
  }
}

type Painter = ReturnType<typeof painter>

function asJson(matches: readonly Match[]): string {
  const topics = matches.map(({ topic, severity, evidence }) => ({
    id: topic,
    severity,
    evidence: evidence.flatMap(({ line: { text: line, file, row }, passages }) =>
      passages.map(({ field, quote, start, end }) => ({
        line,
        file,
        row,
        field,
        quote,
        start,
        end,
      })),
    ),
  }))
  return `${JSON.stringify({ topics }, undefined, 2)}\n`
}

function asText(
  matches: readonly Match[],
  article: Matchable,
  set: RuleSet,
  context: RulesContext,
): string {
  const paint = painter(context)
  if (matches.length === 0)
    return `No topic fires (${set.topics.length} were tried). \`trucewatch rules show TOPIC\` prints what each looks for.\n`
  const blocks = matches.map((match) => {
    const head = `${paint('bold', match.topic)}  ${match.severity}  ${match.title}`
    const lines = match.evidence.flatMap(
      ({ line: { text, file, row, level: raised }, passages }) => {
        const level = raised ? ` (${raised})` : ''
        const where = `  ${file}:${row}  ${paint('cyan', text)}${level}`
        return [where, ...passages.map((passage) => passageText(passage, article, paint))]
      },
    )
    return [head, ...lines].join('\n')
  })
  return `${blocks.join('\n\n')}\n`
}

function passageText(passage: Passage, article: Matchable, paint: Painter): string {
  const found = `${passage.field}: found "${hitText(passage, article)}"`
  return `      ${found}\n      ${paint('gray', oneLine(passage.quote))}`
}

function oneLine(quote: string): string {
  return quote.replaceAll(/\s+/g, ' ').trim()
}
