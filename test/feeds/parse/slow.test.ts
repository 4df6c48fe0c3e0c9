import { describe, expect, test } from 'vitest'
import { canonicalUrl } from '../../../src/lib/url.ts'
import { parse, rss } from './support.ts'

/** Just small enough to be read in the bot's own thread. */
const SIZE = 500_000
/** What may keep a pattern or a loop busy for the square of its length where it stands often enough. */
const PIECES = ['<', '<a', '<a b="', '<!a', '<?x', '<zz ', '</a', '<i hidden>', '<script>', 'x<br>']
const MORE = ['&', '&x;', '&#1', '\n', ' x', '年', '2024', '.', 'The post x ', '<![CDATA[', '<b>']

function filled(piece: string, size: number): string {
  return piece.repeat(Math.floor(size / piece.length))
}

/** Time of this thread alone: a busy machine is not the reader's fault. */
async function cpuTime(work: () => unknown): Promise<number> {
  const before = process.threadCpuUsage()
  await work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

/** A tenth of what it took before, and three times of what it takes. */
const MOST = 700

describe.each([...PIECES, ...MORE])('%j, over and over,', (piece) => {
  test.each([
    ['in a text', (text: string) => rss(`<item><title>t</title><description><![CDATA[${text}]]>`)],
    [
      'in an item without an address',
      (text: string) =>
        rss(`<item><title>t</title><description><![CDATA[${text}]]></description></item>`),
    ],
    ['in a title', (text: string) => rss(`<item><title><![CDATA[${text}]]></title></item>`)],
    ['bare', (text: string) => rss(text)],
    ['before the document', (text: string) => text + rss('')],
    ['in JSON', (text: string) => `{"version":"1","items":[${text}`],
    ['in a call', (text: string) => `f({)${text}x`],
  ])('%s holds up nothing', async (_, around) => {
    const document = around(filled(piece, SIZE))
    expect(await cpuTime(() => parse(document).catch(() => undefined))).toBeLessThan(MOST)
  })
})

test('names of characters that nobody knows are looked up together', async () => {
  const names = Array.from({ length: 30_000 }, (_, at) => `&x${at};`).join('')
  const document = rss(`<item><title>t</title><description>${names}</description></item>`)
  expect(await cpuTime(() => parse(document))).toBeLessThan(MOST)
  const { entries } = await parse(
    rss('<item><title>&eacute;&NewLine;&nope;&Tab;&amp;</title></item>'),
  )
  expect(entries[0]?.title).toBe('é &nope; &')
})

test('dates of nothing but letters take little time', async () => {
  const dates = filled(`<item><pubDate>${'年'.repeat(190)}</pubDate></item>`, SIZE)
  expect(await cpuTime(() => parse(rss(dates)))).toBeLessThan(MOST)
})

test('an address that is longer than servers bear is none, and a long one is folded in little time', async () => {
  const long = `https://x.example${'/m'.repeat(5_000)}`
  const { entries } = await parse(
    rss(`<item><title>t</title><link>${long}</link></item><item><guid>${long}</guid></item>`),
  )
  expect(entries.map(({ url }) => url)).toEqual([undefined, undefined])
  expect(
    await cpuTime(() => {
      for (let at = 0; at < 100; at++) canonicalUrl(`${long.slice(0, 7_000)}/${at}`)
    }),
  ).toBeLessThan(MOST)
})
