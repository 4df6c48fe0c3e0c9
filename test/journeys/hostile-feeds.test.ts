import { describe, expect, onTestFinished, test } from 'vitest'
import { HOUR, MINUTE } from '../../src/lib/durations.ts'
import { startDiscord } from '../support/discord/index.ts'
import { startHostileServer } from '../support/hostile-server.ts'
import { NOON } from '../support/things.ts'
import { openBot } from './whole-bot.ts'

/** Feeds that misbehave, all the way from a server on loopback to what is told. */

type Item = {
  readonly title: string
  readonly guid?: string | undefined
  readonly link?: string | undefined
  readonly description?: string
  readonly at?: number
}

const STORIES: readonly Item[] = [
  { title: 'Samarium permits granted to six firms', guid: 'a', link: 'https://wire.example/six' },
  { title: 'Harbour strike holds samarium ore', guid: 'b', link: 'https://wire.example/strike' },
  { title: 'Envoys call samarium no lever', guid: 'c', link: 'https://wire.example/envoys' },
]
const TITLES = STORIES.map(({ title }) => title).toSorted()

function rss(items: readonly Item[]): string {
  const written = items.map(({ title, guid, link, description, at = NOON - HOUR }) => {
    const parts = [
      `<title>${title}</title>`,
      link === undefined ? '' : `<link>${link}</link>`,
      guid === undefined ? '' : `<guid isPermaLink="false">${guid}</guid>`,
      description === undefined ? '' : `<description><![CDATA[${description}]]></description>`,
    ]
    return `<item>${parts.join('')}<pubDate>${new Date(at).toUTCString()}</pubDate></item>`
  })
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>${written.join('')}</channel></rss>`
}

/** A bot whose one feed answers what `itemsOf` says for each request, counted from 1. */
async function botFed(itemsOf: (request: number) => readonly Item[]) {
  const bot = await openBot(['/feed'])
  bot.server.answer('/feed', (_, response, count) => void response.end(rss(itemsOf(count))))
  return bot
}

/** The stories with `change` made to each at every request. */
function changing(change: (item: Item, request: number) => Item) {
  return (request: number) => STORIES.map((item) => change(item, request))
}

test.each([
  [
    'guids that are new at every poll',
    changing((item, at) => ({ ...item, guid: `${at}-${item.guid}` })),
    20,
  ],
  ['one guid for all stories', changing((item) => ({ ...item, guid: 'same' })), 3],
  [
    'no guids, and one story without an address either',
    changing((item) => ({
      ...item,
      guid: undefined,
      link: item.guid === 'c' ? undefined : item.link,
    })),
    3,
  ],
  [
    'tracking parameters that change',
    changing((item, at) => ({
      ...item,
      guid: undefined,
      link: `${item.link}?utm_source=rss&amp;utm_campaign=${at}#xtor=RSS-${at}`,
    })),
    5,
  ],
  ['items that vanish and return', (request: number) => (request % 2 === 1 ? STORIES : []), 6],
])('%s: each story is told once', async (_, itemsOf, polls) => {
  const bot = await botFed(itemsOf)
  await bot.poll(polls, 5 * MINUTE)
  expect(await bot.told()).toEqual(TITLES)
  expect(await bot.ledger()).toHaveLength(3)
  expect(bot.server.count('/feed')).toBe(polls)
})

/** A word that no other number has, so that every item is a story of its own. */
function wordOf(number: number): string {
  return (number + 7000).toString(6).replaceAll(/\d/g, (digit) => SYLLABLES[Number(digit)]!)
}
const SYLLABLES = ['ba', 'ke', 'di', 'fo', 'gu', 'lym']

/** Matches in each poll, the first of which finds an empty feed. */
const FLOOD = [0, 500, 100, 100]

test('a flood keeps to the limit of the channel; digests name the count of all the rest', async () => {
  const bot = await botFed((request) =>
    Array.from({ length: FLOOD[request - 1] ?? 0 }, (_, at) => {
      const word = wordOf(request * 1000 + at)
      return {
        title: `${word} opens ${wordOf(request * 1000 + at + 300_000)}`,
        guid: word,
        link: `https://wire.example/${word}`,
        description: `samarium ${word}`,
        at: bot.clock.now() - MINUTE,
      }
    }),
  )
  for (const _ of [...FLOOD, 0]) {
    await bot.poll(1, HOUR)
    const since = bot.clock.now() - HOUR
    const sent = (await bot.alerts()).filter(({ createdAt }) => createdAt >= since)
    // Ten, and a digest.
    expect(sent.length).toBeLessThanOrEqual(11)
  }
  const rows = await bot.ledger()
  expect(rows).toHaveLength(700)
  expect(rows.filter(({ delivery }) => delivery !== 'sent')).toEqual([])
  const alerts = await bot.alerts()
  const totals = alerts.map(({ card }) => (card.kind === 'digest' ? card.total : 1))
  expect(totals.reduce((sum, total) => sum + total)).toBe(700)
  expect(Math.max(...totals)).toBeGreaterThan(400)
})

