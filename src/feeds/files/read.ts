import type { Feed } from '../../domain/feed.ts'
import { readYaml, type YamlFile, type YamlProblem } from '../../lib/yaml.ts'
import { inPlainWords, LOOK_AROUND, small } from '../../lib/yaml-words.ts'
import { problemsOf, type Problem } from './problem.ts'
import { feedSchema, fileSchema, type WrittenFeed } from './schema.ts'

export type ReadFeeds = { readonly feeds: readonly Feed[]; readonly problems: readonly Problem[] }

/** Reads the text of one feed file. Never throws; a feed with a fault is left out and named in `problems`. */
export function readFeedFile(file: string, text: string): ReadFeeds {
  const yaml = readYaml(file, text)
  if (yaml.problems.length > 0)
    return {
      feeds: [],
      problems: yaml.problems.map((problem) => ({
        file,
        ...problem.at,
        message: inWords(problem),
      })),
    }
  const document: unknown = yaml.document.toJS() ?? undefined
  const whole = fileSchema.safeParse(document)
  if (!whole.success)
    return {
      feeds: [],
      problems: whole.error.issues.flatMap((issue) => problemsOf(yaml, [], issue)),
    }
  const { defaults } = document as { defaults?: object }
  const read = whole.data.feeds.map((written, index) => readFeed(yaml, index, defaults, written))
  return {
    feeds: read.flatMap(({ feeds }) => feeds),
    problems: read.flatMap(({ problems }) => problems),
  }
}

/** What is ours says itself what to do; of the parser's own words (a code in capitals) nobody knows. */
function inWords({ code, message }: YamlProblem): string {
  if (!/^[A-Z_]+$/.test(code) || OURS.has(code)) return message
  if (message.startsWith('Sequence item without'))
    return 'this line stands in one column with nothing above it, and begins with no dash'
  const { message: words, cure } = inPlainWords(message) ?? {
    message: small(message),
    cure: LOOK_AROUND,
  }
  return `${words}; ${cure}`
}

const OURS = new Set(['DUPLICATE_KEY', 'MULTIPLE_DOCS'])

function readFeed(
  yaml: YamlFile,
  index: number,
  defaults: object | undefined,
  written: unknown,
): ReadFeeds {
  const path = ['feeds', index]
  const filled = isBlock(written) ? { ...defaults, ...written } : written
  const read = feedSchema.safeParse(filled)
  if (read.success)
    return { feeds: [toFeed(read.data, yaml.file, yaml.locate(path).line)], problems: [] }
  // A key that does not exist is often the reason why another one is missing.
  const issues = read.error.issues.toSorted((a, b) => rank(a) - rank(b))
  const problems = issues.flatMap((issue) => problemsOf(yaml, path, issue))
  return { feeds: [], problems }
}

function rank({ code }: { readonly code: string }): number {
  return code === 'unrecognized_keys' ? 0 : 1
}

function isBlock(written: unknown): written is object {
  return typeof written === 'object' && written !== null && !Array.isArray(written)
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

/** An id names one feed in all files. */
export function doubledIds(feeds: readonly Feed[]): readonly Problem[] {
  const first = new Map<string, Feed>()
  const problems: Problem[] = []
  for (const feed of feeds) {
    const { id, file, line } = feed
    const other = first.get(id)
    if (other)
      problems.push({
        file,
        line,
        column: 1,
        message: `the id ${id} is taken by ${other.file}:${other.line}`,
      })
    else first.set(id, feed)
  }
  return problems
}
