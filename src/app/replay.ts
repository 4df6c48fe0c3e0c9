import { limitsOf } from '../alerts/limits.ts'
import type { Config } from '../config.ts'
import { sendDigests, type DigestParts } from '../digests.ts'
import type { Alert } from '../domain/alert.ts'
import type { Entry } from '../domain/article.ts'
import { RuleError } from '../domain/errors.ts'
import type { Feed } from '../domain/feed.ts'
import type { LedgerRow, Store } from '../domain/ports.ts'
import type { RuleSet } from '../domain/rule.ts'
import { newState } from '../feeds/poll.ts'
import { DAY, MINUTE } from '../lib/durations.ts'
import { createPipeline, type Pipeline } from '../pipeline.ts'
import { readArchive, type ArchiveArticle } from '../rules/archive.ts'
import { loadRules } from '../rules/files.ts'
import { openMemoryStore } from '../store/index.ts'
import { createStoryIndex } from '../stories/index.ts'
import { createDirectory } from './directory.ts'
import { channelsNamed, createQuiet } from './quiet.ts'
import { faultsOf, looksOf, type ChannelLook, type Faults } from './replayed.ts'

export type Replayed = {
  readonly articles: number
  /** The ledger, the newest line first. */
  readonly rows: readonly LedgerRow[]
  readonly messages: number
  /** Messages by day (MM-DD), ascending. */
  readonly perDay: readonly (readonly [string, number])[]
  readonly looks: readonly ChannelLook[]
  readonly faults: Faults
}

/** Runs an archive through the pipeline in the order of its dates, the clock at each item's date; nothing is sent. */
export async function replayArchive(
  config: Config,
  file: string,
  onProgress: (done: number, total: number) => void,
): Promise<Replayed> {
  const items = await readInOrder(file)
  const stage = await openStage(config, await goodRules(config))
  for (const [index, item] of items.entries()) {
    await stage.advance(item.publishedAt)
    await takeItem(stage.pipeline, item)
    onProgress(index + 1, items.length)
  }
  // What waits for the end of quiet hours or for a free place is told within the next day.
  if (items.length > 0) await stage.advance(items.at(-1)!.publishedAt + DAY)
  const { store, limits } = stage
  const rows = await store.ledger({})
  const alerts = await messagesOf(store, rows)
  const matched = await matchedIn(store)
  await store.close()
  const looks = looksOf(alerts, limits)
  return {
    articles: items.length,
    rows,
    messages: alerts.length,
    perDay: byDay(alerts.map(({ createdAt }) => createdAt)),
    looks,
    faults: faultsOf(rows, looks, matched),
  }
}

/** Alerts and digests: every message tells a line of the ledger. */
async function messagesOf(store: Store, rows: readonly LedgerRow[]): Promise<readonly Alert[]> {
  const ids = new Set(rows.flatMap(({ alert }) => alert ?? []))
  const messages = await Promise.all([...ids].map((id) => store.alert(id)))
  return messages.filter((message) => message !== undefined)
}

async function matchedIn(store: Store): Promise<ReadonlySet<string>> {
  const matched = new Set<string>()
  for await (const { id } of store.articlesSince(0))
    if ((await store.matchesOf(id)).length > 0) matched.add(id)
  return matched
}

type Dated = ArchiveArticle & { readonly publishedAt: number }

async function readInOrder(file: string): Promise<readonly Dated[]> {
  const items: Dated[] = []
  for await (const item of readArchive(file)) {
    const { publishedAt } = item
    if (publishedAt !== undefined) items.push({ ...item, publishedAt })
  }
  return items.toSorted((a, b) => a.publishedAt - b.publishedAt)
}

async function goodRules({ rulesDir }: Config): Promise<RuleSet> {
  const { set, problems } = await loadRules(rulesDir)
  if (set) return set
  const lines = problems.map(({ file, line, message }) => `${file}:${line} ${message}`)
  throw new RuleError(lines.join('\n'))
}

/** A bot without feeds and channels, whose clock is moved by hand. */
async function openStage(config: Config, rules: RuleSet) {
  let now = 0
  const clock = { now: () => now }
  const directory = createDirectory(config.channels)
  const { channelOf, places } = directory
  const store = await openMemoryStore(clock)
  const { isQuiet } = createQuiet(config, directory, () => channelsNamed(rules))
  const digests: DigestParts = {
    store,
    isQuiet,
    limits: limitsOf(() => rules.topics, channelOf),
    titleOf: (topic) => rules.topics.find(({ id }) => id === topic)?.title,
  }
  const pipeline = createPipeline({
    store,
    rules: () => rules,
    stories: createStoryIndex([]),
    clock,
    ageLimit: config.ageLimit,
    channelOf,
    isQuiet,
    onCommit: () => undefined,
  })
  /** Digests come due between two items too: a look each minute, as the running bot has. */
  async function advance(to: number): Promise<void> {
    if (now === 0) now = to
    for (let at = now + MINUTE; at < to && (await isWaiting()); at += MINUTE) {
      now = at
      await sendDigests(digests, places.keys(), at)
    }
    now = Math.max(now, to)
  }
  async function isWaiting(): Promise<boolean> {
    const waiting = await store.transaction((tx) =>
      Promise.all([...places.keys()].map((channel) => tx.waitingForDigest(channel))),
    )
    return waiting.some((entries) => entries.length > 0)
  }
  return { store, pipeline, advance, limits: digests.limits }
}

async function takeItem(pipeline: Pipeline, item: ArchiveArticle): Promise<void> {
  const feed = feedOf(item)
  await pipeline.take({ feed, entries: [toEntry(item)], state: newState(feed), firstPoll: false })
}

function feedOf({ feeds, publisher, lang, tags }: ArchiveArticle): Feed {
  const id = feeds[0] ?? publisher
  return {
    id,
    title: publisher,
    publisher,
    addresses: [{ url: 'https://archive.invalid/' }],
    lang,
    tags,
    every: undefined,
    zone: undefined,
    userAgent: undefined,
    allowPrivate: false,
    enabled: true,
    file: '',
    line: 0,
  }
}

function toEntry({ id, url, title, lead, body, lang, publishedAt }: ArchiveArticle): Entry {
  return {
    id,
    idIsLink: false,
    url,
    title,
    summary: lead,
    content: body,
    published: publishedAt,
    updated: undefined,
    author: undefined,
    categories: [],
    lang,
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