test('the first poll of three hundred old items records all and tells three of the young ones', async () => {
  const bot = await botFed(() =>
    Array.from({ length: 300 }, (_, at) => ({
      title: `${wordOf(at)} samarium ${wordOf(at + 400)}`,
      guid: `g-${at}`,
      link: `https://wire.example/${at}`,
      at: NOON - (at < 5 ? 5 : 7 + at) * HOUR,
    })),
  )
  await bot.poll(2, HOUR)
  expect(await bot.told()).toHaveLength(3)
  const rows = await bot.ledger()
  expect(rows).toHaveLength(300)
  const reasons = rows.map(({ decision }) => decision.reason)
  expect(reasons.filter((reason) => reason === 'first-poll')).toHaveLength(2)
  expect(reasons.filter((reason) => reason === 'stale')).toHaveLength(295)
})

test('what a page hides, and what stands around its articles, is no news', async () => {
  const hidden = [
    '<span style="display:none">samarium</span>',
    '<p style="font-size:0">samarium</p>',
    '<div hidden>samarium</div>',
    '<!-- samarium -->',
    '<p>Ships left at dawn.</p><div aria-hidden="true"><p>samarium</p></div>',
  ]
  const bot = await botFed(() =>
    hidden.map((description, at) => ({ title: `Quiet harbour ${at}`, guid: `${at}`, description })),
  )
  await bot.poll(1, HOUR)
  expect(await bot.ledger()).toEqual([])
})

/** What a page on the public web may hold to lead a reader to addresses of the bot's own network. */
function evilPage(elsewhere: string): string {
  return `<html><head><title>News</title><meta http-equiv="refresh" content="0; url=${elsewhere}/refresh">
    <link rel="canonical" href="${elsewhere}/canonical"><link rel="icon" href="${elsewhere}/favicon.ico">
    <base target="_blank"></head><body><nav>samarium <a href="/s">samarium</a></nav>
    <ul class="news"><li><a href="/1">Samarium permits granted</a><img src="${elsewhere}/image.png"></li>
    <li><a href="/2">Quiet harbour</a></li></ul>
    <aside><li><a href="/3">Most read: samarium</a></li></aside><iframe src="${elsewhere}/frame"></iframe></body></html>`
}

test('a list page leads to no other address, and what stands around its list is no news', async () => {
  const bot = await openBot(['/list'], {
    feed: { addresses: [{ url: '', list: { item: '.news li' } }] },
  })
  const elsewhere = await startHostileServer()
  onTestFinished(() => elsewhere.close())
  bot.server.answer('/list', (_, response) => void response.end(evilPage(elsewhere.url)))
  await bot.poll(2, HOUR)
  expect(await bot.told()).toEqual(['Samarium permits granted'])
  expect(bot.server.seen.map(({ path }) => path)).toEqual(['/list', '/list'])
  expect(elsewhere.seen).toEqual([])
})

describe('hostile words reach Discord as words', () => {
  const titles = [
    '@everyone &lt;@&amp;42&gt; @here: samarium quota stands',
    '[Samarium magnets free](https://evil.example/x) for farmers',
    'Miners of samarium strike https://evil.example/y discord.gg/abc',
    '<![CDATA[<script>alert(1)</script>Brazil <b>buys</b> samarium R&amp;D labs]]>',
    'China&amp;#8217;s envoys meet AT&amp;amp;T over samarium',
  ]
  const links = [
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '',
    'https://wire.example/5',
  ]

  test('no mention, no link but ours, no tag, and no escape that is seen', async () => {
    const discord = await startDiscord()
    const bot = await openBot(['/feed'], {
      environment: {
        DISCORD_TOKEN: discord.token,
        DISCORD_API: discord.api,
        CHANNEL_DEFAULT: discord.channels.alerts.id,
      },
    })
    onTestFinished(() => discord.close())
    bot.server.answer('/feed', (_, response, count) => {
      const items = titles.map((title, at) => ({ title, guid: `${at}`, link: links[at] }))
      response.end(rss(items.slice(0, count * 3)))
    })
    await bot.poll(2, HOUR)
    const bodies = discord.messages().map(({ body }) => body)
    expect(bodies.length).toBe(titles.length)
    for (const body of bodies) expect(body['allowed_mentions']).toEqual({ parse: [] })
    const text = JSON.stringify(bodies)
    expect(text).not.toMatch(
      /@everyone|@here|https?:\/\/evil|discord\.gg|javascript:|data:text|file:\/\/|<script|&amp;|#8217/,
    )
    expect(text.match(/no link/g)).toHaveLength(4)
    expect(text).toContain('\\\\[Samarium magnets free\\\\](evil.example/x)')
    expect(text).toContain('Brazil buys samarium R&D labs')
    expect(text).toContain('China’s envoys meet AT&T over samarium')
  })
})
