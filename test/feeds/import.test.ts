import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFeedFiles } from '../../src/feeds/files/index.ts'
import { importFiles, type Imported } from '../../src/feeds/import.ts'
import type { Subscription } from '../../src/feeds/opml.ts'

function readAgain(files: Imported['files']) {
  return readFeedFiles(files.map(({ text }, at) => ({ file: `feeds/mine-${at + 1}.yaml`, text })))
}

function many(count: number, one: Partial<Subscription> = {}): readonly Subscription[] {
  return Array.from({ length: count }, (_, at) => ({
    title: `Wire ${at}`,
    url: `https://wire.example/${at}`,
    folders: ['Press', 'Ports'],
    lang: 'en',
    ...one,
  }))
}

test.each([
  [500, 1],
  [501, 2],
  [1_700, 4],
  [5_000, 16],
])('%i feeds are written into %i files, and all are read again', (count, files) => {
  const imported = importFiles(many(count), [])
  const { feeds, problems } = readAgain(imported.files)
  expect(problems).toEqual([])
  expect(feeds.map(({ addresses }) => addresses[0].url)).toEqual(many(count).map(({ url }) => url))
  expect(imported.files.length).toBe(files)
  for (const { text } of imported.files) expect(text.split('\n').length).toBeLessThan(3_000)
})

test.each([
  ['long addresses', many(400).map((one) => ({ ...one, url: one.url + '?' + 'x'.repeat(5_000) }))],
  ['brackets that nobody closes', many(450, { title: '[EN] [breaking' })],
  [
    'hundreds of folders',
    many(3, { folders: Array.from({ length: 900 }, (_, at) => `Folder ${at}`) }),
  ],
  ['a long title of one word', many(3, { title: '报'.repeat(30_000) })],
])('%s', (_, subscriptions) => {
  const { files, unwritable } = importFiles(subscriptions, [])
  const { feeds, problems } = readAgain(files)
  expect({ problems, unwritable }).toEqual({ problems: [], unwritable: [] })
  expect(feeds).toHaveLength(subscriptions.length)
})

test('what no file can hold takes nothing else with it', () => {
  const long = { ...many(1)[0]!, title: 'Long', url: `https://long.example/${'x'.repeat(30_000)}` }
  const { files, unwritable } = importFiles([long, ...many(2)], [])
  expect(unwritable.map(({ title }) => title)).toEqual(['Long'])
  expect(readAgain(files)).toMatchObject({
    feeds: [{ id: 'wire-0' }, { id: 'wire-1' }],
    problems: [],
  })
})

test('whatever titles, addresses and folders hold, what is written is read again as it was', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom(...'"\'\\#:-?[]{},&*!|>%@` \t\u2028\u0085é'.split('')),
      minLength: 1,
    }),
  )
  const subscription = fc.record({
    title: text.map((title) => `T${title}.`),
    url: fc
      .tuple(text, fc.webUrl())
      .map(([end, url]) => `${url}?${end}.`)
      .filter((url) => URL.canParse(url)),
    folders: fc.array(text, { maxLength: 4 }),
    lang: fc.option(fc.constantFrom('en', 'no', 'x1', ''), { nil: undefined }),
  })
  fc.assert(
    fc.property(
      fc.uniqueArray(subscription, { selector: ({ url }) => url, maxLength: 700, size: 'large' }),
      (subscriptions) => {
        const { files, unwritable } = importFiles(subscriptions, [])
        const { feeds, problems } = readAgain(files)
        expect({ problems, unwritable }).toEqual({ problems: [], unwritable: [] })
        expect(feeds.map(({ title, addresses: [{ url }] }) => ({ title, url }))).toEqual(
          subscriptions.map(({ title, url }) => ({ title, url })),
        )
      },
    ),
    { numRuns: 15 },
  )
})
