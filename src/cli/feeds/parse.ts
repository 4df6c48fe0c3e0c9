import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { Command } from 'commander'
import { FeedError } from '../../domain/errors.ts'
import type { ParsedFeed } from '../../feeds/parse/index.ts'
import type { CliContext } from '../context.ts'
import { entryCount } from './trial-text.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.json': 'application/json',
  '.html': 'text/html',
}

/** `trucewatch feeds parse`: reads documents from files, as a fetch would deliver them. */
export function parseCommand(context: CliContext): Command {
  return new Command('parse')
    .description('read the feed documents of a folder, to see what is made of them')
    .argument('<folder>', 'a folder of documents, or one document')
    .option('--jsonl', 'print one JSON line a document')
    .addHelpText(
      'after',
      '\nExamples:\n  $ trucewatch feeds parse saved-feeds\n  $ trucewatch feeds parse saved-feeds --jsonl > entries.jsonl',
    )
    .action(async (folder: string, { jsonl = false }: { jsonl?: boolean }) => {
      let refused = 0
      for (const file of await filesIn(folder)) {
        const row = await parseFile(folder, file, context.now())
        if (!row.ok) refused++
        context.out(jsonl ? `${JSON.stringify(row)}\n` : `${describe(row)}\n`)
      }
      context.exit(refused > 0 && !jsonl ? 1 : 0)
    })
}

type Row = { readonly file: string } & (
  | { readonly ok: false; readonly error: string }
  | {
      readonly ok: true
      readonly feed: { title: string; url: string | undefined; description: string | undefined }
      readonly entries: readonly object[]
    }
)

async function filesIn(folder: string): Promise<readonly string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    () => undefined,
  )
  if (!found) return ['']
  return found
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length)
        .replace(/^[\\/]/, '')
        .replaceAll('\\', '/'),
    )
    .toSorted()
}

async function parseFile(folder: string, file: string, now: number): Promise<Row> {
  const bytes = await readFile(file ? join(folder, file) : folder)
  const contentType = TYPES[extname(file || folder)]
  const { parseFeed } = await import('../../feeds/parse/index.ts')
  try {
    const parsed = await parseFeed(bytes, { url: '', contentType, now })
    return {
      file: file || folder,
      ok: true,
      feed: {
        title: parsed.title,
        url: parsed.url,
        description: parsed.description,
      },
      entries: parsed.entries.map(toRow),
    }
  } catch (error) {
    if (!(error instanceof FeedError)) throw error
    return { file: file || folder, ok: false, error: error.message }
  }
}

function toRow(entry: ParsedFeed['entries'][number]): object {
  const { id, title, url, author, published, updated, summary, content } = entry
  function iso(at: number | undefined) {
    return at === undefined ? undefined : new Date(at).toISOString()
  }
  return {
    id: id ?? url,
    author,
    title,
    url,
    published: iso(published),
    updated: iso(updated),
    summary,
    content,
  }
}

function describe(row: Row): string {
  if (!row.ok) return `${row.file}  ${row.error}`
  return `${row.file}  ${entryCount(row.entries.length)}, ${row.feed.title || 'without a title'}`
}
