import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { createFetcher } from '../../../src/feeds/fetch/index.ts'
import { LIMITS } from '../../../src/feeds/fetch/limits.ts'
import { startHostileServer, type HostileServer } from '../../support/hostile-server.ts'

let server: HostileServer
beforeAll(async () => {
  server = await startHostileServer()
})
afterAll(() => server.close())
afterEach(() => void vi.useRealTimers())

/** Follows a redirect to `location`; `wait` comes before each other host. */
async function follow(location: string, wait: (url: string) => Promise<void>) {
  server.answer('/elsewhere', (_, response) => response.writeHead(302, { location }).end())
  const fetcher = createFetcher({
    userAgent: 'test',
    isPublic: (address) => address === '127.0.0.1' || address === '::1',
  })
  onTestFinished(() => fetcher.close())
  return fetcher.fetch({ url: `${server.url}/elsewhere`, toOtherHost: wait })
}

async function waitedFor(location: string): Promise<readonly string[]> {
  const hosts: string[] = []
  await follow(location, async (url) => void hosts.push(new URL(url).hostname)).catch(() => {})
  return hosts
}

test('another host is waited for before it is asked', async () => {
  expect(await waitedFor(`http://localhost:${server.port}/ok.xml`)).toEqual(['localhost'])
})

test.each(['/moved301', 'http://10.0.0.1/feed', 'mailto:desk@wire.example'])(
  'nobody waits for %s: it is the same host, or never asked',
  async (location) => {
    expect(await waitedFor(location)).toEqual([])
  },
)

test('the wait counts for no deadline', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const { status } = await follow(
    `http://localhost:${server.port}/ok.xml`,
    async () => void vi.advanceTimersByTime(2 * LIMITS.total),
  )
  expect(status).toBe(200)
})
