import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Random } from '../support/random.ts'

/** How many items a feed lists; rounds are short enough that none leaves before it was polled. */
const LISTED = 80

type Item = {
  readonly id: string
  /** A word that no other story has; undefined: an item that no rule matches. */
  readonly marker: string | undefined
  readonly title: string
  readonly text: string
  readonly at: number
}

export type Newsroom = {
  readonly addresses: readonly string[]
  /** The markers of all stories that must be told. */
  readonly stories: readonly string[]
  readonly published: number
  /** Requests answered so far. */
  readonly polls: number
  /** Publishes one item: a new story, a copy of a late one in another feed, or one that does not matter. */
  publish(): void
  close(): Promise<void>
}

const OLD = { id: 'old', marker: undefined, title: 'The harbour is quiet', at: 0 }

/** A few RSS feeds, each on a host of its own, that grow while the bot is killed beside them. */
export async function openNewsroom(
  random: Random,
  now: () => number,
  feeds = 4,
): Promise<Newsroom> {
  const lists = Array.from({ length: feeds }, (): Item[] => [])
  const told: { item: Item; feed: number }[] = []
  let published = 0
  let polls = 0

  const servers = lists.map((items, feed) =>
    createServer((_, response) => {
      polls++
      response.setHeader('content-type', 'application/rss+xml; charset=utf-8')
      response.end(rss(feed, items))
    }).listen(0, '127.0.0.1'),
  )
  await Promise.all(servers.map((server) => once(server, 'listening')))
  // Nothing is told of what is there before the first poll.
  for (const items of lists) items.push({ ...newItem(0, random, now()), ...OLD })

  function publish(): void {
    const feed = random.between(0, feeds - 1)
    const earlier = told.at(-random.between(1, 5))
    const isCopy = earlier !== undefined && earlier.feed !== feed && random.chance(0.3)
    const item = isCopy ? { ...earlier.item, at: now() } : newItem(published, random, now())
    published++
    lists[feed]?.push({ ...item, id: `${feed}-${published}` })
    if (!isCopy && item.marker !== undefined) told.push({ item, feed })
  }

  return {
    addresses: servers.map((server) => `http://127.0.0.1:${portOf(server)}/feed.xml`),
    get stories() {
      return told.flatMap(({ item }) => item.marker ?? [])
    },
    get published() {
      return published
    },
    get polls() {
      return polls
    },
    publish,
    async close() {
      for (const server of servers) server.closeAllConnections()
      await Promise.all(servers.map((server) => once(server.close(), 'close')))
    },
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

function newItem(number: number, random: Random, at: number): Item {
  const marker = `zq${invented(number)}`
  const words = Array.from({ length: 24 }, () => invented(random.between(0, 900_000)))
  const title = words.slice(0, 5).join(' ')
  const text = words.slice(5).join(' ')
  if (random.chance(0.25))
    return { id: '', marker: undefined, title: `Football ${title}`, text, at }
  return { id: '', marker, title: `Samarium ${marker} ${title}`, text, at }
}

/** A pronounceable word for a number: words of different numbers have nothing in common. */
function invented(number: number): string {
  let rest = number
  let word = ''
  do {
    word += `${'bdfgklmnprstvz'[rest % 14] ?? 'x'}${'aeiou'[Math.floor(rest / 14) % 5] ?? 'y'}`
    rest = Math.floor(rest / 70)
  } while (rest > 0 || word.length < 6)
  return word
}

function rss(feed: number, items: readonly Item[]): string {
  const listed = items.slice(-LISTED).toReversed()
  const entries = listed.map(
    ({ id, title, text, at }) =>
      `<item><title>${title}</title><link>http://news.example/${id}</link>` +
      `<guid isPermaLink="false">${id}</guid><description>${text}</description>` +
      `<pubDate>${new Date(at).toUTCString()}</pubDate></item>`,
  )
  return (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>' +
    `<title>Gazette ${feed}</title><link>http://news.example/</link><description/>` +
    `${entries.join('')}</channel></rss>`
  )
}
