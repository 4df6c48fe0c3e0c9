import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { createFetcher, type FetcherOptions } from '../../../src/feeds/fetch/index.ts'
import { startHostileServer, type HostileServer } from '../../support/hostile-server.ts'

let server: HostileServer
beforeAll(async () => {
  server = await startHostileServer()
})
afterAll(() => server.close())

/** Follows a redirect to `location`; `wait` is what comes before each other host. */
async function follow(
  location: string,
  wait: (url: string) => Promise<void>,
  options: Partial<FetcherOptions> = {},
) {
  server.answer('/elsewhere', (_, response) => response.writeHead(302, { location }).end())
  const fetcher = createFetcher({
    userAgent: 'test',
    isPublic: (address) => address === '127.0.0.1' || address === '::1',
    ...options,
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
  const { status } = await follow(
    `http://localhost:${server.port}/ok.xml`,
    () => new Promise((resolve) => setTimeout(resolve, 250)),
    { limits: { total: 200 } },
  )
  expect(status).toBe(200)
})
