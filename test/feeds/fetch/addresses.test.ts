import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Fetcher } from '../../../src/domain/fetching.ts'
import { isPublicAddress } from '../../../src/feeds/fetch/addresses.ts'
import { createAgent } from '../../../src/feeds/fetch/connect.ts'
import { createFetcher } from '../../../src/feeds/fetch/index.ts'
import { LIMITS } from '../../../src/feeds/fetch/limits.ts'
import { startHostileServer, type HostileServer } from '../../support/hostile-server.ts'

let server: HostileServer
let fetcher: Fetcher
let answers: readonly string[] = []

beforeAll(async () => {
  server = await startHostileServer()
  fetcher = createFetcher({
    userAgent: 'test',
    lookup: (_, __, callback) =>
      callback(
        null,
        answers.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      ),
  })
})
afterAll(async () => {
  await fetcher.close()
  await server.close()
})

const PRIVATE = [
  '10.0.0.1',
  '169.254.169.254',
  '[::1]',
  '[fd00::1]',
  '[fe80::1]',
  '[::]',
  '100.64.0.1',
  '0.0.0.0',
  '192.168.1.1',
  '172.31.0.9',
  '224.0.0.1',
  '255.255.255.255',
  '198.18.0.1',
  '203.0.113.7',
  '168.63.129.16',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '0x7f.1',
  '127.1',
  '127.0.0.1.',
  '①②⑦.⓪.⓪.①',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[::ffff:0:127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b::a9fe:a9fe]',
  '[64:ff9b:1::1]',
  '[2002:7f00:1::]',
  '[2001:0:7f00:1::1]',
  '[2001:db8::1]',
  '[2606:4700::5efe:10.0.0.1]',
  '[fec0::1]',
  '[ff02::1]',
]

describe('an address that is not public', () => {
  test.each(PRIVATE)('http://%s is refused before anything is sent', async (host) => {
    await expect(fetcher.fetch({ url: `http://${host}/` })).rejects.toMatchObject({
      code: 'private-address',
    })
  })

  test('is refused on the port of a listener that would have answered', async () => {
    const { port } = server
    for (const host of ['127.0.0.1', '2130706433', '[::ffff:127.0.0.1]', 'localhost'])
      await expect(fetcher.fetch({ url: `http://${host}:${port}/secret` })).rejects.toThrow(
        'allow_private: true',
      )
    expect(server.seen).toHaveLength(0)
  })

  test('is refused by the connection itself, whoever forgot to check', async () => {
    const agent = createAgent(isPublicAddress, LIMITS)
    for (const origin of [server.url, `http://[::ffff:127.0.0.1]:${server.port}`])
      await expect(agent.request({ origin, path: '/secret', method: 'GET' })).rejects.toMatchObject(
        {
          code: 'private-address',
        },
      )
    expect(server.seen).toHaveLength(0)
    await agent.close()
  })

  test('is refused where a name leads to it, also beside a public one', async () => {
    for (const found of [
      ['127.0.0.1'],
      ['8.8.8.8', '127.0.0.1'],
      ['::1'],
      ['::ffff:10.0.0.1'],
      ['::8.8.8.8'],
      [],
    ]) {
      answers = found
      await expect(
        fetcher.fetch({ url: `http://news.example:${server.port}/secret` }),
      ).rejects.toMatchObject({ code: 'private-address' })
    }
    expect(server.seen).toHaveLength(0)
  })

  test('is refused where a name changes its mind after the first look-up', async () => {
    const listener = await startHostileServer('127.0.0.2')
    listener.answer('/close', (_, response) => {
      response.writeHead(200, { connection: 'close' }).end()
    })
    const turns = ['127.0.0.2', '127.0.0.1']
    let looked = 0
    const fickle = createFetcher({
      userAgent: 'test',
      isPublic: (address) => address === '127.0.0.2',
      lookup: (_, __, callback) => callback(null, [{ address: turns[looked++]!, family: 4 }]),
    })
    const url = `http://rebinding.example:${listener.port}/close`
    expect((await fickle.fetch({ url })).status).toBe(200)
    await expect(fickle.fetch({ url })).rejects.toMatchObject({ code: 'private-address' })
    expect([looked, listener.seen.length]).toEqual([2, 1])
    await fickle.close()
    await listener.close()
  })

  test('is refused at the hop of a redirect', async () => {
    const listener = await startHostileServer('127.0.0.2')
    server.answer('/to-loopback', (_, response) => {
      response.writeHead(302, { location: `${listener.url}/secret` }).end()
    })
    const half = createFetcher({
      userAgent: 'test',
      isPublic: (address) => address === '127.0.0.1' || isPublicAddress(address),
    })
    for (const path of ['/to-loopback', '/to-metadata'])
      await expect(half.fetch({ url: server.url + path })).rejects.toMatchObject({
        code: 'private-address',
      })
    expect(server.seen).toHaveLength(2)
    expect(listener.seen).toHaveLength(0)
    server.seen.length = 0
    await half.close()
    await listener.close()
  })

  test('is reached by a feed that says allow_private', async () => {
    const answer = await fetcher.fetch({ url: `${server.url}/ok.xml`, allowPrivate: true })
    expect(answer.status).toBe(200)
  })

  test.each(['ftp://news.example/', 'file:///etc/passwd', 'data:text/xml,x', 'gopher://x/'])(
    '%s is no address of the web',
    async (url) => {
      await expect(fetcher.fetch({ url, allowPrivate: true })).rejects.toMatchObject({
        code: 'bad-address',
      })
    },
  )
})

test('public unicast is public', () => {
  for (const address of [
    '8.8.8.8',
    '1.1.1.1',
    '2606:4700::1111',
    '64:ff9b::808:808',
    '::ffff:8.8.4.4',
  ])
    expect(isPublicAddress(address)).toBe(true)
})

test('no spelling of a private IPv4 address is public', () => {
  const byte = fc.integer({ min: 0, max: 255 })
  const network = fc.constantFrom([10], [127], [192, 168], [169, 254], [0])
  fc.assert(
    fc.property(network, byte, byte, byte, (start, a, b, c) => {
      const [p = 0, q = 0, r = 0, s = 0] = [...start, a, b, c].slice(0, 4)
      const value = p * 2 ** 24 + q * 2 ** 16 + r * 256 + s
      const hex = value.toString(16).padStart(8, '0')
      const spellings = [
        `${value}`,
        `0x${hex}`,
        `0${p.toString(8)}.${q}.${r}.${s}`,
        `${p}.${value % 2 ** 24}`,
      ]
      for (const host of spellings)
        expect(isPublicAddress(new URL(`http://${host}/`).hostname)).toBe(false)
      for (const prefix of ['::ffff:', '64:ff9b::', '::'])
        expect(isPublicAddress(`${prefix}${hex.slice(0, 4)}:${hex.slice(4)}`)).toBe(false)
    }),
  )
})
