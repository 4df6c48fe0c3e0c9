import { describe, expect, test } from 'vitest'
import { readFeedFile } from '../../src/feeds/files/index.ts'
import { importFile, readOpml, writeOpml } from '../../src/feeds/opml.ts'
import { NOON } from '../support/things.ts'
import { aFeed } from './support.ts'

const OPML = `<?xml version="1.0" encoding="UTF-8"?>
<!-- exported --><opml version="1.1"><head><title>Mine</title></head><body>
<outline text="Trade &amp; Tariffs"><outline text="Ports">
<outline type="rss" text="Café Wire" xmlUrl="https://cafe.example/feed?a=1&amp;b=2" language="en-us"/>
<outline type="rss" text="Café Wire" xmlurl="https://cafe.example/other"/></outline></outline>
<outline type="rss" title="新闻" text="x" xmlUrl=" https://xinwen.example/rss "/>
<outline type="rss" text="Again" xmlUrl="https://cafe.example/other"/>
<outline type="rss" text="Bad" xmlUrl="javascript:alert(1)"/><outline text="Empty"/>
</body></opml>`

describe('import', () => {
  test('reads folders, languages and any spelling of xmlUrl; each address once', () => {
    expect(readOpml(OPML)).toEqual([
      {
        title: 'Café Wire',
        url: 'https://cafe.example/feed?a=1&b=2',
        folders: ['Trade & Tariffs', 'Ports'],
        lang: 'en',
      },
      { title: 'Again', url: 'https://cafe.example/other', folders: [], lang: undefined },
      { title: '新闻', url: 'https://xinwen.example/rss', folders: [], lang: undefined },
    ])
  })

  test('makes a feed file that is good, with ids of their own', () => {
    const existing = [aFeed({ id: 'cafe-wire' })]
    const { text, added, known } = importFile(readOpml(OPML), existing)
    expect({ added, known }).toEqual({ added: 3, known: 0 })
    const { feeds, problems } = readFeedFile('feeds/mine.yaml', text!)
    expect(problems).toEqual([])
    expect(feeds).toMatchObject([
      { id: 'cafe-wire-2', lang: 'en', tags: ['trade-tariffs', 'ports'] },
      { id: 'again' },
      { id: 'xinwen-example', title: '新闻' },
    ])
  })

  test('leaves out what is known', () => {
    const existing = readOpml(OPML).map(({ url }, index) => aFeed({ id: `known-${index}`, url }))
    expect(importFile(readOpml(OPML), existing)).toEqual({ text: undefined, added: 0, known: 3 })
  })

  test.each(['', 'not xml', '{"a": 1}', '<html><body>x</body></html>'])(
    '%s names no feed',
    (text) => {
      expect(readOpml(text)).toEqual([])
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
  expect(readOpml(opml)).toEqual([
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
  const { feeds: again } = readFeedFile('feeds/again.yaml', importFile(readOpml(opml), []).text!)
  expect(again.map(({ tags }) => tags)).toEqual([['press', 'us'], ['chips']])
})
