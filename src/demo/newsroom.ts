import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Feed } from '../domain/feed.ts'
import { count } from '../lib/count.ts'
import { MINUTE, SECOND } from '../lib/durations.ts'
import { draw } from './formats.ts'
import { DEMO_FEEDS, type DemoFeed } from './texts.ts'

export type Newsroom = {
  /** The feeds as the bot is to poll them. */
  readonly feeds: readonly Feed[]
  /** When the last item appears, milliseconds after the first request. */
  readonly length: number
  /** What went wrong in the newsroom so far, a sentence each. */
  troubles(): readonly string[]
  close(): Promise<void>
}

/** A small newsroom on loopback, over real HTTP. `speed` 10 tells in 2 seconds what takes 20. */
export async function startNewsroom(speed: number): Promise<Newsroom> {
  // Time begins with the first request: a bot that is slow to start misses nothing.
  let began: number | undefined
  const served: Served = { refused: new Map(), cut: new Set() }
  const server = createServer((request, response) => {
    const feed = DEMO_FEEDS.find(({ id }) => request.url === `/feeds/${id}`)
    if (!feed) return void response.writeHead(404).end()
    began ??= Date.now()
    answer(feed, response, { began, speed, served })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const base = `http://127.0.0.1:${port}`
  const last = Math.max(...DEMO_FEEDS.flatMap(({ items }) => items.map(({ at }) => at)))
  return {
    feeds: DEMO_FEEDS.map((feed) => toFeed(feed, base, speed)),
    length: (last * SECOND) / speed,
    troubles: () => troublesOf(served),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Served = {
  /** How often a feed answered 500. */
  readonly refused: Map<string, number>
  /** The feeds of which an answer broke off half-way. */
  readonly cut: Set<string>
}

type Scene = { readonly began: number; readonly speed: number; readonly served: Served }

function troublesOf({ refused, cut }: Served): readonly string[] {
  return [
    ...[...refused].map(([title, times]) => `${title} answered 500, ${count(times, 'time')}`),
    ...[...cut].map((title) => `an answer of ${title} broke off half-way`),
  ]
}

function answer(
  feed: DemoFeed,
  response: ServerResponse,
  { began, speed, served: { refused, cut } }: Scene,
): void {
  const seconds = ((Date.now() - began) * speed) / SECOND
  const refusals = refused.get(feed.title) ?? 0
  if (refusals < (feed.refuses ?? 0)) {
    refused.set(feed.title, refusals + 1)
    return void response.writeHead(500).end('The newsroom is not open yet.')
  }
  const { port } = response.socket!.address() as AddressInfo
  const items = feed.items
    .filter(({ at }) => at <= seconds)
    .map((item) => ({ ...item, published: publishedAt(item.at, began, speed) }))
  const { type, body } = draw(feed, items.toReversed(), `http://127.0.0.1:${port}`)
  response.writeHead(200, { 'content-type': type, 'content-length': body.length })
  if (feed.cutAt !== undefined && seconds >= feed.cutAt && !cut.has(feed.title)) {
    cut.add(feed.title)
    response.write(body.subarray(0, body.length >> 1))
    return void response.socket?.destroy()
  }
  response.end(body)
}

function publishedAt(at: number, began: number, speed: number): number {
  return at < 0 ? began + at * MINUTE : began + (at * SECOND) / speed
}

function toFeed(feed: DemoFeed, base: string, speed: number): Feed {
  const list = feed.format === 'page' ? { item: '.row', title: 'a', date: 'time' } : undefined
  return {
    id: feed.id,
    title: feed.title,
    publisher: feed.title,
    addresses: [{ url: `${base}/feeds/${feed.id}`, list }],
    lang: feed.lang,
    tags: feed.tags,
    every: { kind: 'interval', ms: Math.max(200, SECOND / speed) },
    zone: undefined,
    userAgent: undefined,
    allowPrivate: true,
    enabled: true,
    file: 'demo',
    line: 1,
  }
}
