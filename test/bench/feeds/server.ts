import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { feedOf } from './texts.ts'

/**
 * A child process that serves feeds of 40 entries under /feed/N. The path before that says how: /slow/feed/N answers
 * after 200 ms, /bare/feed/N without validators, /hang/feed/N never, /huge/feed/N with 20,000 entries. A message with a
 * number makes so many feeds say something new; its answer holds how often each status was sent since the last one.
 */
const sent: Record<number, number> = {}
let changed = 0
let turn = 0

/** Made once: what is measured is the reader, not this server. */
const documents = new Map<string, Buffer>()

function documentOf(
  index: number,
  entries: number,
): { readonly tag: string; readonly body: Buffer } {
  const version = index < changed ? turn : 0
  const key = `${index} ${entries} ${version}`
  const body = documents.get(key) ?? Buffer.from(feedOf(index, entries, version))
  documents.set(key, body)
  return { tag: `"${index}-${version}"`, body }
}

function send(response: ServerResponse, status: number, headers: object, body?: Buffer): void {
  sent[status] = (sent[status] ?? 0) + 1
  response.writeHead(status, { 'content-type': 'application/rss+xml', ...headers }).end(body)
}

const server = createServer((request, response) => {
  const [, mode = '', , number = '0'] =
    /^(?:\/(\w+))?\/(feed)\/(\d+)$/.exec(request.url ?? '') ?? []
  void (async () => {
    if (mode === 'hang') return
    if (mode === 'slow') await wait(200)
    const { tag, body } = documentOf(Number(number), mode === 'huge' ? 20_000 : 40)
    if (mode === 'bare') send(response, 200, {}, body)
    else if (request.headers['if-none-match'] === tag) send(response, 304, { etag: tag })
    else send(response, 200, { etag: tag }, body)
  })()
})

process.on('message', (count: number) => {
  process.send?.({ sent: { ...sent } })
  for (const status of Object.keys(sent)) delete sent[Number(status)]
  changed = count
  turn++
})
server.keepAliveTimeout = 30_000
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port })
})
for (let index = 0; index < 1000; index++) documentOf(index, 40)
