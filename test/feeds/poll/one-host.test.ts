import { expect, onTestFinished, test } from 'vitest'
import { createFetcher } from '../../../src/feeds/fetch/index.ts'
import { parseFeed } from '../../../src/feeds/parse/index.ts'
import { SECOND } from '../../../src/lib/durations.ts'
import { startHostileServer } from '../../support/hostile-server.ts'
import { setUp } from '../rig.ts'
import { aFeed } from '../support.ts'

/** Hosts that all stand on one server, and a feed for each address; loopback stands for a public place here. */
async function neighbours(...paths: readonly (readonly [host: string, path: string])[]) {
  const server = await startHostileServer()
  const fetcher = createFetcher({
    userAgent: 'polite',
    isPublic: () => true,
    lookup: (_name, _options, answer) =>
      (answer as (error: null, found: readonly object[]) => void)(null, [
        { address: '127.0.0.1', family: 4 },
      ]),
  })
  onTestFinished(async () => {
    await fetcher.close()
    await server.close()
  })
  function at(host: string, path: string): string {
    return `http://${host}.example:${server.port}${path}`
  }
  const feeds = paths.map(([host, path]) =>
    aFeed({ id: `${host}${path}`.replaceAll(/\W+/g, '-'), url: at(host, path) }),
  )
  const rig = setUp(feeds, undefined, { fetcher, parse: parseFeed })
  return {
    server,
    clock: rig.clock,
    taken: rig.taken,
    states: () => [...rig.poller.states().values()],
    redirect: (path: string, host: string, to: string) =>
      server.answer(path, (_, response) =>
        response.writeHead(302, { location: at(host, to) }).end(),
      ),
    poll: async () => {
      await rig.poller.tick()
      await rig.poller.idle()
    },
  }
}

test('a server that twelve public feeds share sees one request at a time, a second apart', async () => {
  const twelve = Array.from({ length: 12 }, (_, feed) => ['wire', `/ok.xml?${feed}`] as const)
  const { server, clock, taken, poll } = await neighbours(...twelve)
  const began = clock.at
  await poll()
  expect(taken).toHaveLength(12)
  expect(server.count('/ok.xml')).toBe(12)
  expect(server.mostInFlight()).toBe(1)
  expect(clock.at - began).toBe(11 * SECOND)
})

test('a host to which redirects lead sees one request at a time, a second apart', async () => {
  const hosts = ['one', 'two', 'three', 'four', 'five']
  const { server, clock, taken, redirect, poll } = await neighbours(
    ...hosts.map((host) => [host, '/moved'] as const),
  )
  const began = clock.at
  const startedAt: number[] = []
  let [now, most] = [0, 0]
  redirect('/moved', 'target', '/feed')
  server.answer('/feed', (_, response) => {
    startedAt.push((clock.at - began) / SECOND)
    most = Math.max(most, ++now)
    response.on('close', () => now--)
    setImmediate(() => response.writeHead(200, { 'content-type': 'text/xml' }).end(RSS))
  })
  await poll()
  expect(taken).toHaveLength(5)
  expect(most).toBe(1)
  expect(startedAt).toEqual([0, 1, 2, 3, 4])
})

test('a host that asks for rest gets it from redirects as well, and nobody else has to rest', async () => {
  const { server, taken, states, redirect, poll } = await neighbours(
    ['one', '/moved'],
    ['two', '/moved'],
    ['three', '/moved'],
    ['one', '/ok.xml'],
  )
  redirect('/moved', 'target', '/tired')
  server.answer('/tired', (_, response) => response.writeHead(429, { 'retry-after': '3600' }).end())
  await poll()
  expect(server.count('/tired')).toBe(1)
  expect(taken).toHaveLength(1)
  const limited = 'rate-limited'
  expect(states().map(({ fault }) => fault)).toEqual([limited, limited, limited, undefined])
})

test('hosts that lead to each other do not wait for each other', async () => {
  const { taken, redirect, poll } = await neighbours(['west', '/to-east'], ['east', '/to-west'])
  redirect('/to-east', 'east', '/ok.xml')
  redirect('/to-west', 'west', '/ok.xml')
  await poll()
  expect(taken).toHaveLength(2)
})

const RSS =
  '<rss version="2.0"><channel><title>Wire</title><item><title>Smelter reopens</title><guid>1</guid></item></channel></rss>'
