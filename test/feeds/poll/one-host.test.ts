import { expect, onTestFinished, test } from 'vitest'
import { createFetcher } from '../../../src/feeds/fetch/index.ts'
import { parseFeed } from '../../../src/feeds/parse/index.ts'
import { createPoller } from '../../../src/feeds/poller.ts'
import { SECOND } from '../../../src/lib/durations.ts'
import { startHostileServer } from '../../support/hostile-server.ts'
import { aClock, aFeed, silentLog } from '../support.ts'

test('a server that twelve public feeds share sees one request at a time, a second apart', async () => {
  const server = await startHostileServer()
  // Loopback stands for a public host here.
  const fetcher = createFetcher({ userAgent: 'polite', isPublic: () => true })
  const clock = aClock()
  const began = clock.at
  let taken = 0
  const poller = createPoller({
    fetcher,
    parse: parseFeed,
    clock,
    log: silentLog(),
    take: async () => void taken++,
    persist: () => Promise.resolve(),
    sleep: async (ms) => void (clock.at += ms),
  })
  const addresses = Array.from({ length: 12 }, (_, at) => `${server.url}/ok.xml?${at}`)
  poller.setFeeds(addresses.map((url) => aFeed({ id: url.replaceAll(/\W+/g, '-'), url })))
  await poller.tick()
  await poller.idle()
  expect(taken).toBe(12)
  expect(server.count('/ok.xml')).toBe(12)
  expect(server.mostInFlight()).toBe(1)
  expect(clock.at - began).toBe(11 * SECOND)
  await fetcher.close()
  await server.close()
})

/** A poller whose hosts all stand on one server; public in its eyes. */
async function openNeighbours() {
  const server = await startHostileServer()
  const fetcher = createFetcher({
    userAgent: 'polite',
    isPublic: () => true,
    lookup: (_name, _options, answer) =>
      (answer as (error: null, found: readonly object[]) => void)(null, [
        { address: '127.0.0.1', family: 4 },
      ]),
  })
  const clock = aClock()
  const taken: string[] = []
  const poller = createPoller({
    fetcher,
    parse: parseFeed,
    clock,
    log: silentLog(),
    take: async ({ feed }) => void taken.push(feed.id),
    persist: () => Promise.resolve(),
    // As in a real second, whatever is at hand comes first.
    sleep: async (ms) => {
      await new Promise(setImmediate)
      clock.at += ms
    },
  })
  onTestFinished(async () => {
    await fetcher.close()
    await server.close()
  })
  return {
    server,
    clock,
    taken,
    states: () => poller.states(),
    at: (name: string, path: string) => `http://${name}.example:${server.port}${path}`,
    poll: async (addresses: readonly string[]) => {
      poller.setFeeds(addresses.map((url) => aFeed({ id: url.replaceAll(/\W+/g, '-'), url })))
      await poller.tick()
      await poller.idle()
    },
  }
}

test('a host to which redirects lead sees one request at a time, a second apart', async () => {
  const { server, clock, taken, at, poll } = await openNeighbours()
  const began = clock.at
  const startedAt: number[] = []
  let [now, most] = [0, 0]
  server.answer('/moved', (_, response) =>
    response.writeHead(302, { location: at('target', '/feed') }).end(),
  )
  server.answer('/feed', (_, response) => {
    startedAt.push(clock.at)
    most = Math.max(most, ++now)
    response.on('close', () => now--)
    setImmediate(() => response.writeHead(200, { 'content-type': 'text/xml' }).end(RSS))
  })
  await poll(['one', 'two', 'three', 'four', 'five'].map((name) => at(name, '/moved')))
  expect(taken).toHaveLength(5)
  expect(most).toBe(1)
  expect(startedAt.map((time) => (time - began) / SECOND)).toEqual([0, 1, 2, 3, 4])
})

test('a host that asks for rest gets it from redirects as well, and nobody else has to rest', async () => {
  const { server, taken, states, at, poll } = await openNeighbours()
  server.answer('/moved', (_, response) =>
    response.writeHead(302, { location: at('target', '/tired') }).end(),
  )
  server.answer('/tired', (_, response) => response.writeHead(429, { 'retry-after': '3600' }).end())
  server.answer('/feed', (_, response) =>
    response.writeHead(200, { 'content-type': 'text/xml' }).end(RSS),
  )
  const moved = ['one', 'two', 'three'].map((name) => at(name, '/moved'))
  await poll([...moved, at('one', '/feed')])
  expect(server.count('/tired')).toBe(1)
  expect(taken).toHaveLength(1)
  const faults = [...states().values()].map(({ fault }) => fault)
  expect(faults).toEqual(['rate-limited', 'rate-limited', 'rate-limited', undefined])
})

test('hosts that lead to each other do not wait for each other', async () => {
  const { server, taken, at, poll } = await openNeighbours()
  server.answer('/to-east', (_, response) =>
    response.writeHead(302, { location: at('east', '/feed') }).end(),
  )
  server.answer('/to-west', (_, response) =>
    response.writeHead(302, { location: at('west', '/feed') }).end(),
  )
  server.answer('/feed', (_, response) =>
    response.writeHead(200, { 'content-type': 'text/xml' }).end(RSS),
  )
  await poll([at('west', '/to-east'), at('east', '/to-west')])
  expect(taken).toHaveLength(2)
})

const RSS =
  '<rss version="2.0"><channel><title>Wire</title><item><title>Smelter reopens</title><guid>1</guid></item></channel></rss>'
