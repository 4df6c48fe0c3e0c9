import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CliContext } from '../../../src/cli/context.ts'
import { parseCommand } from '../../../src/cli/feeds/parse.ts'
import { tryCommand } from '../../../src/cli/feeds/try.ts'
import { UsageError } from '../../../src/cli/exit.ts'
import { ConfigError } from '../../../src/domain/errors.ts'
import type { FetchAnswer } from '../../../src/domain/fetching.ts'
import { createFetcher } from '../../../src/feeds/fetch/index.ts'
import { fixture, NOW, rss } from '../../feeds/parse/support.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures/feeds')
let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'feeds-parse-'))))
afterAll(() => rm(folder, { recursive: true }))

/** Runs one command with a network that answers with `answer`, and returns what it printed and its exit code. */
async function run(
  make: (context: CliContext) => Command,
  argv: readonly string[],
  answer: Partial<FetchAnswer> = {},
) {
  const result = { out: '', code: -1, closed: false }
  const context = {
    out: (text: string) => void (result.out += text),
    err: () => undefined,
    isTerminal: false,
    width: 200,
    now: () => NOW,
    exit: (code: number) => void (result.code = code),
    fetcher: () => ({
      fetch: async () => ({
        status: 200,
        url: argv[1],
        headers: {},
        body: Buffer.alloc(0),
        redirects: [],
        elapsedMs: 1,
        ...answer,
      }),
      close: async () => void (result.closed = true),
    }),
  } as unknown as CliContext
  await new Command().exitOverride().addCommand(make(context)).parseAsync(argv, { from: 'user' })
  return result
}

