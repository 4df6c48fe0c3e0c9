import { describe, expect, test } from 'vitest'
import { readFeedFile } from '../../src/feeds/files/index.ts'
import { importFiles } from '../../src/feeds/import.ts'
import { readOpml, writeOpml } from '../../src/feeds/opml.ts'
import { NOON } from '../support/things.ts'
import { aFeed } from './support.ts'

const OPML = `<?xml version="1.0" encoding="UTF-8"?>
<!-- exported --><opml version="1.1"><head><title>Mine</title></head><body>
<outline text="Trade &amp; Tariffs"><outline text="Ports">
<outline type="rss" text="Café Wire" xmlUrl="https://cafe.example/feed?a=1&amp;b=2" language="en-us"/>
<outline type="rss" text="Café Wire" xmlurl="https://cafe.example/other"/></outline></outline>
<outline type="rss" title="新闻" text="x" xmlUrl=" https://xinwen.example/rss "/>
<outline text="Later"><outline type="rss" text="Again" xmlUrl="https://cafe.example/other"/></outline>
<outline type="rss" text="Bad" xmlUrl="javascript:alert(1)"/><outline text="Empty"/>
</body></opml>`

describe('import', () => {
  test('reads folders, languages and any spelling of xmlUrl; each address once', () => {
    expect(readOpml(OPML).subscriptions).toEqual([
      {
        title: 'Café Wire',
        url: 'https://cafe.example/feed?a=1&b=2',
        folders: ['Trade & Tariffs', 'Ports'],
        lang: 'en',
      },
      {
        title: 'Café Wire',
        url: 'https://cafe.example/other',
        folders: ['Trade & Tariffs', 'Ports', 'Later'],
        lang: undefined,
      },
      { title: '新闻', url: 'https://xinwen.example/rss', folders: [], lang: undefined },
    ])
  })

  test('makes a feed file that is good, with ids of their own', () => {
    const existing = [aFeed({ id: 'cafe-wire' })]
    const { files, known, unwritable } = importFiles(readOpml(OPML).subscriptions, existing)
    expect({ files: files.length, known, unwritable }).toEqual({
      files: 1,
      known: 0,
      unwritable: [],
    })
    const { feeds, problems } = readFeedFile('feeds/mine.yaml', files[0]!.text)
    expect(problems).toEqual([])
    expect(feeds).toMatchObject([
      { id: 'cafe-wire-2', lang: 'en', tags: ['trade-tariffs', 'ports'] },
      { id: 'cafe-wire-3', tags: ['trade-tariffs', 'ports', 'later'] },
      { id: 'xinwen-example', title: '新闻' },
    ])
  })

  test('leaves out what is known', () => {
    const { subscriptions } = readOpml(OPML)
    const existing = subscriptions.map(({ url }, at) => aFeed({ id: `known-${at}`, url }))
    expect(importFiles(subscriptions, existing)).toEqual({ files: [], known: 3, unwritable: [] })
  })

  test('says what is no subscription, and why', () => {
    expect(readOpml(OPML)).toMatchObject({
      leftOut: [
        { name: 'Again', why: 'twice' },
        { name: 'Bad (javascript:)', why: 'other-address' },
        { name: 'Empty', why: 'no-address' },
      ],
      ending: 'whole',
    })
  })

  test('reads a file that is cut off as far as it goes, and says so', () => {
    for (let length = OPML.indexOf('<opml ') + 6; length < OPML.length - 3; length += 7) {
      const { subscriptions, ending } = readOpml(OPML.slice(0, length))
      const urls = readOpml(OPML).subscriptions.map(({ url }) => url)
      expect(ending).toBe('cut')
      expect(subscriptions.map(({ url }) => url)).toEqual(urls.slice(0, subscriptions.length))
    }
  })

  test.each([
    [8_000, 'whole'],
    [40_000, 'too-deep'],
  ])('%i folders in folders', (depth, ending) => {
    const outlines = '<outline text="Deep">'.repeat(depth)
    const feed = '<outline text="A" xmlUrl="https://a.example/"/>'
    const read = readOpml(`<opml><body>${feed}${outlines}${feed.replace('a.e', 'b.e')}
      ${'</outline>'.repeat(depth)}</body></opml>`)
    expect(read.ending).toBe(ending)
    expect(read.subscriptions.map(({ url }) => url)).toEqual(
      ['https://a.example/', 'https://b.example/'].slice(0, ending === 'whole' ? 2 : 1),
    )
  })

  test('control characters and invisible ones come into no file', () => {
    const opml = `<opml><body><outline text="&#27;]0;Red&#7; Wire&#x202e;&#10;Two" xmlUrl="https://a.example/&#9;x"/>
      <outline text="&#1;" xmlUrl="https://b.example/"/></body></opml>`
    const { subscriptions } = readOpml(opml)
    expect(subscriptions).toMatchObject([{ title: ']0;Red Wire Two' }, { title: 'b.example' }])
    expect(importFiles(subscriptions, []).files[0]!.text).not.toMatch(/[^\P{Cc}\n]|\\u00/u)
  })

  test('joiners and flags stay as they are', () => {
    const title =
      'خبر می\u200cآید \u{1f468}\u200d\u{1f467} \u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'
    const opml = `<opml><body><outline text="${title}" xmlUrl="https://a.example/"/></body></opml>`
    expect(readOpml(opml).subscriptions).toMatchObject([{ title }])
  })

  test.each(['', 'not xml', '{"a": 1}', '<html><body>x</body></html>'])(
    '%s names no feed',
    (text) => {
      expect(readOpml(text).subscriptions).toEqual([])
    },
  )
})

test('what XML forbids in any form is left out of an export', () => {
  const opml = writeOpml([aFeed({ title: 'esc \u001b[31m\u0000 \ufffe\ud800 \u0085🧲' })], NOON)
  expect(opml).toContain('title="esc [31m  \u0085🧲"')
})

test('what is exported is read again, without pages that others cannot read', () => {
  const feeds = [
    aFeed({ title: 'A "B" & <C>', tags: ['press', 'us'] }),
    aFeed({ id: 'page', addresses: [{ url: 'https://page.example/', list: { item: 'li' } }] }),
    aFeed({
      id: 'chips',
      url: 'https://chips.example/?a=1&b=2',
      file: 'feeds/chips.yaml',
      lang: undefined,
    }),
  ]
  const opml = writeOpml(feeds, NOON)
  const { subscriptions } = readOpml(opml)
  expect(subscriptions).toEqual([
    {
      title: 'A "B" & <C>',
      url: 'https://wire.example/feed',
      folders: ['press', 'us'],
      lang: 'en',
    },
    {
      title: 'Example Wire',
      url: 'https://chips.example/?a=1&b=2',
      folders: ['chips'],
      lang: undefined,
    },
  ])
  const { feeds: again } = readFeedFile(
    'feeds/again.yaml',
    importFiles(subscriptions, []).files[0]!.text,
  )
  expect(again.map(({ tags }) => tags)).toEqual([['press', 'us'], ['chips']])
})
