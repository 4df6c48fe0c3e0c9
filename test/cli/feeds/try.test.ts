import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CliContext } from '../../../src/cli/context.ts'
import { parseCommand } from '../../../src/cli/feeds/parse.ts'
import { tryCommand } from '../../../src/cli/feeds/try.ts'
import type { FetchAnswer } from '../../../src/domain/fetching.ts'
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
