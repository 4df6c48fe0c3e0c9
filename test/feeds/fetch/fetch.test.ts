import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FeedError } from '../../../src/domain/errors.ts'
import type { Fetcher, FetchRequest } from '../../../src/domain/fetching.ts'
import { createFetcher } from '../../../src/feeds/fetch/index.ts'
import { bomb, FEED } from '../../support/hostile-answers.ts'
import { startHostileServer, type HostileServer } from '../../support/hostile-server.ts'

const USER_AGENT = 'trucewatch/9.9 (+https://bot.example/contact)'
let server: HostileServer
let fetcher: Fetcher

beforeAll(async () => {
  server = await startHostileServer()
})
afterAll(() => server.close())
beforeEach(() => {
  server.seen.length = 0
  fetcher = createFetcher({ userAgent: USER_AGENT })
})
afterEach(() => fetcher.close())

function get(path: string, more: Partial<FetchRequest> = {}) {
  return fetcher.fetch({ url: server.url + path, allowPrivate: true, ...more })
}

async function faultOf(path: string, more: Partial<FetchRequest> = {}): Promise<FeedError> {
  return get(path, more).then(
    ({ status }) => expect.fail(`answered with ${status}`),
    (error: FeedError) => error,
  )
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString()
}

describe('what is asked', () => {
  test('one honest User-Agent, no cookies, no referer, nothing added to the address', async () => {
    await get('/set-cookie')
    await get('/set-cookie')
    for (const { headers } of server.seen) {
      expect(headers['user-agent']).toBe(USER_AGENT)
      expect(headers).not.toHaveProperty('cookie')
      expect(headers).not.toHaveProperty('referer')
    }
    expect(server.seen.map(({ path }) => path)).toEqual(['/set-cookie', '/set-cookie'])
  })

  test('a feed may be told another name', async () => {
    await get('/ok.xml', { userAgent: 'Desk reader 1.0' })
    expect(server.seen[0]!.headers['user-agent']).toBe('Desk reader 1.0')
  })

  test.each(['abc123', '"v1"', 'W/"odd,  one"'])(
    'the validator %s goes back as it came',
    async (etag) => {
      await get('/no-validators', { etag, lastModified: 'Mon, 03 Aug 2026 10:00:00 GMT' })
      const { headers } = server.seen[0]!
      expect(headers['if-none-match']).toBe(etag)
      expect(headers['if-modified-since']).toBe('Mon, 03 Aug 2026 10:00:00 GMT')
    },
  )

  test('304 is an answer without a body', async () => {
    const answer = await get('/etag-unquoted', { etag: 'abc123' })
    expect(answer.status).toBe(304)
    expect(answer.body).toHaveLength(0)
  })

  test('user and password of an address are sent as basic authentication and never shown', async () => {
    const url = server.url.replace('//', '//desk:s%C3%BC%20cret@')
    await fetcher.fetch({ url: `${url}/ok.xml`, allowPrivate: true })
    expect(server.seen[0]!.headers.authorization).toBe(
      `Basic ${Buffer.from('desk:sü cret').toString('base64')}`,
    )
    const fault = await fetcher
      .fetch({ url: `${url}/rst?api_key=12345&page=2`, allowPrivate: true })
      .catch((error: FeedError) => error.message)
    expect(fault).toContain('/rst?api_key=…&page=2')
    expect(fault).not.toMatch(/desk|cret|12345/)
  })
})

describe('content codings', () => {
  test('gzip is undone', async () => {
    expect(text((await get('/gzip')).body)).toBe(FEED)
  })

  test('a gzip body that ends early is cut, never complete', async () => {
    expect(await faultOf('/gzip-cut')).toMatchObject({ code: 'cut' })
  })

  test('a bomb is stopped at the decoded size', async () => {
    const bytes = bomb()
    server.answer('/bomb-gzip', (_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bytes)
    })
    const before = process.memoryUsage().rss
    expect(await faultOf('/bomb-gzip')).toMatchObject({ code: 'too-large' })
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024)
  })
})

