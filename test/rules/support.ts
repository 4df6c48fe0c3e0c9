import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { onTestFinished } from 'vitest'
import { evalCommand } from '../../src/cli/eval.ts'
import type { Article } from '../../src/domain/article.ts'
import type { Fetcher } from '../../src/domain/fetching.ts'
import type { Log, Store } from '../../src/domain/ports.ts'
import type { Matchable } from '../../src/domain/rule.ts'
import type { RulesContext } from '../../src/cli/rules/context.ts'
import { rulesCommand } from '../../src/cli/rules/index.ts'
import { loadFiles, type Loaded } from '../../src/rules/files.ts'

/** Monday, 23 November 2026. */
export const NOW = Date.UTC(2026, 10, 23)

/** Two topics that commands are tried on. */
export const EARTHS = `topic: Rare earths
any:
  - samarium
  - magnet NEAR export
raise:
  high:
    - title: samarium
ignore:
  - toy magnet
tests:
  match:
    - Samarium is scarce
  no match:
    - A quiet day
`
export const TALKS =
  'topic: Talks\nany:\n  - trade talk\ntests:\n  match:\n    - Trade talks resume\n'

/** Loads rule files from texts by name. */
export function load(texts: Readonly<Record<string, string>>): Loaded {
  const files = Object.entries(texts).map(([name, text]) => ({ name, file: `rules/${name}`, text }))
  return loadFiles(files, [], NOW)
}

/** A folder that is removed after the test. */
export async function temporaryFolder(
  files: Readonly<Record<string, string>> = {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trucewatch-rules-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  return folder
}

/** An English headline as an article. */
export function articleIn(title: string): Matchable {
  return { title, lead: '', body: '', lang: 'en', langs: ['en'], feeds: [], tags: [] }
}

/** A store that holds articles, an hour apart, and nothing else. */
export function storeOf(
  articles: readonly { readonly id: string; readonly title: string }[],
  feedback: Awaited<ReturnType<Store['feedbackByTopic']>> = new Map(),
): Pick<RulesContext, 'openStoreReadOnly'> {
  const whole = articles.map(({ id, title }, index): Article => ({
    ...articleIn(title),
    id,
    url: `https://news.example/${index}`,
    publisher: 'Example Wire',
    publishedAt: NOW - index * 3_600_000,
    firstSeenAt: NOW - index * 3_600_000,
  }))
  const store: Partial<Store> = {
    async *articlesSince(since) {
      yield* whole.filter(({ firstSeenAt }) => firstSeenAt >= since)
    },
    feedbackByTopic: async () => feedback,
    findArticles: async (name) => whole.filter(({ id, url }) => id.endsWith(name) || url === name),
    close: async () => undefined,
  }
  return { openStoreReadOnly: async () => store as Store }
}

export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

export type Run = { readonly out: string; readonly err: string; readonly code: number }

/** A context for rule commands that remembers what is written; nothing is stored and there is no network. */
export function recordingContext(
  rulesFolder: string,
  more: Partial<RulesContext> = {},
): RulesContext & { readonly result: () => Run } {
  const written = { out: '', err: '', code: 0 }
  return {
    rulesFolder,
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    isTerminal: false,
    openStoreReadOnly: async (): Promise<Store | undefined> => undefined,
    fetcher: () => Promise.reject<Fetcher>(new Error('this test has no network')),
    now: () => NOW,
    readInput: async () => '',
    exit: (code) => void (written.code = code),
    findFeeds: async () => undefined,
    untilStopped: async () => undefined,
    ...more,
    result: () => written,
  }
}

/** Runs one command line of the rule commands. */
export async function run(
  folder: string,
  args: readonly string[],
  more: Partial<RulesContext> = {},
): Promise<Run> {
  const context = recordingContext(folder, more)
  const program = new Command('trucewatch').exitOverride()
  program.addCommand(rulesCommand(context)).addCommand(evalCommand(context))
  await program.parseAsync([...args], { from: 'user' })
  return context.result()
}
