import { afterAll, expect, test } from 'vitest'
import { keysOf } from '../../../src/feeds/identify/index.ts'
import { createParser } from '../../../src/feeds/poll/parser.ts'
import { FEED, rssOf } from '../../support/hostile-answers.ts'
import { NOON } from '../../support/things.ts'

const parser = createParser()
const aside = createParser(0)
afterAll(() => Promise.all([parser.close(), aside.close()]))

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
const OPTIONS = { url: 'https://wire.example/feed', now: NOON }

test('a document is read the same in a worker as here', async () => {
  expect(await aside.parse(bytes(FEED), OPTIONS)).toEqual(await parser.parse(bytes(FEED), OPTIONS))
})

test('what the entries are known by comes with them, the same from a worker as from here', async () => {
  const options = { ...OPTIONS, feed: { id: 'wire', publisher: 'Example Wire' } }
  const here = await parser.parse(bytes(FEED), options)
  expect(here.keys).toEqual(keysOf(options.feed, here.entries, NOON))
  expect(here.keys).not.toHaveLength(0)
  expect(await aside.parse(bytes(FEED), options)).toEqual(here)
})

test('each entry keeps its own keys where the worker hands a document over in parts', async () => {
  const options = { ...OPTIONS, feed: { id: 'wire', publisher: 'Example Wire' } }
  const titles = Array.from({ length: 2001 }, (_, at) => `Shipment ${at}`)
  const { entries, keys } = await aside.parse(bytes(rssOf(titles)), options)
  expect(entries.map(({ title }) => title)).toEqual(titles)
  expect(keys).toEqual(keysOf(options.feed, entries, NOON))
})

test('what is no feed fails the same way in a worker', async () => {
  const page = bytes('<html><title>A page</title></html>')
  const here = await parser.parse(page, OPTIONS).catch((error: unknown) => error)
  await expect(aside.parse(page, OPTIONS)).rejects.toEqual(here)
  await expect(aside.parse(page, OPTIONS)).rejects.toMatchObject({
    code: 'not-a-feed',
    blame: 'publisher',
  })
})

/** The longest time for which reading keeps this thread from its other work, milliseconds. */
async function longestBlock(read: () => Promise<unknown>): Promise<number> {
  let longest = 0
  let last = process.threadCpuUsage()
  // Counted in this thread's own time: a busy machine is not the reader's fault.
  const beat = setInterval(() => {
    const { user, system } = process.threadCpuUsage(last)
    longest = Math.max(longest, (user + system) / 1000)
    last = process.threadCpuUsage()
  }, 5)
  await read()
  clearInterval(beat)
  const { user, system } = process.threadCpuUsage(last)
  return Math.max(longest, (user + system) / 1000)
}

test('twenty thousand entries never block the loop for long', async () => {
  const titles = Array.from(
    { length: 20_000 },
    (_, index) => `Article ${index} on magnets and tariffs`,
  )
  const large = bytes(rssOf(titles))
  const longest = await longestBlock(async () => {
    const { entries } = await parser.parse(large, OPTIONS)
    expect(entries).toHaveLength(20_000)
    expect(entries[19_999]!.title).toBe('Article 19999 on magnets and tariffs')
  })
  expect(longest).toBeLessThan(200)
})

test('nor does a smaller document of nothing but tags', async () => {
  const dense = bytes(`<rss><channel>${'<item/>'.repeat(70_000)}</channel></rss>`)
  const longest = await longestBlock(async () => {
    expect((await parser.parse(dense, OPTIONS)).entries).toHaveLength(70_000)
  })
  expect(longest).toBeLessThan(150)
})

test('the documents of a burst are read beside this thread, each as it would be here', async () => {
  const bursting = createParser(undefined, 2)
  const documents = Array.from({ length: 30 }, (_, index) => bytes(rssOf([`Article ${index}`])))
  const feeds = await Promise.all(documents.map((document) => bursting.parse(document, OPTIONS)))
  await bursting.close()
  expect(feeds.map(({ entries }) => entries[0]!.title)).toEqual(
    documents.map((_, index) => `Article ${index}`),
  )
})

test('one that is no feed fails alone in the middle of others', async () => {
  const page = bytes('<html><title>A page</title></html>')
  const [first, second, third] = await Promise.allSettled(
    [bytes(FEED), page, bytes(FEED)].map((document) => aside.parse(document, OPTIONS)),
  )
  expect([first!.status, second!.status, third!.status]).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
})

test('what is still to be read when the bot stops fails at once, and a later document is read again', async () => {
  const stopping = createParser(0)
  const reading = stopping.parse(bytes(FEED), OPTIONS).catch((error: unknown) => error)
  await stopping.close()
  expect(await reading).toMatchObject({ message: 'the bot is stopping' })
  expect((await stopping.parse(bytes(FEED), OPTIONS)).entries).not.toHaveLength(0)
  await stopping.close()
})
