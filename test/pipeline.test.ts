import { expect, onTestFinished, test } from 'vitest'
import { limitsOf } from '../src/alerts/limits.ts'
import { sendDigests } from '../src/digests.ts'
import type { Entry } from '../src/domain/article.ts'
import type { Feed } from '../src/domain/feed.ts'
import { newState } from '../src/feeds/poll/state.ts'
import { createPipeline } from '../src/pipeline.ts'
import { loadFiles } from '../src/rules/files.ts'
import { openMemoryStore } from '../src/store/index.ts'
import { createStoryIndex } from '../src/stories/index.ts'
import { aFeed } from './feeds/support.ts'

const HOUR = 3_600_000
const START = Date.UTC(2026, 2, 2, 12)
const RULES = {
  '_shared.yaml':
    'defaults:\n  severity: medium\n  alert:\n    channel: desk\n    limit: 5 per hour\n',
  'metals.yaml': 'topic: Metals\nany:\n  - samarium\ntests:\n  match:\n    - samarium\n',
  'gallium.yaml':
    'topic: Gallium\nalert:\n  limit: 2 per hour\nany:\n  - gallium\ntests:\n  match:\n    - gallium\n',
  ...Object.fromEntries(
    ['tungsten', 'antimony'].map((metal) => [`${metal}.yaml`, oneAnHour(metal)]),
  ),
  'cobalt.yaml':
    'topic: Cobalt metal\nany:\n  - cobalt\nraise:\n  critical:\n    - title: cobalt + seize\ntests:\n  match:\n    - cobalt\n',
  'official.yaml':
    'topic: Official\nany:\n  - decree\nonly:\n  tag: official\ntests:\n  match:\n    - decree\n',
}

function oneAnHour(metal: string): string {
  return `topic: ${metal}\nalert:\n  limit: 1 per hour\nany:\n  - ${metal}\ntests:\n  match:\n    - ${metal}\n`
}

const NOUNS =
  'harbour orchard violin glacier lantern meadow saddle compass furnace pebble anchor walnut'.split(
    ' ',
  )

async function open(quiet: { on: boolean } = { on: false }) {
  let now = START
  const files = Object.entries(RULES).map(([name, text]) => ({ name, file: `rules/${name}`, text }))
  const { set } = loadFiles(files)
  const store = await openMemoryStore({ now: () => now })
  onTestFinished(() => store.close())
  const pipeline = createPipeline({
    store,
    rules: () => set!,
    stories: createStoryIndex([]),
    clock: { now: () => now },
    ageLimit: 48 * HOUR,
    channelOf: (name) => name,
    isQuiet: () => quiet.on,
    onCommit: () => undefined,
  })
  const limits = limitsOf(
    () => set!.topics,
    (name) => name,
  )
  function titleOf(topic: string): string | undefined {
    return set!.topics.find(({ id }) => id === topic)?.title
  }
  return {
    store,
    take: (entries: readonly Entry[], feed: Feed = FEED, firstPoll = false) =>
      pipeline.take({ feed, entries, state: newState(feed), firstPoll }),
    digests: () => sendDigests({ store, isQuiet: () => quiet.on, limits, titleOf }, ['desk'], now),
    pass(ms: number) {
      now += ms
    },
    /** The topics of what waits for a digest. */
    async waiting(): Promise<readonly string[]> {
      const rows = await store.ledger({})
      return rows.filter(({ alert }) => alert === undefined).flatMap(({ topics }) => topics)
    },
    async decisions() {
      const rows = await store.ledger({})
      return rows.map(({ decision }) => `${decision.kind} ${decision.reason}`).toSorted()
    },
  }
}

const FEED = aFeed({ publisher: 'Wire' })

/** Headlines that share no word but the one that is looked for. */
function entry(number: number, over: Partial<Entry> = {}): Entry {
  const noun = NOUNS[number % NOUNS.length]!
  return {
    id: `id-${number}`,
    idIsLink: false,
    url: `https://wire.example/${noun}-${number}`,
    title: `${noun.toUpperCase()} ${number * 37 + 11}: samarium ${noun}s ${number}`,
    summary: '',
    content: '',
    published: START - number,
    updated: undefined,
    author: undefined,
    categories: [],
    lang: 'en',
    ...over,
  }
}

test('the first poll of a feed tells three at most, and nothing older than six hours', async () => {
  const bot = await open()
  const old = [20, 21, 22].map((number) => entry(number, { published: START - 7 * HOUR }))
  await bot.take([...[0, 1, 2, 3, 4].map((number) => entry(number)), ...old], FEED, true)
  expect(await bot.decisions()).toEqual([
    ...Array<string>(3).fill('alert first'),
    ...Array<string>(2).fill('digest first-poll'),
    ...Array<string>(3).fill('suppress stale'),
  ])
})

