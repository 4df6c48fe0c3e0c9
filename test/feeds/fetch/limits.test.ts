import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FeedError } from '../../../src/domain/errors.ts'
import type { Fetcher } from '../../../src/domain/fetching.ts'
import { createFetcher } from '../../../src/feeds/fetch/index.ts'
import { LIMITS } from '../../../src/feeds/fetch/limits.ts'
import { SECOND } from '../../../src/lib/durations.ts'
import { userAgent } from '../../../src/version.ts'
import { bomb } from '../../support/hostile-answers.ts'
import { startHostileServer, type HostileServer } from '../../support/hostile-server.ts'

const MEBIBYTE = 1024 * 1024
/** Made before any request: it takes so long that servers give up connections meanwhile. */
const BOMB = bomb()
let server: HostileServer
let fetcher: Fetcher

beforeAll(async () => {
  server = await startHostileServer()
  fetcher = createFetcher({ userAgent: userAgent('https://bot.example/contact') })
})
afterAll(async () => {
  await fetcher.close()
  await server.close()
})

test('without other words a request has ten seconds for its headers, thirty in all, and 8 MiB', () => {
  expect(LIMITS.headers).toBeLessThanOrEqual(10 * SECOND)
  expect(LIMITS.total).toBeLessThanOrEqual(30 * SECOND)
  expect(LIMITS.bytes).toBe(8 * MEBIBYTE)
  expect(LIMITS.redirects).toBe(5)
})

async function growthWhileFetching(path: string): Promise<number> {
  const before = process.memoryUsage().rss
  const url = server.url + path
  // An answer that came all the same is too large to be printed.
  const end = await fetcher.fetch({ url, allowPrivate: true }).then(
    ({ body }) => `${body.length} bytes`,
    ({ code }: FeedError) => code,
  )
  expect(end).toBe('too-large')
  return process.memoryUsage().rss - before
}

test('an endless body is given up at 8 MiB: memory hardly grows, and the socket is closed', async () => {
  const closed = server.nextGivenUp()
  expect(await growthWhileFetching('/endless')).toBeLessThan(50 * MEBIBYTE)
  await closed
})

test('two megabytes that would become two gigabytes are decoded no further than 8 MiB', async () => {
  const members = Buffer.concat(Array<Buffer>(32).fill(BOMB))
  server.answer('/bomb', (_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(members)
  })
  expect(await growthWhileFetching('/bomb')).toBeLessThan(50 * MEBIBYTE)
})

test('nor where no header says that it is compressed', async () => {
  server.answer('/bomb.gz', (_, response) => void response.end(BOMB))
  expect(await growthWhileFetching('/bomb.gz')).toBeLessThan(50 * MEBIBYTE)
})

test('what a redirect says beside its address is not read, and its socket is closed', async () => {
  server.answer('/talks-on', (_, response) => {
    response.writeHead(302, { location: '/ok.xml' }).write('Moved. ')
  })
  const [closed, began] = [server.nextGivenUp(), performance.now()]
  const { status } = await fetcher.fetch({ url: `${server.url}/talks-on`, allowPrivate: true })
  expect(status).toBe(200)
  await closed
  expect(performance.now() - began).toBeLessThan(5000)
})

test('the bot says its name, its version and where to reach whoever runs it', async () => {
  await fetcher.fetch({ url: `${server.url}/ok.xml`, allowPrivate: true })
  expect(server.seen.at(-1)!.headers['user-agent']).toMatch(
    /^trucewatch\/\d+\.\d+\.\d+ \(\+https:\/\/bot\.example\/contact\)$/,
  )
})
