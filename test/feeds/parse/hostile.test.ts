import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { parse, rss } from './support.ts'

const ITEM = '<item><title>Whole</title><guid isPermaLink="false">1</guid></item>'

function laughs(levels: number): string {
  const lines = Array.from(
    { length: levels },
    (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`,
  )
  return `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">${lines.join('')}]>
    <rss version="2.0"><channel><title>&l${levels};</title>${ITEM}</channel></rss>`
}

describe('entities', () => {
  test('a billion laughs are no joke: little time, little room', async () => {
    await parse(rss(ITEM))
    const [began, before] = [performance.now(), process.memoryUsage().rss]
    const { entries, title } = await parse(laughs(9))
    expect(performance.now() - began).toBeLessThan(2000)
    expect(process.memoryUsage().rss - before).toBeLessThan(20 * 2 ** 20)
    expect([entries.length, title.length < 100]).toEqual([1, true])
  })

  test('a long entity used ten thousand times does not grow without end, in time or in room', async () => {
    const document = `<!DOCTYPE rss [<!ENTITY a "${'x'.repeat(190)}">]>${rss(`<item><title>T</title><description>${'&a;'.repeat(10_000)}</description></item>`)}`
    const [began, before] = [performance.now(), process.memoryUsage().rss]
    const { entries } = await parse(document)
    expect(performance.now() - began).toBeLessThan(2000)
    expect(process.memoryUsage().rss - before).toBeLessThan(20 * 2 ** 20)
    expect(entries[0]!.summary.length).toBeLessThan(120_000)
  })

  test('from outside are neither read from a file nor asked of a server', async () => {
    let asked = 0
    const server = createServer((_, response) => {
      asked++
      response.end('secret')
    })
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`
    for (const declared of [
      '<!ENTITY x SYSTEM "file:///etc/passwd">',
      `<!ENTITY x SYSTEM "${address}">`,
      `<!ENTITY % p SYSTEM "${address}"> %p; <!ENTITY x "&p;">`,
      `<!ENTITY x PUBLIC "-//X//" "${address}">`,
    ]) {
      const { entries } = await parse(
        `<?xml version="1.0"?><!DOCTYPE rss [${declared}]>${rss('<item><title>a &x; b</title></item>').slice(21)}`,
      )
      expect(entries[0]?.title).toBe('a &x; b')
    }
    await new Promise((resolve) => server.close(resolve))
    expect(asked).toBe(0)
  })
})

describe('names that mean something to the language', () => {
  test('as elements change nothing and name nothing', async () => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']
    const inside = names.map((name) => `<${name}><isAdmin>yes</isAdmin></${name}>`).join('')
    const { entries } = await parse(
      rss(`<item __proto__="x" constructor="y">${inside}<title>T</title></item>`, inside),
    )
    expect(entries).toHaveLength(1)
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined()
  })

  test('as keys of JSON change nothing and lead nowhere', async () => {
    const document =
      '{"version":"https://jsonfeed.org/version/1","__proto__":{"isAdmin":true,"title":"inherited"},"items":[{"id":"1","title":"T","__proto__":{"isAdmin":true,"url":"https://x.example/"}}]}'
    const feed = await parse(document)
    expect([feed.title, feed.entries[0]?.url]).toEqual(['', undefined])
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined()
    const json = { items: '__proto__.list', title: 'constructor.name' }
    await expect(parse('{"a":[]}', { address: { url: '', json } })).rejects.toThrow(
      'no list at "__proto__.list"',
    )
  })
})