describe('feeds try', () => {
  test('says what a feed is and prints its entries', async () => {
    const { out, code } = await run(tryCommand, ['try', join(FIXTURES, 'rss-bare-ampersands.xml')])
    expect(code).toBe(0)
    expect(out).toContain('RSS “Steel & Sons”: 2 entries')
    expect(out).toContain('2026-08-03 12:05')
    expect(out).toContain('Duties on R&D equipment & rails rise')
  })

  test('proposes lines for the feed file where a page is no feed, and names the feeds of the page', async () => {
    const body = fixture('list-page.html')
    const { out, code, closed } = await run(tryCommand, ['try', 'https://ministry.example/news/'], {
      body,
    })
    expect([code, closed]).toEqual([0, true])
    for (const line of [
      'https://ministry.example/press.xml',
      '  - url: https://ministry.example/news/',
      '      item: "li.results-row"',
      'https://ministry.example/tariff.html',
    ])
      expect(out).toContain(line)
  })

  test('tries selectors that are given, and fails with a sentence where they find nothing', async () => {
    const page = join(FIXTURES, 'list-page.html')
    expect(await run(tryCommand, ['try', page, '--item', 'li', '--title', 'h3'])).toMatchObject({
      code: 0,
    })
    const missed = await run(tryCommand, ['try', page, '--item', '.nothing'])
    expect(missed).toMatchObject({
      code: 1,
      out: expect.stringContaining('".nothing" selects nothing') as string,
    })
  })

  test('says which selectors find nothing, and why one cannot be read', async () => {
    const page = join(FIXTURES, 'list-page.html')
    const idle = ['--title', '.nothing', '--date', 'time.never']
    const { out, code } = await run(tryCommand, ['try', page, '--item', 'li', ...idle])
    expect(code).toBe(0)
    expect(out).toContain('--title ".nothing" finds nothing in any row.\n')
    expect(out).toContain('--date "time.never" finds nothing in any row.\n')
    expect((await run(tryCommand, ['try', page, '--item', 'li'])).out).not.toContain('nothing')
    for (const [selectors, sentence] of [
      [['--item', 'a[['], /^The selector of item, "a\[\[", cannot be read: [a-z].+\.$/m],
      [['--item', 'li', '--title', 'h3:foo('], /^The selector of title, "h3:foo\(", cannot be /m],
    ] as const)
      expect(await run(tryCommand, ['try', page, ...selectors])).toMatchObject({
        code: 1,
        out: expect.stringMatching(sentence) as string,
      })
  })

  test('refuses options that cannot be meant so', async () => {
    const page = join(FIXTURES, 'list-page.html')
    await expect(run(tryCommand, ['try', page, '--zone', 'Mars/X'])).rejects.toThrow(
      new UsageError(
        'There is no time zone Mars/X; write one such as Asia/Shanghai, America/New_York or UTC.',
      ),
    )
    await expect(run(tryCommand, ['try', page, '--title', '.nothing'])).rejects.toThrow(
      new UsageError(
        '--title looks within the rows of a list page: say with --item what a row is.',
      ),
    )
  })

  test.each([
    ['example.org/feed', 'https://example.org/feed'],
    ['127.0.0.1:8080/x', 'http://127.0.0.1:8080/x'],
    ['localhost:8080', 'http://localhost:8080/'],
    ['[::1]:8080/x', 'http://[::1]:8080/x'],
    ['news.example:8443/x', 'http://news.example:8443/x'],
    ['feed://host.example/x', 'https://host.example/x'],
    ['feed:https://host.example/x', 'https://host.example/x'],
    ['http:host/x', 'http://host/x'],
    ['https:/host.example/x', 'https://host.example/x'],
    ['u:pa55@host.example/x?key=K3Y', 'https://host.example/x?key=…', '…@host.example/x?…'],
  ])('knows that %s is meant as an address', async (written, address, shown = written) => {
    await expect(run(tryCommand, ['try', written])).rejects.toThrow(
      new ConfigError(
        `${shown}: there is no such file or folder. If it is an address: ${address}`,
        'no-document',
      ),
    )
  })

  test.each(['ftp://host.example/x', 'file:///etc/x'])(
    'does not take %s for a file',
    async (written) => {
      await expect(run(tryCommand, ['try', written])).rejects.toThrow(
        / is not fetched; write an address that begins with https:\/\/ or http:\/\/, or the path of a/,
      )
    },
  )

  test.each(['no-such-file', 'feeds/missing.d/x', './example.org', 'C:/x', 'a b.example/x'])(
    'takes %s for a file',
    async (written) => {
      await expect(run(tryCommand, ['try', written])).rejects.toThrow(
        `${written}: there is no such file or folder.`,
      )
    },
  )

  test('shows passwords and keys of the address in the lines for the feed file alone', async () => {
    const address = 'https://user:s3cr3tpw@ministry.example/news/?apikey=K3Y'
    const page = `<html><link rel="alternate" type="application/rss+xml" href="/rss">${[1, 2, 3, 4]
      .map((n) => `<div class="row"><a href="/n/${n}">The ministry answers question ${n}</a></div>`)
      .join('')}</html>`
    const answer = { url: address, body: Buffer.from(page) }
    const { out } = await run(tryCommand, ['try', address], answer)
    const holding = out.split('\n').filter((line) => /s3cr3tpw|K3Y/.test(line))
    expect(holding).toEqual([`  - url: ${address}`])
    expect(out).toContain('https://ministry.example/n/1')
    expect((await run(tryCommand, ['try', address, '--json'], answer)).out).not.toMatch(
      /s3cr3tpw|K3Y/,
    )
    const wrong = 'https://user:s3cr3tpw@ministry.example:99999/?apikey=K3Y'
    await expect(createFetcher({ userAgent: 'test' }).fetch({ url: wrong })).rejects.toThrow(
      '“https://…@ministry.example:99999/?…” is no address.',
    )
  })

  test('prints JSON on request', async () => {
    const { out } = await run(tryCommand, ['try', join(FIXTURES, 'json-feed.json'), '--json'])
    expect(JSON.parse(out)).toMatchObject({
      kind: 'json-feed',
      entries: [{ id: '7', published: '2026-08-03T01:02:03.000Z' }, {}],
    })
  })

  test('says so when the host shows a challenge', async () => {
    const { out, code } = await run(tryCommand, ['try', join(FIXTURES, 'challenge.html')])
    expect([code, out.trim()]).toEqual([
      1,
      'The host shows a page “Just a moment...” in place of the feed.',
    ])
  })

  test('refuses a status that is none of success', async () => {
    await expect(
      run(tryCommand, ['try', 'https://x.example/'], { status: 503 }),
    ).rejects.toMatchObject({ code: 'http-5xx' })
  })
})

describe('feeds parse', () => {
  test('prints a JSON line for each document of a folder, bad ones too', async () => {
    await writeFile(
      join(folder, 'good.xml'),
      rss(
        '<item><title>A</title><guid>https://x.example/1</guid><pubDate>Mon, 03 Aug 2026 00:00:00 GMT</pubDate><description>B</description></item>',
      ),
    )
    await writeFile(join(folder, 'bad.xml'), 'no feed')
    const { out, code } = await run(parseCommand, ['parse', folder, '--jsonl'])
    const rows = out
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect(code).toBe(0)
    expect(rows).toMatchObject([
      { file: 'bad.xml', ok: false, error: 'The answer is no feed.' },
      {
        file: 'good.xml',
        ok: true,
        feed: { title: 'T' },
        entries: [
          {
            id: 'https://x.example/1',
            title: 'A',
            url: 'https://x.example/1',
            published: '2026-08-03T00:00:00.000Z',
            summary: 'B',
            content: '',
          },
        ],
      },
    ])
  })

  test('prints a line for people without --jsonl, and reads one file too', async () => {
    const { out, code } = await run(parseCommand, ['parse', folder])
    expect([code, out]).toEqual([1, 'bad.xml  The answer is no feed.\ngood.xml  1 entry, T\n'])
    expect((await run(parseCommand, ['parse', join(folder, 'good.xml')])).code).toBe(0)
  })
})
