import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import type { Feed } from '../../domain/feed.ts'
import { readYaml, type YamlFile } from '../../lib/yaml.ts'
import { nearest } from '../../text/natural.ts'
import { feedSchema, feedKeys, fileSchema, type WrittenFeed } from './schema.ts'

/** Something wrong in a feed file, where it stands; 1-based. */
export type Problem = {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
}

export type ReadFeeds = { readonly feeds: readonly Feed[]; readonly problems: readonly Problem[] }

/**
 * Reads all feed files of a folder, in the order of their names. Everything wrong is said at once; feeds without
 * fault are returned beside it. Throws where the folder cannot be read.
 */
export async function readFeeds(folder: string): Promise<ReadFeeds> {
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).toSorted()
  const files = await Promise.all(
    names.map(async (name) =>
      readFeedFile(join(folder, name), await readFile(join(folder, name), 'utf8')),
    ),
  )
  const feeds = files.flatMap((file) => file.feeds)
  return { feeds, problems: [...files.flatMap((file) => file.problems), ...doubled(feeds)] }
}

/** Reads the text of one feed file. */
export function readFeedFile(file: string, text: string): ReadFeeds {
  const yaml = readYaml(file, text)
  const problems: Problem[] = yaml.problems.map(({ at, message }) => ({ file, ...at, message }))
  if (problems.length > 0) return { feeds: [], problems }
  const whole = fileSchema.safeParse(yaml.document.toJS() ?? {})
  if (!whole.success)
    return { feeds: [], problems: whole.error.issues.flatMap((issue) => describe(yaml, [], issue)) }
  const feeds: Feed[] = []
  for (const [index, written] of whole.data.feeds.entries()) {
    const defaults = (yaml.document.toJS() as { defaults?: object }).defaults
    const read = feedSchema.safeParse({ ...defaults, ...(written as object) })
    const { line } = yaml.locate(['feeds', index])
    if (read.success) feeds.push(toFeed(read.data, file, line))
    else
      problems.push(
        ...read.error.issues.flatMap((issue) => describe(yaml, ['feeds', index], issue)),
      )
  }
  return { feeds, problems }
}

function toFeed(written: WrittenFeed, file: string, line: number): Feed {
  const { id, title, url, publisher, or = [], list, json, lang, tags, every, zone } = written
  return {
    id,
    title,
    publisher: publisher ?? title,
    addresses: [
      { url, list, json },
      ...or.map((other) => ({ url: other.url, list: other.list, json: other.json })),
    ],
    lang,
    tags: tags ?? [],
    every,
    zone,
    userAgent: written.user_agent,
    allowPrivate: written.allow_private === true,
    enabled: written.enabled !== false,
    file,
    line,
  }
}

function describe(
  yaml: YamlFile,
  base: readonly PropertyKey[],
  issue: z.core.$ZodIssue,
): Problem[] {
  const path = [...base, ...issue.path]
  const at = (to: readonly PropertyKey[]) => ({ file: yaml.file, ...yaml.locate(to) })
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ ...at([...path, key]), message: unknownKey(key) }))
  const name = issue.path.filter((part) => typeof part === 'string').join('.')
  if (issue.code === 'invalid_type' && issue.input === undefined)
    return [
      {
        ...at(path),
        message: `${name || 'feeds'} is missing${name ? '' : ': write feeds: and a list of feeds'}`,
      },
    ]
  return [{ ...at(path), message: `${name} ${issue.message}`.trim() }]
}

function unknownKey(key: string): string {
  const meant = nearest(
    key,
    feedKeys().map((each) => each.key),
  )
  return `there is no key "${key}"${meant ? `; did you mean ${meant}?` : ''}`
}

function doubled(feeds: readonly Feed[]): Problem[] {
  const first = new Map<string, Feed>()
  return feeds.flatMap((feed) => {
    const other = first.get(feed.id)
    if (!other) first.set(feed.id, feed)
    const { file, line } = feed
    return other
      ? [
          {
            file,
            line,
            column: 1,
            message: `the id ${feed.id} is taken by ${other.file}:${other.line}`,
          },
        ]
      : []
  })
}

/** A problem as a line: `feeds/press.yaml:12:5  …`. */
export function showProblem({ file, line, column, message }: Problem): string {
  return `${file}:${line}:${column}  ${message}`
}
