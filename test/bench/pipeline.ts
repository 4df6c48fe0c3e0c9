import { compile } from '../../src/rules/compile.ts'
import { readLine } from '../../src/rules/line/index.ts'
import type { LineSource, TopicSource } from '../../src/rules/source.ts'
import { createPipeline } from '../../src/pipeline.ts'
import { openMemoryStore } from '../../src/store/index.ts'
import { createStoryIndex } from '../../src/stories/index.ts'
import { newState } from '../../src/feeds/poll.ts'
import type { Entry } from '../../src/domain/article.ts'
import type { Feed } from '../../src/domain/feed.ts'

const RULES = 1000
const STORIES_A_DAY = 100
const DAYS = 30
const TIMED = 400
const DAY = 86_400_000
const WORDS =
  'tariff export licence magnet samarium curb talks ministry chip duty quota port steel soy deal pause envoy harbour cargo probe levy permit ban vessel grain battery solar cable sensor valve pump tractor paper timber cotton wool glass cement rubber'.split(
    ' ',
  )

/** From entries in hand to deliveries committed: 1,000 rules, and the stories of 30 days behind them. */
export async function benchPipeline(): Promise<void> {
  let now = Date.UTC(2026, 0, 1)
  const store = await openMemoryStore({ now: () => now })
  const rules = manyRules()
  const pipeline = createPipeline({
    store,
    rules: () => rules,
    stories: createStoryIndex([]),
    clock: { now: () => now },
    ageLimit: 2 * DAY,
    channelOf: () => 'default',
    isQuiet: () => false,
    onCommit: () => undefined,
  })
  async function take(number: number): Promise<void> {
    const entry = entryOf(number, now)
    await pipeline.take({ feed: FEED, entries: [entry], state: newState(FEED), firstPoll: false })
  }
  const total = DAYS * STORIES_A_DAY
  for (let number = 0; number < total; number++) {
    now += DAY / STORIES_A_DAY
    await take(number)
  }
  const times: number[] = []
  for (let number = total; number < total + TIMED; number++) {
    now += DAY / STORIES_A_DAY
    const began = performance.now()
    await take(number)
    times.push(performance.now() - began)
  }
  times.sort((a, b) => a - b)
  await store.close()
  function at(share: number): string {
    return times[Math.floor(share * (times.length - 1))]!.toFixed(1)
  }
  console.log(
    `pipeline  ${RULES} rules, ${total} stories of ${DAYS} days: median ${at(0.5)} ms, p99 ${at(0.99)} ms (at most 250)`,
  )
}

const FEED: Feed = {
  id: 'bench',
  title: 'Bench',
  publisher: 'Bench',
  addresses: [{ url: 'https://bench.example/feed' }],
  lang: 'en',
  tags: [],
  every: undefined,
  zone: undefined,
  userAgent: undefined,
  allowPrivate: false,
  enabled: true,
  file: 'bench.yaml',
  line: 1,
}

function word(seed: number): string {
  return WORDS[seed % WORDS.length]!
}

function entryOf(number: number, now: number): Entry {
  const spread = [7, 11, 13, 17, 19, 23].map((step) => word(Math.floor(number * step * 0.37)))
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
  const texts = [
    `${a} ${b} ${index}`,
    `${a} NEAR/3 ${b} ${index % 50}`,
    `${b} + ${a} round ${index}`,
  ]
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
