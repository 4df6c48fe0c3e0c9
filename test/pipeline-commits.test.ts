import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import type { Entry } from '../src/domain/article.ts'
import type { Store } from '../src/domain/ports.ts'
import { newState } from '../src/feeds/poll/state.ts'
import { createPipeline, type Arrival } from '../src/pipeline.ts'
import { loadFiles } from '../src/rules/files.ts'
import { openMemoryStore } from '../src/store/index.ts'
import { createStoryIndex } from '../src/stories/index.ts'
import { aFeed } from './feeds/support.ts'

const HOUR = 3_600_000
const START = Date.UTC(2026, 2, 2, 12)
const RULES = [
  {
    name: 'metals.yaml',
    file: 'rules/metals.yaml',
    text: 'topic: Metals\nalert:\n  channel: desk\nany:\n  - samarium\ntests:\n  match:\n    - samarium\n',
  },
]

/** A pipeline over a store that counts its transactions, and refuses the state of the feed `bad`; `added` are titles. */
async function open() {
  const inner = await openMemoryStore({ now: () => START })
  onTestFinished(() => inner.close())
  const counts = { commits: 0 }
  const added: string[] = []
  const store: Store = {
    ...inner,
    async transaction(work) {
      const result = await inner.transaction((tx) =>
        work({
          ...tx,
          async addArticles(all) {
            added.push(...all.map(({ article }) => article.title))
            await tx.addArticles(all)
          },
          async putFeedStates(states) {
            if (states.some(({ feed }) => feed === 'bad')) throw new Error('refused')
            await tx.putFeedStates(states)
          },
        }),
      )
      counts.commits++
      return result
    },
  }
  const { set } = loadFiles(RULES)
  const pipeline = createPipeline({
    store,
    rules: () => set!,
    stories: createStoryIndex([]),
    clock: { now: () => START },
    ageLimit: 48 * HOUR,
    channelOf: (name) => name,
    isQuiet: () => false,
    onCommit: () => undefined,
  })
  return { pipeline, store, counts, added }
}

function arrival(id: string, count: number): Arrival {
  const feed = aFeed({ id, title: id, publisher: id, url: `https://${id}.example/feed` })
  const entries = Array.from({ length: count }, (_, at) => entry(id, at))
  return { feed, entries, state: newState(feed), firstPoll: false }
}

/** The higher its number, the older. */
function entry(feed: string, number: number): Entry {
  return {
    id: `${feed}-${number}`,
    idIsLink: false,
    url: `https://${feed}.example/${number}`,
    title: `Ferries of ${feed}, part ${number}`,
    summary: '',
    content: '',
    published: START - number * 1000,
    updated: undefined,
    author: undefined,
    categories: [],
    lang: 'en',
  }
}

test('arrivals that wait share a commit of at most 200 entries', async () => {
  const { pipeline, counts } = await open()
  const taken = await Promise.all(
    Array.from({ length: 11 }, (_, at) => pipeline.take(arrival(`feed-${at}`, 40))),
  )
  expect(taken.map(({ fresh }) => fresh)).toEqual(Array<number>(11).fill(40))
  // The first may go alone; the others go five by five.
  expect(counts.commits).toBeLessThanOrEqual(4)
})

test('an arrival that cannot be kept harms none that shares its commit', async () => {
  const { pipeline, store } = await open()
  const ids = ['one', 'two', 'bad', 'three']
  const taken = await Promise.allSettled(ids.map((id) => pipeline.take(arrival(id, 3))))
  expect(taken.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
  expect((await store.feedStates()).map(({ feed }) => feed).toSorted()).toEqual([
    'one',
    'three',
    'two',
  ])
  expect((await store.status()).articles).toBe(9)
})

test('a long feed leaves the loop turns, and counts as polled only with its last entry', async () => {
  const { pipeline, store, counts } = await open()
  let isDone = false
  let turns = 0
  const taking = pipeline.take(arrival('archive', 2_000)).finally(() => (isDone = true))
  while (!isDone) {
    await turnOfTheLoop()
    turns++
  }
  expect((await taking).fresh).toBe(2_000)
  expect(counts.commits).toBe(10)
  // Nine in each of the two passes over its keys, and one after each commit.
  expect(turns).toBeGreaterThanOrEqual(25)
  expect(await store.feedStates()).toHaveLength(1)
})

test('a feed is taken in from its oldest entry to its newest, across commits', async () => {
  const { pipeline, added } = await open()
  const long = arrival('wire', 450)
  await Promise.all([pipeline.take(long), pipeline.take(arrival('other', 40))])
  const titles = added.filter((title) => title.includes('of wire'))
  expect(titles).toEqual(long.entries.map(({ title }) => title).toReversed())
})

test('an article that several feeds of one commit bring is one article, told once, by all of them', async () => {
  const { pipeline, store, counts } = await open()
  const shared = {
    ...entry('wire', 0),
    title: 'Samarium exports resume',
    url: 'https://wire.example/samarium',
  }
  const arrivals = ['first', 'wire', 'desk', 'last'].map((id) => {
    const whole = arrival(id, 2)
    return { ...whole, entries: [...whole.entries, { ...shared, id: `${id}-shared` }] }
  })
  const taken = await Promise.all(arrivals.map((each) => pipeline.take(each)))
  expect(taken.map(({ fresh, revised }) => [fresh, revised])).toEqual([
    [3, 0],
    [2, 1],
    [2, 1],
    [2, 1],
  ])
  expect(counts.commits).toBeLessThanOrEqual(2)
  expect(taken.map(({ fired }) => fired)).toEqual([1, 0, 0, 0])
  const bringers: string[][] = []
  for await (const { title, feeds } of store.articlesSince(0))
    if (title === shared.title) bringers.push(feeds.toSorted())
  expect(bringers).toEqual([['desk', 'first', 'last', 'wire']])
})
