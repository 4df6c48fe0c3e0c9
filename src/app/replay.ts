import { isQuiet, parseQuiet } from '../alerts/quiet.ts'
import type { Config } from '../config.ts'
import { sendDigests } from '../digests.ts'
import type { Entry } from '../domain/article.ts'
import type { Feed } from '../domain/feed.ts'
import type { LedgerRow, Store } from '../domain/ports.ts'
import { RuleError } from '../domain/errors.ts'
import { newState } from '../feeds/poll.ts'
import { MINUTE } from '../lib/durations.ts'
import { createPipeline, type Pipeline } from '../pipeline.ts'
import { readArchive, type ArchiveArticle } from '../rules/archive.ts'
import { loadRules } from '../rules/files.ts'
import { openMemoryStore } from '../store/index.ts'
import { createStoryIndex } from '../stories/index.ts'
import { createDirectory, type Directory } from './directory.ts'

export type Replayed = {
  readonly articles: number
  /** The ledger, the newest line first. */
  readonly rows: readonly LedgerRow[]
  readonly messages: number
  /** Messages by day, ascending. */
  readonly perDay: readonly (readonly [string, number])[]
}

/** Runs an archive through the pipeline in the order of its dates, the clock at each item's date; nothing is sent. */
export async function replayArchive(
  config: Config,
  file: string,
  onProgress: (done: number, total: number) => void,
): Promise<Replayed> {
  const items: ArchiveArticle[] = []
  for await (const item of readArchive(file)) items.push(item)
  const dated = items
    .filter(({ publishedAt }) => publishedAt !== undefined)
    .toSorted((a, b) => a.publishedAt! - b.publishedAt!)
  const { set, problems } = await loadRules(config.rulesDir)
  if (!set)
    throw new RuleError(
      problems.map(({ file: at, line, message }) => `${at}:${line} ${message}`).join('\n'),
    )
  let now = 0
  const clock = { now: () => now }
  const directory = createDirectory(config.channels)
  const store = await openMemoryStore(clock)
  const quiet = new Map([...config.quiet].map(([name, text]) => [name, parseQuiet(text)]))
  const isQuietAt = (channel: string, at: number): boolean =>
    quiet.has(channel) && isQuiet(quiet.get(channel)!, at)
  const pipeline = createPipeline({
    store,
    rules: () => set,
    stories: createStoryIndex([]),
    clock,
    ageLimit: config.ageLimit,
    channelOf: directory.channelOf,
    isQuiet: isQuietAt,
    onCommit: () => undefined,
  })
  const limitOf = (channel: string) =>
    set.topics.find(({ alert }) => directory.channelOf(alert.channel) === channel)?.alert
      .channelLimit
  let digestsAt = 0
  for (const [index, item] of dated.entries()) {
    // Digests come due between two items too.
    for (
      digestsAt = digestsAt || item.publishedAt!;
      digestsAt + MINUTE <= item.publishedAt!;
      digestsAt += MINUTE
    )
      if (await hasWaiting(store, directory))
        await sendDigests(
          { store, isQuiet: isQuietAt, limitOf },
          directory.places.keys(),
          (now = digestsAt),
        )
    now = item.publishedAt!
    await takeItem(pipeline, item)
    onProgress(index + 1, dated.length)
  }
  const rows = await store.ledger({})
  const alerts = await store.recentAlerts(1_000_000)
  await store.close()
  return {
    articles: dated.length,
    rows,
    messages: alerts.length,
    perDay: byDay(alerts.map(({ createdAt }) => createdAt)),
  }
}

async function hasWaiting(store: Store, directory: Directory): Promise<boolean> {
  return store.transaction(async (tx) => {
    for (const channel of directory.places.keys())
      if ((await tx.waitingForDigest(channel)).length > 0) return true
    return false
  })
}

async function takeItem(pipeline: Pipeline, item: ArchiveArticle): Promise<void> {
  const source = item.feeds[0] ?? item.publisher
  const feed: Feed = {
    id: source,
    title: item.publisher,
    publisher: item.publisher,
    addresses: [{ url: `https://${source}/` }],
    lang: item.lang,
    tags: item.tags,
    every: undefined,
    zone: undefined,
    userAgent: undefined,
    allowPrivate: false,
    enabled: true,
    file: '',
    line: 0,
  }
  await pipeline.take({ feed, entries: [toEntry(item)], state: newState(feed), firstPoll: false })
}

function toEntry(item: ArchiveArticle): Entry {
  return {
    id: item.id,
    idIsLink: false,
    url: item.url,
    title: item.title,
    summary: item.lead,
    content: item.body,
    published: item.publishedAt,
    updated: undefined,
    author: undefined,
    categories: [],
    lang: item.lang,
  }
}

function byDay(times: readonly number[]): readonly (readonly [string, number])[] {
  const days = new Map<string, number>()
  for (const at of times) {
    const day = new Date(at).toISOString().slice(5, 10)
    days.set(day, (days.get(day) ?? 0) + 1)
  }
  return [...days].toSorted(([a], [b]) => (a < b ? -1 : 1))
}
