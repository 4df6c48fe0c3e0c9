import { createWriteStream, type WriteStream } from 'node:fs'
import { once } from 'node:events'
import { rename, rm, stat } from 'node:fs/promises'
import { Command } from 'commander'
import { ConfigError } from '../domain/errors.ts'
import { readArchive, type ArchiveArticle } from '../rules/archive.ts'
import { evaluate, type Evaluation, type Prediction } from '../rules/evaluate.ts'
import { count } from '../lib/count.ts'
import { cutTo } from '../lib/width.ts'
import { numberOrAll } from './options.ts'
import { fileTrouble } from '../lib/text-file.ts'
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
      const evaluation = await withOutput(options.predictions, (write) =>
        evaluate(set, articles, write),
      )
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

type Write = (prediction: Prediction) => Promise<void>

/** What is written takes its name only when all of it is there: a bad line leaves an earlier file as it was. */
async function withOutput<T>(
  path: string | undefined,
  work: (write: Write) => Promise<T>,
): Promise<T> {
  if (path === undefined) return work(async () => undefined)
  // A device, such as /dev/stdout, is written to as it is.
  const isPlain = (await stat(path).catch(() => undefined))?.isFile() ?? true
  const part = isPlain ? `${path}.part` : path
  const stream = await openOutput(part)
  try {
    const result = await work(async (prediction) => {
      if (!stream.write(`${JSON.stringify(prediction)}\n`)) await once(stream, 'drain')
    })
    await closed(stream)
    if (isPlain) await rename(part, path)
    return result
  } catch (error) {
    await closed(stream)
    if (isPlain) await rm(part, { force: true })
    throw error
  }
}

async function openOutput(path: string): Promise<WriteStream> {
  const stream = createWriteStream(path)
  await once(stream, 'open').catch((cause: Error) => {
    throw new ConfigError(`${path} cannot be written: ${fileTrouble(cause)}.`, 'bad-output', cause)
  })
  return stream
}

async function closed(stream: WriteStream): Promise<void> {
  stream.end()
  await once(stream, 'close')
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