describe('redirects', () => {
  test('are followed and told, each with its status', async () => {
    const answer = await get('/moved301')
    expect(answer.url).toBe(`${server.url}/ok.xml`)
    expect(answer.redirects).toEqual([{ status: 301, to: `${server.url}/ok.xml` }])
  })

  test.each(['/loop', '/pingpong-a', '/chain'])('%s ends after five, at once', async (path) => {
    const began = performance.now()
    expect(await faultOf(path)).toMatchObject({ code: 'too-many-redirects' })
    expect(server.seen).toHaveLength(6)
    expect(performance.now() - began).toBeLessThan(2000)
  })

  test('a short chain arrives', async () => {
    expect((await get('/chain?left=5')).status).toBe(200)
  })

  test('a page that refreshes to another one is not followed', async () => {
    await get('/meta-refresh')
    expect(server.count('/secret')).toBe(0)
  })

  test('to anything but http and https are refused', async () => {
    expect(await faultOf('/to-file')).toMatchObject({
      code: 'bad-address',
      message: `${server.url}/to-file redirects to a file: address, which is not fetched; see whether it has moved.`,
    })
  })
})

describe('servers that take their time', () => {
  beforeEach(async () => {
    await fetcher.close()
    fetcher = createFetcher({ userAgent: USER_AGENT, limits: { headers: 150, total: 400 } })
  })

  test('no headers: given up at the headers timeout, the socket closed', async () => {
    const closed = server.nextGivenUp()
    const fault = await faultOf('/slow-headers')
    expect(fault.code).toBe('timeout')
    expect(fault.message).toMatch(/^127\.0\.0\.1:\d+ sent no answer within 150 ms\.$/)
    await closed
  })

  test.each(['/drip', '/stall'])(
    '%s: given up at the total deadline, the socket closed',
    async (path) => {
      const closed = server.nextGivenUp()
      const began = performance.now()
      expect(await faultOf(path)).toMatchObject({ code: 'timeout' })
      expect(performance.now() - began).toBeLessThan(5000)
      await closed
    },
  )

  test('an endless body is stopped at 8 MiB, the socket closed', async () => {
    const patient = createFetcher({ userAgent: USER_AGENT })
    const closed = server.nextGivenUp()
    await expect(
      patient.fetch({ url: `${server.url}/endless`, allowPrivate: true }),
    ).rejects.toMatchObject({ code: 'too-large' })
    await closed
    await patient.close()
  })

  test('the caller may give up', async () => {
    const abort = new AbortController()
    const request = faultOf('/slow-headers', { signal: abort.signal })
    abort.abort()
    expect(await request).toMatchObject({ code: 'timeout' })
  })
})

describe('faults by name', () => {
  test.each(['/trunc-chunked', '/rst'])('%s: cut is an error, at once', async (path) => {
    const began = performance.now()
    expect(await faultOf(path)).toMatchObject({ code: 'cut' })
    expect(performance.now() - began).toBeLessThan(1000)
  })

  test.each([
    ['headers without an end', 'x-flood: ', 'too-large', 'have no end'],
    ['what is not HTTP', 'x\0: y\r\n\r\n', 'network', 'not HTTP'],
  ])('%s', async (_, headers, code, message) => {
    const raw = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.write(`HTTP/1.1 200 OK\r\n${headers}`)
      if (code === 'too-large') socket.end('x'.repeat(1_000_000))
    })
    raw.listen(0, '127.0.0.1')
    await once(raw, 'listening')
    const { port } = raw.address() as AddressInfo
    const url = `http://127.0.0.1:${port}/feed`
    await expect(fetcher.fetch({ url, allowPrivate: true })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    })
    raw.close()
  })

  test('a port where nobody listens', async () => {
    const url = 'http://127.0.0.1:1/feed'
    await expect(fetcher.fetch({ url, allowPrivate: true })).rejects.toMatchObject({
      code: 'refused',
      message: '127.0.0.1:1 refuses connections.',
      blame: 'publisher',
    })
  })

  test('a name that nobody knows', async () => {
    const lost = createFetcher({
      userAgent: USER_AGENT,
      lookup: (_, __, callback) =>
        callback(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), ''),
    })
    await expect(lost.fetch({ url: 'https://nowhere.example/' })).rejects.toMatchObject({
      code: 'dns',
    })
    await lost.close()
  })

  test('a certificate that is none', async () => {
    const url = server.url.replace('http:', 'https:')
    await expect(fetcher.fetch({ url, allowPrivate: true })).rejects.toMatchObject({ code: 'tls' })
  })

  test('an error status is an answer, with the beginning of its page', async () => {
    const answer = await get('/challenge')
    expect(answer.status).toBe(403)
    expect(text(answer.body)).toContain('Just a moment')
  })

  test('what is no address', async () => {
    await expect(fetcher.fetch({ url: 'not an address' })).rejects.toMatchObject({
      code: 'bad-address',
    })
  })
})