test('a flood keeps to the channel’s limit, and one digest names all the rest', async () => {
  const bot = await open()
  await bot.take(NOUNS.map((_, number) => entry(number)))
  const told = (await bot.decisions()).filter((line) => line === 'alert first').length
  expect(told).toBeLessThanOrEqual(5)
  expect(await bot.digests()).toBe(0)
  bot.pass(HOUR + 1)
  expect(await bot.digests()).toBe(1)
  expect(await bot.digests()).toBe(0)
  const rows = await bot.store.ledger({})
  expect(rows).toHaveLength(NOUNS.length)
  expect(rows.every(({ alert }) => alert !== undefined)).toBe(true)
  const digest = await bot.store.alert(
    rows.find(({ decision }) => decision.kind === 'digest')!.alert!,
  )
  expect(digest?.card).toMatchObject({ kind: 'digest', total: NOUNS.length - told })
})

test('what is over the own limit of a topic waits for it; what waits beside it does not', async () => {
  const bot = await open()
  function gallium(number: number): Entry {
    const title = entry(number).title.replace('samarium', 'gallium')
    return entry(number, { title })
  }
  await bot.take([0, 1, 2, 3].map(gallium))
  await bot.take([4, 5, 6, 7].map((number) => entry(number)))
  expect((await bot.waiting()).toSorted()).toEqual(['gallium', 'gallium', 'metals', 'metals'])
  expect(await bot.digests()).toBe(1)
  expect(await bot.waiting()).toEqual(['gallium', 'gallium'])
  expect(await bot.digests()).toBe(0)
  bot.pass(HOUR + 1)
  // Of two places one belongs to what waits.
  await bot.take([8, 9].map(gallium))
  expect(await bot.waiting()).toHaveLength(3)
  expect(await bot.digests()).toBe(1)
  expect(await bot.waiting()).toEqual([])
})

test('a story that waits for two topics is not passed over by what waits for one of them', async () => {
  const bot = await open()
  async function comes(number: number, metal: string): Promise<void> {
    await bot.take([entry(number, { title: entry(number).title.replace('samarium', metal) })])
    bot.pass(HOUR / 4)
  }
  await comes(0, 'tungsten')
  await comes(1, 'antimony')
  await comes(2, 'tungsten and antimony')
  await comes(3, 'tungsten')
  bot.pass(1)
  // The place of tungsten is free again, that of antimony is not.
  expect(await bot.digests()).toBe(0)
  await comes(4, 'antimony')
  expect(await bot.digests()).toBe(1)
  expect(await bot.waiting()).toEqual([])
})

test('what comes in quiet hours is told together when they end', async () => {
  const quiet = { on: true }
  const bot = await open(quiet)
  await bot.take([entry(1), entry(2)])
  expect(await bot.digests()).toBe(0)
  quiet.on = false
  expect(await bot.digests()).toBe(1)
})

test('what a louder report overtakes is told with it, and by no digest afterwards', async () => {
  const quiet = { on: true }
  const bot = await open(quiet)
  const title = 'Port authority holds cobalt cargo of the northern harbour'
  await bot.take([entry(1, { title }), entry(2, { title: 'Miners stop digging cobalt at a loss' })])
  const louder = title.replace('holds', 'seizes')
  await bot.take([entry(3, { title: louder })], { ...FEED, id: 'other', publisher: 'Other' })
  const [alert] = await bot.store.recentAlerts(10)
  expect(alert?.card).toMatchObject({ title: louder, alsoReportedBy: [{ publisher: 'Wire' }] })
  // The other story still waits.
  expect(await bot.waiting()).toEqual(['cobalt'])
  quiet.on = false
  expect(await bot.digests()).toBe(1)
  const lines = await bot.store.ledger({})
  const digest = lines.find((line) => line.alert?.startsWith('digest'))
  expect((await bot.store.alert(digest!.alert!))?.card).toMatchObject({
    kind: 'digest',
    items: [{ topic: 'Cobalt metal' }],
    total: 1,
  })
})

test('a feed that changes all its ids alerts nobody again', async () => {
  const bot = await open()
  await bot.take([1, 2, 3].map((number) => entry(number)))
  bot.pass(HOUR)
  const { fresh } = await bot.take(
    [1, 2, 3].map((number) => entry(number, { id: `new-${number}` })),
  )
  expect(fresh).toBe(0)
  expect(await bot.decisions()).toEqual(Array<string>(3).fill('alert first'))
})

test('a muted topic is in the ledger and nowhere else', async () => {
  const bot = await open()
  await bot.store.mute({ topic: 'metals', until: START + HOUR, by: 'somebody' })
  await bot.take([entry(1)])
  expect(await bot.decisions()).toEqual(['suppress muted'])
  expect(await bot.store.recentAlerts(10)).toEqual([])
})

test('a further feed that brings a known article makes topics fire that it newly qualifies for', async () => {
  const bot = await open()
  const decree = entry(5, { title: 'Decree on ferries signed' })
  await bot.take([decree])
  expect(await bot.decisions()).toEqual([])
  const gazette = {
    ...FEED,
    id: 'gazette',
    title: 'Gazette',
    publisher: 'Gazette',
    tags: ['official'],
  }
  await bot.take([{ ...decree, id: 'g-1' }], gazette)
  expect(await bot.decisions()).toEqual(['alert first'])
})
