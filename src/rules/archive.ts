import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { ConfigError } from '../domain/errors.ts'
import type { Matchable } from '../domain/rule.ts'
import { guessLanguage } from './testing.ts'

/** An article of an archive file, with the labels of a reader where it has some. */
export type ArchiveArticle = Matchable & {
  readonly id: string
  readonly url: string | undefined
  /** Epoch milliseconds. */
  readonly publishedAt: number | undefined
  readonly publisher: string
  /** The topics that a reader says it is about; undefined: nobody has read it. */
  readonly labels: readonly string[] | undefined
}

/**
 * Streams articles from a file of JSON lines, gzipped or not: {id, title, lead, body, lang, date, source, url, labels}.
 * A line needs an id and a title or a text. Throws ConfigError with file and line.
 */
export async function* readArchive(path: string): AsyncGenerator<ArchiveArticle> {
  const file = createReadStream(path)
  const input = path.endsWith('.gz') ? file.pipe(createGunzip()) : file
  file.on('error', (cause) => input.destroy(cause))
  let row = 0
  let articles = 0
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      row++
      if (line.trim() === '') continue
      articles++
      yield toArticle(line, `${path}:${row}`)
    }
    if (articles === 0) throw new ConfigError(`${path} holds no article.`, 'bad-archive')
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause
    const { code, message } = cause as NodeJS.ErrnoException
    const reason = (code && REASONS[code]) ?? message
    throw new ConfigError(`${path} cannot be read: ${reason}.`, 'bad-archive', cause)
  } finally {
    file.destroy()
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read by this user',
  Z_DATA_ERROR: 'it is not gzipped, or damaged',
  Z_BUF_ERROR: 'it ends in the middle',
}

function toArticle(line: string, place: string): ArchiveArticle {
  const row = parse(line, place)
  const [title, lead, body] = [text(row['title']), text(row['lead']), text(row['body'])]
  const id = text(row['id'])
  if (!id) throw new ConfigError(`${place} has no id.`, 'bad-archive')
  if (`${title}${lead}${body}` === '')
    throw new ConfigError(`${place} has neither title, lead nor body.`, 'bad-archive')
  const lang = text(row['lang']) || guessLanguage(title + lead)
  const time = Date.parse(text(row['date']) || text(row['publishedAt']))
  const source = text(row['source'])
  const labels = row['labels']
  return {
    id,
    title,
    lead,
    body,
    lang,
    langs: [lang],
    feeds: source ? [source] : [],
    tags: [],
    url: text(row['url']) || undefined,
    publishedAt: Number.isNaN(time) ? undefined : time,
    publisher: source,
    labels: Array.isArray(labels) ? labels.map(String) : undefined,
  }
}

function parse(line: string, place: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch {
    // Told below: whatever is not an object is of no use here.
  }
  throw new ConfigError(`${place} is not a JSON object.`, 'bad-archive')
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}
