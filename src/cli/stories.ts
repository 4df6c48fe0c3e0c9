import { Command } from 'commander'
import type { Article } from '../domain/article.ts'
import { readArchive, type ArchiveArticle } from '../rules/archive.ts'
import { writingLines, type WriteLine } from './output.ts'
import { progress, type TerminalOutput } from './terminal.ts'

type Context = TerminalOutput & { exit(code: number): void }
type Options = { readonly out: string }

/** `stories`: how reports are put together. */
export function storiesCommand(context: Context): Command {
  return new Command('stories')
    .description('which reports are of one event')
    .addCommand(groupCommand(context))
    .addHelpText('after', `\n${EXAMPLE}`)
}

const EXAMPLE = 'Example:\n  $ trucewatch stories group archive.jsonl --out stories.jsonl'

/** `stories group FILE --out OUT`: the stories of an archive. */
function groupCommand(context: Context): Command {
  return new Command('group')
    .description('group an archive into stories, in the order of its dates')
    .argument('<file>', 'articles as JSON lines, .gz or not: {id, title, lead, date, source}')
    .requiredOption('--out <out>', 'write {id, story} for every article')
    .addHelpText('after', `\n${EXAMPLE}`)
    .action(async (file: string, { out }: Options) => {
      const articles = await readInOrder(file)
      const stories = await writingLines(out, (write) => groupInto(write, articles, context))
      context.out(`${articles.length} articles, ${stories} stories; written to ${out}\n`)
      context.exit(0)
    })
}

/** An article without a date stands where it stands in the file. */
async function readInOrder(file: string): Promise<readonly Article[]> {
  const articles: Article[] = []
  let last = 0
  for await (const article of readArchive(file)) {
    last = article.publishedAt ?? last
    articles.push(archived(article, last))
  }
  return articles.toSorted((a, b) => a.firstSeenAt - b.firstSeenAt)
}

function archived(article: ArchiveArticle, at: number): Article {
  return { ...article, publishedAt: at, firstSeenAt: at }
}

/** How many stories there are; every article is grouped, as if it had come alone. */
async function groupInto(
  write: WriteLine,
  articles: readonly Article[],
  context: Context,
): Promise<number> {
  const { createStoryIndex } = await import('../stories/index.ts')
  const index = createStoryIndex()
  const stories = new Set<string>()
  const line = progress(context, 'articles')
  for (const [done, article] of articles.entries()) {
    const draft = index.draft()
    const { report } = draft.place(article, [], article.firstSeenAt)
    draft.add(report)
    draft.commit()
    stories.add(report.story)
    await write({ id: article.id, story: report.story })
    line.step(done + 1)
  }
  line.end()
  return stories.size
}
