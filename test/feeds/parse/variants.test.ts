import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { parse, rss } from './support.ts'

const ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
const DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
const DAY_ONE = Date.UTC(2026, 7, 1)

describe('an address', () => {
  test.each([
    ['<link><![CDATA[https://x.example/?a=1&b=2]]></link>', 'https://x.example/?a=1&b=2'],
    ['<link><![CDATA[https://x.example/?a=1&amp;b=2]]></link>', 'https://x.example/?a=1&b=2'],
    ['<link>https://x.example/?a=1&amp;#038;b=2</link>', 'https://x.example/?a=1&b=2'],
    ['<guid><![CDATA[https://x.example/?a=1&b=2]]></guid>', 'https://x.example/?a=1&b=2'],
    ['<guid>/2026/one</guid>', 'https://site.example/2026/one'],
    ['<guid isPermaLink="true">one</guid>', 'https://site.example/one'],
    ['<guid>abc123</guid>', undefined],
    ['<guid isPermaLink="0">/2026/one</guid>', undefined],
  ])('%s is %s', async (item, url) => {
    const { entries } = await parse(rss(`<item><title>T</title>${item}</item>`))
    expect(entries[0]?.url).toBe(url)
  })

  test('is the id that is one, before a file', async () => {
    const entry = `<id>https://x.example/1</id><link rel="enclosure" href="/a.mp3"/>`
    const { entries } = await parse(`<feed ${ATOM}><entry>${entry}</entry></feed>`)
    expect(entries[0]?.url).toBe('https://x.example/1')
  })
})

describe('a date of an item', () => {
  test.each([
    [`<pubDate>soon</pubDate><dc:date ${DC}>2026-08-01</dc:date>`],
    ['<pubDate>Sat,&nbsp;01 Aug 2026 00:00:00 GMT</pubDate>'],
    ['<prism:publicationDate xmlns:prism="urn:p">2026-08-01</prism:publicationDate>'],
    ['<publishedDate>2026-08-01</publishedDate>'],
  ])('%s is found', async (item) => {
    const { entries } = await parse(rss(`<item><title>T</title>${item}</item>`))
    expect(entries[0]?.published).toBe(DAY_ONE)
  })
})

test('Atom may say it in Dublin Core, RSS in elements of Atom or without a namespace', async () => {
  const words = '<dc:title>A</dc:title><dc:description>B</dc:description>'
  const atom = `<feed ${ATOM} ${DC}>${words}<entry>${words}</entry></feed>`
  expect(await parse(atom)).toMatchObject({
    title: 'A',
    description: 'B',
    entries: [{ title: 'A', summary: 'B' }],
  })
  const entry = '<entry><title>E</title></entry>'
  expect((await parse(rss(entry))).entries).toMatchObject([{ title: 'E' }])
  const wrapped = `<feed ${ATOM}><title>T</title><entries>${entry}</entries></feed>`
  expect((await parse(wrapped)).entries).toMatchObject([{ title: 'E' }])
  const item = '<item><title>T</title><content>All of it</content></item>'
  expect((await parse(rss(item))).entries).toMatchObject([{ content: 'All of it' }])
})

test('what is no tag is text, and an entity may name a character', async () => {
  const feed = rss('<item><title>I <3 steel & &co;</title><link>https://x.example/</link></item>')
  const declared = feed.replace('<rss', `<!DOCTYPE rss [<!ENTITY co "Bits &#38; Bolts">]><rss`)
  expect((await parse(declared)).entries).toMatchObject([
    { title: 'I <3 steel & Bits & Bolts', url: 'https://x.example/' },
  ])
})

describe('JSON', () => {
  const head = '{"version":"https://jsonfeed.org/version/1.1","title":"J"'

  test.each([
    ['a comma too many', `${head},"items":[{"id":"1","title":"A",},]}`],
    ['a raw line break in a string', `${head},"items":[{"id":"1","title":"A\n"}]}`],
  ])('with %s is read', async (_, document) => {
    expect(await parse(document)).toMatchObject({ title: 'J', entries: [{ id: '1', title: 'A' }] })
  })

  test('of no items is a feed without entries', async () => {
    for (const document of [`${head}}`, `${head},"items":null}`])
      expect(await parse(document)).toMatchObject({ title: 'J', entries: [] })
  })

  test('that is cut anywhere keeps its whole items', async () => {
    const items = [
      '{"id":"1","tags":["x"],"title":"A"}',
      '{"id":"2","title":"B","tags":[["y"],{}]}',
    ]
    const whole = `${head},"items":[${items.join(',')}]}`
    const [first, second] = items.map((item) => whole.indexOf(item) + item.length)
    for (let end = first!; end < whole.length; end++) {
      const { entries, isCut } = await parse(whole.slice(0, end))
      expect([entries.map(({ title }) => title), isCut]).toEqual([
        end < second! ? ['A'] : ['A', 'B'],
        true,
      ])
    }
    await expect(parse(whole.slice(0, first! - 1))).rejects.toThrow('not JSON')
  })
})

test.each([
  ['iso-2022-jp', Buffer.from('\u001b$BF|K\\\u001b(B', 'latin1'), '日本'],
  ['x-mac-cyrillic', iconv.encode('Привет', 'maccyrillic'), 'Привет'],
])('the charset %s is read by its name', async (charset, title, expected) => {
  const [before, after] = rss('<item><title>@</title></item>').split('@') as [string, string]
  const prolog = before.replace('?>', ` encoding="${charset}"?>`)
  const document = Buffer.concat([Buffer.from(prolog), title, Buffer.from(after)])
  expect((await parse(document)).entries[0]?.title).toBe(expected)
})
