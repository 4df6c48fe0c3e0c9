import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { evalCommand } from '../../src/cli/eval.ts'
import type { RulesContext } from '../../src/cli/rules/context.ts'
import { rulesCommand } from '../../src/cli/rules/index.ts'
import { EARTHS, recordingContext, run, storeOf, TALKS, temporaryFolder } from './support.ts'

function stored(titles: readonly string[]): Partial<RulesContext> {
  return storeOf(titles.map((title, index) => ({ id: `articleaaaaaaaa${index}`, title })))
}

describe('rules try', () => {
  test('one line is a title; topics come with the line and the words that hit', async () => {
    const folder = await temporaryFolder({ 'rare-earths.yaml': EARTHS, 'talks.yaml': TALKS })
    const { out } = await run(folder, ['rules', 'try', 'Samarium joins the trade talks'])
    expect(out).toMatch(/^rare-earths {2}high {2}Rare earths\n/)
    expect(out).toContain('talks.yaml:3  trade talk\n      title: found "trade talks"')
  })

  test('--json is a contract: offsets cut the quote out of the field', async () => {
    const folder = await temporaryFolder({ 'rare-earths.yaml': EARTHS })
    const text = 'A headline\nFirst line here.\nExports of magnets are halted. More.'
    const input = { readInput: async () => text }
    const { out } = await run(folder, ['rules', 'try', '-', '--json'], input)
    const { topics } = JSON.parse(out)
    expect(topics).toMatchObject([
      {
        id: 'rare-earths',
        severity: 'medium',
        evidence: [{ line: 'magnet NEAR export', row: 4, field: 'body' }],
      },
    ])
    const [{ quote, start, end }] = topics[0].evidence
    expect(text.split('\n').slice(1).join('\n').slice(start, end)).toBe(quote)
    expect(quote).toContain('Exports of magnets are halted.')
  })

  test('--title makes the whole text the body', async () => {
    const folder = await temporaryFolder({ 'rare-earths.yaml': EARTHS })
    const args = ['rules', 'try', 'samarium', '--title', 'Metals today', '--json']
    const { out } = await run(folder, args)
    expect(JSON.parse(out).topics).toMatchObject([{ severity: 'medium' }])
  })

  test('a page is fetched through the guarded fetcher and read as title and text', async () => {
    const folder = await temporaryFolder({ 'rare-earths.yaml': EARTHS })
    const asked: string[] = []
    const html = `<html lang="en"><head><title>Metals today</title></head><body><nav>samarium shop</nav>
      <article><h1>Metals today</h1><p>Exports of magnets are halted, said the ministry on Monday.</p></article></body></html>`
    const { out } = await run(folder, ['rules', 'try', 'https://news.example/1', '--json'], {
      fetcher: async () => ({
        async fetch({ url }) {
          asked.push(url)
          const headers = { 'content-type': 'text/html; charset=utf-8' }
          const body = new TextEncoder().encode(html)
          return { status: 200, url, headers, body, redirects: [], elapsedMs: 1 }
        },
        close: async () => undefined,
      }),
    })
    expect(asked).toEqual(['https://news.example/1'])
    const lines = JSON.parse(out).topics.flatMap((topic: { evidence: { line: string }[] }) =>
      topic.evidence.map(({ line }) => line),
    )
    expect(lines).toEqual(['magnet NEAR export'])
  })

  test('an empty text is refused', async () => {
    const folder = await temporaryFolder({ 'rare-earths.yaml': EARTHS })
    await expect(run(folder, ['rules', 'try', '-'])).rejects.toThrow('There is no text')
  })
})

describe('rules show and explain', () => {
  test('show prints every line with the forms that it stands for', async () => {
    const folder = await temporaryFolder({ 'rare-earths.yaml': EARTHS })
    const { out } = await run(folder, ['rules', 'show', 'rare-earths'])
    expect(out).toContain('magnet NEAR export')
    expect(out).toMatch(/magnet, magnets/)
    await expect(run(folder, ['rules', 'show', 'rare'])).rejects.toThrow(/no topic "rare"/)
  })

  test('explain says of a stored article why each topic fired or not', async () => {
    const folder = await temporaryFolder({ 'rare-earths.yaml': EARTHS, 'talks.yaml': TALKS })
    const store = stored(['Samarium is scarce', 'Magnets sell well'])
    const fired = await run(folder, ['rules', 'explain', 'articleaaaaaaaa0'], store)
    expect(fired.out).toMatch(/rare-earths {2}fires/)
    expect(fired.out).toMatch(/talks {2}does not fire/)
    const silent = await run(
      folder,
      ['rules', 'explain', 'https://news.example/1', '--topic', 'rare-earths'],
      store,
    )
    expect(silent.out).toMatch(/rare-earths {2}does not fire/)
    expect(silent.out).not.toContain('talks')
    const short = await run(folder, ['rules', 'explain', 'aaaa1'], store)
    expect(short.out).toMatch(/^articleaaaaaaaa1 {2}Magnets sell well/)
    async function refusal(name: string): Promise<string> {
      return run(folder, ['rules', 'explain', name], store).then(
        () => '',
        (error: Error) => error.message,
      )
    }
    expect(await refusal('nothing')).toContain('There is no stored article "nothing".')
    expect(await refusal('1')).toContain('There is no stored article "1".')
  })

  test('explain asks back where the end of an id is that of several', async () => {
    const folder = await temporaryFolder({ 'rare-earths.yaml': EARTHS })
    const twins = ['aaaaa23456', 'bbbbb23456'].map((id) => ({ id, title: 'Samarium is scarce' }))
    await expect(run(folder, ['rules', 'explain', '23456'], storeOf(twins))).rejects.toThrow(
      '"23456" is more than one article: aaaaa23456, bbbbb23456. Name one of them.',
    )
    const whole = await run(folder, ['rules', 'explain', 'aaaaa23456'], storeOf(twins))
    expect(whole.out).toContain('fires')
  })
})

describe('rules new and schema', () => {
  test('new writes a legal file whose tests pass, and never over another one', async () => {
    const folder = await temporaryFolder()
    const { out } = await run(folder, ['rules', 'new', 'Soybeans & Corn: 大豆'])
    expect(out).toContain('soybeans-corn.yaml is written')
    const checked = await run(folder, ['rules', 'check'])
    expect(checked.out).toContain('1 topic, 2 tests')
    expect(checked.code).toBe(0)
    await expect(run(folder, ['rules', 'new', 'Soybeans corn'])).rejects.toThrow('is there already')
    await expect(run(folder, ['rules', 'new', '大豆'])).rejects.toThrow('--id')
  })

  test('the file that new has written is named', async () => {
    const folder = await temporaryFolder()
    const { out } = await run(folder, ['rules', 'new', 'Soybeans', '--json'])
    expect(JSON.parse(out)).toEqual({ id: 'soybeans', file: join(folder, 'soybeans.yaml') })
  })

  test('schema writes what the shipped rules carry', async () => {
    const folder = await temporaryFolder()
    await run(folder, ['rules', 'schema'])
    const written = await readFile(join(folder, 'schema.json'), 'utf8')
    expect(written).toBe(readFileSync('rules/schema.json', 'utf8'))
  })
})

test('every command has examples in its help', () => {
  const context = recordingContext('rules')
  const all = [rulesCommand(context), ...rulesCommand(context).commands, evalCommand(context)]
  for (const command of all) {
    let help = ''
    command.configureOutput({ writeOut: (text) => (help += text) })
    command.outputHelp()
    expect(help).toContain('$ trucewatch ')
  }
})
