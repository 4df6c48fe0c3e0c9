import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CliContext } from '../../src/cli/context.ts'
import { feedsCommand } from '../../src/cli/feeds/index.ts'
import { createFetcher } from '../../src/feeds/fetch/index.ts'
import { readFeedFile } from '../../src/feeds/files/index.ts'
import { startHostileServer, type HostileServer } from '../support/hostile-server.ts'
import { aClock, folderWith } from './support.ts'

let server: HostileServer
beforeAll(async () => {
  server = await startHostileServer()
})
afterAll(() => server.close())

function file(): string {
  return `defaults: {allow_private: true}
feeds:
  - {id: good, title: Good Wire, url: "${server.url}/ok.xml", tags: [press]}
  - {id: broken, title: Broken Wire, url: "${server.url}/500"}
  - {id: off, title: Off Wire, url: "${server.url}/gzip", enabled: false}
`
}

async function run(folder: string, ...argv: readonly string[]) {
  const seen = { out: '', err: '', code: -1 }
  const clock = aClock()
  const context: Partial<CliContext> = {
    out: (text) => void (seen.out += text),
    err: (text) => void (seen.err += text),
    isTerminal: false,
    clock,
    now: () => clock.now(),
    config: () => ({ feedsDir: folder }) as ReturnType<CliContext['config']>,
    fetcher: async () => createFetcher({ userAgent: 'test' }),
    openStoreReadOnly: () => Promise.resolve(undefined),
    exit: (code) => void (seen.code = code),
  }
  await feedsCommand(context as CliContext)
    .exitOverride()
    .parseAsync(argv, { from: 'user' })
  return seen
}

describe('feeds check', () => {
  test('asks the enabled feeds and explains what fails', async () => {
    const folder = await folderWith({ 'a.yaml': file() })
    const { out, code } = await run(folder, 'check')
    expect(out).toMatch(/^good +ok +now/m)
    expect(out).toMatch(/^broken +failing +never .* http-5xx$/m)
    expect(out).toMatch(/^broken: .* answers with an error of its own \(500\)\. \(.*a\.yaml:4\)$/m)
    expect(out).toMatch(/2 feeds: 1 failing, 0 silent\n$/)
    expect(code).toBe(1)
  })

  test('asks a named feed, enabled or not', async () => {
    const folder = await folderWith({ 'a.yaml': file() })
    const { out, code } = await run(folder, 'check', 'off', '--json')
    expect(JSON.parse(out)).toMatchObject([{ feed: 'off', status: 'ok', entries: 2 }])
    expect(code).toBe(0)
  })

  test('knows no other name', async () => {
    const folder = await folderWith({ 'a.yaml': file() })
    await expect(run(folder, 'check', 'goodd')).rejects.toThrow(
      'There is no feed goodd; did you mean good?',
    )
  })

  test('says what is wrong in the files', async () => {
    const folder = await folderWith({ 'a.yaml': file(), 'b.yaml': 'feeds: [{id: x}]' })
    const { err, code } = await run(folder, 'check', 'good')
    expect(err).toMatch(/b\.yaml:1:\d+ {2}title is missing/)
    expect(code).toBe(1)
  })
})

test('feeds try says what feeds check says of an answer that is no document, and no password', async () => {
  for (const status of [404, 410, 429, 500, 304, 302])
    server.answer(`/says-${status}`, (_, response) => void response.writeHead(status).end())
  const paths = [
    '/says-404',
    '/says-410',
    '/says-500',
    '/says-304',
    '/says-302',
    '/to-file',
    '/says-429',
  ]
  const feeds = paths.map((path, at) => ({
    id: `f${at}`,
    title: path,
    url: `${server.url.replace('//', '//user:s3cr3tpw@')}${path}?apikey=K3Y`,
    allow_private: true,
  }))
  const folder = await folderWith({ 'a.yaml': JSON.stringify({ feeds }) })
  const { out } = await run(folder, 'check')
  for (const { id, url } of feeds) {
    const said: Error = await run(folder, 'try', '--allow-private', url).then(
      () => new Error('it was read'),
      (error: Error) => error,
    )
    expect(out).toContain(`\n${id}: ${said.message} (`)
    expect(out + said.message).not.toMatch(/s3cr3tpw|K3Y/)
  }
})

test('feeds list asks nobody', async () => {
  const folder = await folderWith({ 'a.yaml': file() })
  const before = server.seen.length
  const { out, code } = await run(folder, 'list', '--all')
  expect(out).toMatch(/^good +new +Good Wire +press +by its rhythm/m)
  expect(out).toMatch(/^off +off /m)
  expect(out).toMatch(/2 feeds, 1 more not enabled\n$/)
  expect(server.seen).toHaveLength(before)
  expect(code).toBe(0)
})

test('what feeds export prints, feeds import makes a file of', async () => {
  const folder = await folderWith({ 'a.yaml': file() })
  const { out: opml } = await run(folder, 'export')
  const other = await folderWith({ 'mine.opml': opml, 'b.yaml': 'feeds: []' })
  const { out } = await run(other, 'import', join(other, 'mine.opml'))
  expect(out).toMatch(/mine\.yaml: 2 feeds\. See whether they answer: trucewatch feeds check\n$/)
  const text = await readFile(join(other, 'mine.yaml'), 'utf8')
  expect(readFeedFile('mine.yaml', text).feeds.map(({ id }) => id)).toEqual([
    'good-wire',
    'broken-wire',
  ])
  expect((await run(other, 'import', join(other, 'mine.opml'))).out).toMatch(
    /Nothing to add; 2 were known/,
  )
})

test.skipIf(process.platform === 'win32')(
  'feeds export writes to a pipe at once: only what is a file is looked at before',
  async () => {
    const folder = await folderWith({ 'a.yaml': file() })
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    const [text] = await Promise.all([readFile(pipe, 'utf8'), run(folder, 'export', pipe)])
    expect(text).toContain('<opml')
  },
)

test('feeds export names what is wrong in the files and is left out of it', async () => {
  const folder = await folderWith({ 'a.yaml': file(), 'b.yaml': 'feeds: [{id: x}]' })
  const { out, err, code } = await run(folder, 'export')
  expect(out).toContain('Good Wire')
  expect(err).toMatch(/b\.yaml:1:\d+ {2}title is missing/)
  expect(code).toBe(1)
})

test('feeds import refuses to overwrite, and what is no OPML', async () => {
  const folder = await folderWith({ 'a.yaml': file(), 'no.opml': 'hello' })
  await expect(run(folder, 'import', join(folder, 'no.opml'))).rejects.toThrow('names no feed')
  const { out: opml } = await run(folder, 'export')
  const other = await folderWith({ 'mine.opml': opml, 'mine.yaml': 'feeds: []' })
  await expect(run(other, 'import', join(other, 'mine.opml'))).rejects.toThrow(
    'is there already; name another file with --to',
  )
})
