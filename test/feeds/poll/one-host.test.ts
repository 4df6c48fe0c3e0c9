import { expect, test } from 'vitest'
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
