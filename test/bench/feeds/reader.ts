import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Feed } from '../../../src/domain/feed.ts'
import { createFetcher } from '../../../src/feeds/fetch/index.ts'
import { createParser } from '../../../src/feeds/poll/parser.ts'
import { createPoller, type Poller } from '../../../src/feeds/poller.ts'
import { createPipeline } from '../../../src/pipeline.ts'
import { loadRules } from '../../../src/rules/files.ts'
import { openStore } from '../../../src/store/index.ts'
import { createStoryIndex } from '../../../src/stories/index.ts'

const HOUR = 3_600_000
const SILENT = { debug() {}, info() {}, warn() {}, error: console.error }

/** The bot's way from the feeds to the outbox, on a clock that can be put forward. */
export type Reader = {
  readonly poller: Poller
  /** Polls all feeds once, as ticks do, and waits for the last commit; milliseconds. */
  round(): Promise<number>
  /** When each feed was done, in milliseconds from the start of the last round. */
  readonly doneAt: Map<string, number>
  /** Since the start: articles taken in, documents parsed, writes to the store. */
  readonly counts: { articles: number; parses: number; writes: number }
  close(): Promise<void>
}

export async function openReader(urls: readonly string[], onCommit: () => void): Promise<Reader> {
  const folder = await mkdtemp(join(tmpdir(), 'trucewatch-bench-'))
  let ahead = 0
  const clock = { now: () => Date.now() + ahead }
  const store = await openStore({ folder, clock })
  const counts = { articles: 0, parses: 0, writes: 0 }
  const counted = {
    ...store,
    transaction<T>(work: Parameters<typeof store.transaction<T>>[0]): Promise<T> {
      counts.writes++
      return store.transaction(work)
    },
  }
  const rules = (await loadRules(join(import.meta.dirname, '../../../rules'))).compiled!
  const pipeline = createPipeline({
    store: counted,
    rules: () => rules,
    stories: createStoryIndex([]),
    clock,
    ageLimit: 48 * HOUR,
    channelOf: (name) => name,
    isQuiet: () => false,
    onCommit,
  })
  const fetcher = createFetcher({ userAgent: 'trucewatch-bench' })
  const parser = createParser()
  const doneAt = new Map<string, number>()
  let began = 0
  const poller = createPoller({
    fetcher,
    clock,
    log: SILENT,
    parse(bytes, options) {
      counts.parses++
      return parser.parse(bytes, options)
    },
    expect: (documents) => parser.expect(documents),
    async take(poll) {
      const { fresh } = await pipeline.take(poll)
      counts.articles += fresh
    },
    persist: (states) => counted.transaction((tx) => tx.putFeedStates(states)),
    onPoll: ({ feed }) => void doneAt.set(feed.id, performance.now() - began),
  })
  poller.setFeeds(urls.map(toFeed))
  return {
    poller,
    doneAt,
    counts,
    async round() {
      ahead += 2 * HOUR
      began = performance.now()
      await poller.tick()
      await poller.idle()
      await pipeline.idle()
      return performance.now() - began
    },
    async close() {
      await poller.stop()
      await parser.close()
      await fetcher.close()
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
}

function toFeed(url: string, index: number): Feed {
  return {
    id: `feed-${index}`,
    title: `News ${index}`,
    publisher: `News ${index}`,
    addresses: [{ url }],
    lang: 'en',
    tags: [],
    every: { kind: 'interval', ms: HOUR },
    zone: undefined,
    userAgent: undefined,
    allowPrivate: true,
    enabled: true,
    file: 'feeds/bench.yaml',
    line: index,
  }
}
