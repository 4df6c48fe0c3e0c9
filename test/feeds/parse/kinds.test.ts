import { describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../src/lib/durations.ts'
import { parse, rss } from './support.ts'

async function only(item: string, url?: string) {
  const { entries } = await parse(rss(`<item>${item}</item>`), url === undefined ? {} : { url })
  return entries[0]!
}

describe('an item', () => {
  test('has its page as address before a file that it brings', async () => {
    const file = '<enclosure url="https://x.example/a.mp3" type="audio/mpeg"/>'
    expect((await only(`${file}<link>https://x.example/a</link>`)).url).toBe('https://x.example/a')
    expect((await only(`${file}<guid>https://x.example/g</guid>`)).url).toBe('https://x.example/g')
    expect((await only(file)).url).toBe('https://x.example/a.mp3')
  })

  test('has no address that is none', async () => {
    expect(
      (await only('<link>javascript:alert(1)</link><guid isPermaLink="false">7</guid>')).url,
    ).toBeUndefined()
  })

  test('has description and content apart, and nothing twice', async () => {
    const encoded =
      '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>All</p>]]></content:encoded>'
    expect(await only(`<description>Some</description>${encoded}`)).toMatchObject({
      summary: 'Some',
      content: 'All',
    })
    expect(await only(`<description>All</description>${encoded}`)).toMatchObject({
      summary: 'All',
      content: '',
    })
  })

  test('has words in CDATA, escaped and bare alike', async () => {
    for (const title of [
      '<![CDATA[A &amp; <i>B</i>]]>',
      'A &amp;amp; &lt;i&gt;B&lt;/i&gt;',
      'A &amp; <i>B</i>',
      ' A\n &#38; B ',
    ])
      expect((await only(`<title>${title}</title>`)).title).toBe('A & B')
  })

  test('takes what its picture says where it says nothing itself', async () => {
    const media =
      '<media:group xmlns:media="http://search.yahoo.com/mrss/"><media:title>Port</media:title><media:description>Ships</media:description></media:group>'
    expect(await only(media)).toMatchObject({ title: 'Port', summary: 'Ships' })
  })

  test('has its last date where it has no first', async () => {
    const entry = await only(
      '<title>x</title><a:updated xmlns:a="http://www.w3.org/2005/Atom">2026-08-03T00:00:00Z</a:updated>',
    )
    expect(entry).toMatchObject({ published: Date.UTC(2026, 7, 3), updated: Date.UTC(2026, 7, 3) })
  })
})

test('a publisher says how often to come', async () => {
  const head =
    '<ttl>90</ttl><skipHours><hour>0</hour><hour>24</hour><hour>x</hour></skipHours><skipDays><day>Sunday</day><day>Someday</day></skipDays>'
  expect(await parse(rss('', head))).toMatchObject({
    ttl: 90 * MINUTE,
    skipHours: [0, 0],
    skipDays: [0],
  })
  const syndication = 'xmlns:s="http://purl.org/rss/1.0/modules/syndication/"'
  expect(
    await parse(
      rss(
        '',
        `<s:updatePeriod ${syndication}>hourly</s:updatePeriod><s:updateFrequency ${syndication}>2</s:updateFrequency>`,
      ),
    ),
  ).toMatchObject({ ttl: HOUR / 2 })
  expect(await parse(rss('', '<ttl>999999</ttl>'))).toMatchObject({ ttl: DAY })
  expect((await parse(rss(''))).ttl).toBeUndefined()
})

test('an index of sitemaps is a feed without entries', async () => {
  const index =
    '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://x.example/1.xml</loc></sitemap></sitemapindex>'
  expect(await parse(index)).toMatchObject({ kind: 'sitemap', entries: [] })
})

test('Atom 0.3, CDF and an entry that stands alone are read', async () => {
  const old =
    '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="escaped" type="text/html">A &amp;amp; B</title><link rel="alternate" href="/a"/><issued>2026-08-03T00:00:00Z</issued></entry></feed>'
  expect((await parse(old)).entries[0]).toMatchObject({
    title: 'A & B',
    url: 'https://site.example/a',
    published: Date.UTC(2026, 7, 3),
  })
  const channel =
    '<CHANNEL HREF="https://x.example/"><ITEM HREF="/1" LASTMOD="2026-08-03"><TITLE>One</TITLE><ABSTRACT>Two</ABSTRACT></ITEM></CHANNEL>'
  expect(await parse(channel)).toMatchObject({
    url: 'https://x.example/',
    entries: [{ title: 'One', summary: 'Two', url: 'https://site.example/1' }],
  })
  expect(
    (await parse('<entry xmlns="http://www.w3.org/2005/Atom"><title>Alone</title></entry>'))
      .entries,
  ).toMatchObject([{ title: 'Alone' }])
})

test('JSON may stand in a call or behind a guard, and its items may be damaged', async () => {
  const feed =
    '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"A"},7,null]}'
  for (const text of [feed, `\ufeff${feed}`, `callback(${feed});`, `)]}',\n${feed}`])
    expect((await parse(text)).entries).toMatchObject([{ id: '1', title: 'A' }])
  const json = { items: 'items', title: 'title' }
  expect((await parse(`show(${feed})`, { address: { url: '', json } })).entries[0]).toMatchObject({
    title: 'A',
  })
})