describe('damage', () => {
  test('bare ampersands and HTML entities lose no item', async () => {
    const { entries } = await parse(
      rss(
        '<item><title>A & B</title><link>https://x.example/?a=1&b=2</link></item><item><title>caf&eacute; &nope; &</title></item>',
      ),
    )
    expect(entries.map(({ title, url }) => [title, url])).toEqual([
      ['A & B', 'https://x.example/?a=1&b=2'],
      ['café &nope; &', undefined],
    ])
  })

  test('control characters, also as references, lose no item', async () => {
    const { entries } = await parse(
      rss(`<item><title>A\u0000\u0008\u001bB&#8;&#x1F;C&#0;</title></item>`),
    )
    expect(entries[0]?.title).toBe('ABC')
  })

  test.each([
    ['before', `\ufeff\n\n  PHP Warning: x in y on line 3 ${rss(ITEM)}`],
    ['behind', `${rss(ITEM)}\n<!-- 0.03 s --><script>track()</script>`],
    ['around', `<html><body>${rss(ITEM)}</body></html>`],
  ])('junk %s the document is no harm', async (_, document) => {
    expect((await parse(document)).entries.map(({ title }) => title)).toEqual(['Whole'])
  })

  test.each([
    ['in a title', rss(`${ITEM}<item><title>Hal`).replace('</channel></rss>', '')],
    ['in a tag', `${rss(ITEM).replace('</channel></rss>', '')}<item><link href="ht`],
    [
      'in CDATA',
      `${rss(ITEM).replace('</channel></rss>', '')}<item><title>x</title><description><![CDATA[<p>abc`,
    ],
    ['behind an item', rss(ITEM).replace('</channel></rss>', '')],
  ])('a document that is cut %s keeps its whole entries and says so', async (_, document) => {
    const { entries, isCut } = await parse(document)
    expect([entries.map(({ title }) => title), isCut]).toEqual([['Whole'], true])
  })

  test('a whole document is not called cut', async () => {
    for (const document of [
      rss(ITEM),
      rss(''),
      '<feed xmlns="http://www.w3.org/2005/Atom"/>',
      `${rss(ITEM)}  <!-- end -->`,
    ])
      expect((await parse(document)).isCut).toBeUndefined()
  })

  test('every beginning of a document is read or refused, and never with a half entry', async () => {
    const document = rss(
      `<item><title>One</title><link>https://x.example/1</link></item><item><title>Two</title><description><![CDATA[<b>x</b>]]></description></item>`,
    )
    for (let end = 1; end < document.length; end++) {
      const parsed = await parse(document.slice(0, end)).catch((error: Error) => error)
      const read = parsed instanceof Error ? [] : parsed.entries.map(({ title }) => title)
      expect(['One', 'Two'].slice(0, read.length)).toEqual(read)
      expect(read.length <= (document.slice(0, end).match(/<\/item/g)?.length ?? 0)).toBe(true)
    }
  })

  test('a document that nests a million deep is read as far as it is sane, in little time', async () => {
    const deep = rss(`${ITEM}<item><title>${'<b>'.repeat(1_000_000)}x</title></item>`)
    const began = performance.now()
    const { entries, isCut } = await parse(deep)
    expect(performance.now() - began).toBeLessThan(2_000)
    expect([entries.map(({ title }) => title), isCut]).toEqual([['Whole'], true])
  })

  test('a list page that nests a million deep is refused in little time', async () => {
    const address = { url: '', list: { item: 'li' } }
    const began = performance.now()
    await expect(parse('<div>'.repeat(1_000_000), { address })).rejects.toThrow('selects nothing')
    expect(performance.now() - began).toBeLessThan(4_000)
  })

  test('twenty thousand entries are read', async () => {
    const items = Array.from(
      { length: 20_000 },
      (_, at) => `<item><title>Story ${at}</title><link>https://x.example/${at}</link></item>`,
    )
    const { entries } = await parse(rss(items.join('')))
    expect([entries.length, entries.at(-1)?.title]).toEqual([20_000, 'Story 19999'])
  })
})

describe('what is no feed', () => {
  test.each([
    [
      '<html><head><title>Page not found</title></head><body>404</body></html>',
      'not-a-feed',
      '“Page not found”',
    ],
    [
      '<html><head><title>Just a moment...</title></head></html>',
      'blocked-by-challenge',
      '“Just a moment...”',
    ],
    [
      '<html><script src="/cdn-cgi/challenge-platform/x.js"></script></html>',
      'blocked-by-challenge',
      'proof that a person',
    ],
    [
      '<html><head><title>Federal Register :: Request Access</title></head></html>',
      'blocked-by-challenge',
      'Request Access',
    ],
    [
      '<html><title>News</title><link rel="alternate" type="application/rss+xml" href="/feed.xml"></html>',
      'not-a-feed',
      '/feed.xml',
    ],
    ['', 'not-a-feed', 'empty'],
    ['   ', 'not-a-feed', 'empty'],
    ['plain words', 'not-a-feed', 'no feed'],
    ['{"a":1}', 'not-a-feed', 'no JSON Feed'],
    ['{"a":', 'not-a-feed', 'not JSON'],
  ])('%j is refused as %s', async (document, code, words) => {
    await expect(parse(document)).rejects.toMatchObject({
      name: 'FeedError',
      code,
      message: expect.stringContaining(words) as string,
    })
  })

  test('a list page whose selectors find nothing says which', async () => {
    const address = { url: '', list: { item: '.gone' } }
    await expect(
      parse('<html><title>News</title><p>x</p></html>', { address }),
    ).rejects.toMatchObject({
      code: 'not-a-feed',
      message: expect.stringContaining('".gone" selects nothing') as string,
    })
  })
})
