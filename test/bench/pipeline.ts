import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compile } from '../../src/rules/compile.ts'
import { readLine } from '../../src/rules/line/index.ts'
import type { LineSource, TopicSource } from '../../src/rules/source.ts'
import { createPipeline } from '../../src/pipeline.ts'
import { openStore } from '../../src/store/index.ts'
import { parseFeed } from '../../src/feeds/parse/index.ts'
import { createOutbox } from '../../src/channels/outbox.ts'
import { recordingLog } from '../support/log.ts'
import { aFeed } from '../feeds/support.ts'
import { fakeChannel } from '../channels/outbox-bench.ts'
import { createStoryIndex } from '../../src/stories/index.ts'
import { newState } from '../../src/feeds/poll.ts'
import type { Entry } from '../../src/domain/article.ts'

const RULES = 1000
const STORIES_A_DAY = 100
const DAYS = 30
const TIMED = 400
const DAY = 86_400_000
const WORDS =
  'tariff export licence magnet samarium curb talks ministry chip duty quota port steel soy deal pause envoy harbour cargo probe levy permit ban vessel grain battery solar cable sensor valve pump tractor paper timber cotton wool glass cement rubber'.split(
    ' ',
  )

/**
 * From a document in hand to the message handed to its channel: parse, identify, match 1,000 rules, group among the
 * stories of 30 days, decide, commit to the disk, lease, send. The channel itself answers at once.
 */
export async function benchPipeline(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'trucewatch-bench-'))
  let now = Date.UTC(2026, 0, 1)
  const clock = { now: () => now }
  const store = await openStore({ folder, clock })
  const rules = manyRules()
  const desk = fakeChannel('default')
  const outbox = createOutbox({
    store,
    channels: new Map([['default', desk]]),
    clock,
    log: recordingLog(),
    onNotice: async () => undefined,
  })
  const pipeline = createPipeline({
    store,
    rules: () => rules,
    stories: createStoryIndex([]),
    clock,
    ageLimit: 2 * DAY,
    channelOf: () => 'default',
    isQuiet: () => false,
    onCommit: () => undefined,
  })
  async function take(entries: readonly Entry[]): Promise<void> {
    await pipeline.take({ feed: FEED, entries, state: newState(FEED), firstPoll: false })
    await outbox.deliverDue()
  }
  const total = DAYS * STORIES_A_DAY
  for (let number = 0; number < total; number += STORIES_A_DAY) {
    now += DAY
    const step = DAY / STORIES_A_DAY
    await take(
      Array.from({ length: STORIES_A_DAY }, (_, at) => entryOf(number + at, now - at * step)),
    )
  }
  const times: number[] = []
  const before = desk.sent.length
  for (let number = total; number < total + TIMED; number++) {
    now += DAY / STORIES_A_DAY
    const document = Buffer.from(documentOf(number, now))
    const began = performance.now()
    const { entries } = await parseFeed(document, { url: 'https://bench.example/feed', now })
    await take(entries)
    times.push(performance.now() - began)
  }
  const sent = desk.sent.length - before
  times.sort((a, b) => a - b)
  await store.close()
  await rm(folder, { recursive: true })
  function at(share: number): string {
    return times[Math.floor(share * (times.length - 1))]!.toFixed(1)
  }
  console.log(
    `pipeline  from a document of ${SHOWN} entries to ${sent} messages handed over, ${RULES} rules, ${total} stories of ${DAYS} days: median ${at(0.5)} ms, p99 ${at(0.99)} ms (at most 250)`,
  )
}

/** The newest entry and those before it. */
const SHOWN = 40

function documentOf(newest: number, now: number): string {
  const items = Array.from({ length: SHOWN }, (_, back) => {
    const { id, url, title, summary } = entryOf(newest - back, now)
    const date = new Date(now - back * (DAY / STORIES_A_DAY)).toUTCString()
    return `<item><title>${title}</title><link>${url}</link><guid isPermaLink="false">${id}</guid><pubDate>${date}</pubDate><description>${summary}</description></item>`
  })
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Bench</title>${items.join('')}</channel></rss>`
}

const FEED = aFeed({ id: 'bench', publisher: 'Bench', url: 'https://bench.example/feed' })

function word(seed: number): string {
  return WORDS[seed % WORDS.length]!
}

function entryOf(number: number, now: number): Entry {
  const spread = [7, 11, 13, 17, 19, 23].map((step) => word(Math.floor(number * step * 0.37) % 997))
  const title = `${spread.slice(0, 5).join(' ')} ${number}`
  return {
    id: `e${number}`,
    idIsLink: false,
    url: `https://bench.example/${number}`,
    title,
    summary: `${title}. The ${spread.join(' and the ')} came up again in round ${number}.`,
    content: '',
    published: now,
    updated: undefined,
    author: undefined,
    categories: [],
    lang: 'en',
  }
}

function manyRules() {
  const topics = Array.from({ length: RULES }, (_, index) => topicOf(index))
  return compile({ topics, lists: new Map(), ignore: [] }, 'bench')
}

function topicOf(index: number): TopicSource {
  const [a, b] = [word(index), word(index * 7 + 3)]
  const texts = [`${a} ${b} ${index}`, `${a} NEAR/3 ${b}`, `${b} + ${a} round ${index}`]
  return {
    id: `topic-${index}`,
    title: `Topic ${index}`,
    file: 'bench.yaml',
    any: texts.map((text) => lineOf(text)),
    all: [],
    none: [],
    ignore: [],
    severity: 'low',
    raise: [],
    alert: {
      channel: 'default',
      mention: undefined,
      limit: undefined,
      channelLimit: undefined,
      repeat: undefined,
    },
    only: { lang: [], source: [], tag: [] },
    tests: [],
    why: undefined,
    owner: undefined,
    review: undefined,
    enabled: true,
  }
}

function lineOf(text: string): LineSource {
  const { line } = readLine(text, 'line')
  if (!line) throw new Error(`the bench's own line cannot be read: ${text}`)
  return { text, file: 'bench.yaml', row: 1, column: 1, line }
}
