import { Command } from 'commander'
import { readArchive, type ArchiveArticle } from '../rules/archive.ts'
import { evaluate, type Evaluation } from '../rules/evaluate.ts'
import { count } from '../lib/count.ts'
import { cutTo } from '../lib/width.ts'
import { numberOrAll } from './options.ts'
import { writingLines } from './output.ts'
import { progress, table } from './terminal.ts'
import type { RulesContext } from './rules/context.ts'
import { goodRules } from './rules/load.ts'

type Options = { readonly predictions?: string; readonly json?: boolean; readonly misses: number }

/** `eval FILE`: precision and recall of the rules against articles that a reader has labelled. */
export function evalCommand(context: RulesContext): Command {
  return new Command('eval')
    .description('precision and recall against labelled articles, by topic, with the misses')
    .argument('<file>', 'articles as JSON lines, .gz or not: {id, title, lead, body, lang, labels}')
    .option('--predictions <out>', 'write {id, topics: [{id, severity}]} for every article')
    .option('--misses <n>', 'how many misses to print, or all', numberOrAll, 40)
    .option('--json', 'print the figures as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ trucewatch eval labelled.jsonl
  $ trucewatch eval archive.jsonl.gz --predictions fired.jsonl --misses all`,
    )
    .action(async (file: string, options: Options) => {
      const { set } = await goodRules(context)
      const articles = counted(readArchive(file), context)
      const { predictions } = options
      const evaluation = await (predictions === undefined
        ? evaluate(set, articles, () => undefined)
        : writingLines(predictions, (write) => evaluate(set, articles, write)))
      context.out(options.json ? asJson(evaluation) : asText(evaluation, options.misses))
      context.exit(0)
    })
}

async function* counted(
  articles: AsyncIterable<ArchiveArticle>,
  context: RulesContext,
): AsyncGenerator<ArchiveArticle> {
  const line = progress(context, 'articles')
  let done = 0
  try {
    for await (const article of articles) {
      line.step(++done)
      yield article
    }
  } finally {
    line.end()
  }
}

function asJson({ articles, labelled, scores, misses }: Evaluation): string {
  return `${JSON.stringify({ articles, labelled, scores, misses })}\n`
}

function asText(evaluation: Evaluation, most: number): string {
  const { articles, labelled, scores, misses } = evaluation
  if (labelled === 0)
    return `${count(articles, 'article')}, none of them labelled: there is nothing to compare with.
An article needs "labels": the topics that it is about, such as ["tariffs"], or [] for none.
`
  const columns = ['topic', 'labelled', 'fired', 'right', 'precision', 'recall', 'F1']
  const figures = table(
    columns.map((title, index) => ({ title, align: index === 0 ? 'left' : 'right' })),
    scores.map((score) => [
      score.topic,
      String(score.relevant),
      String(score.fired),
      String(score.hits),
      figure(score.precision),
      figure(score.recall),
      figure(score.f1),
    ]),
  )
  const shown = misses.slice(0, most)
  const rows = shown.map(({ kind, topic, lang, title, because }) => [
    kind,
    topic,
    lang,
    cutTo(title, 90),
    because ?? '',
  ])
  const titles = ['', 'topic', 'lang', 'title', 'because of']
  const list = table(
    titles.map((title) => ({ title })),
    rows,
  )
  const rest = misses.length - shown.length
  const more = rest > 0 ? `\n… and ${rest} more; --misses all prints them` : ''
  const head = `${count(articles, 'article')}, ${labelled} of them labelled\n\n${figures}\n`
  return rows.length > 0 ? `${head}\n${list}${more}\n` : head
}

function figure(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(3)
}
