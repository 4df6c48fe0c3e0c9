import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import type { CliContext } from '../../../src/cli/context.ts'
import { importCommand } from '../../../src/cli/feeds/import.ts'
import { readFeeds } from '../../../src/feeds/files/index.ts'
import { folderWith } from '../../feeds/support.ts'

/** Imports an OPML document with these outlines into the folder `feeds` beside it, and returns what was said. */
async function importing(opml: string, files: Readonly<Record<string, string>> = {}, to?: string) {
  const root = await folderWith({ 'mine.opml': opml })
  const feeds = join(root, 'feeds')
  await mkdir(feeds)
  for (const [name, text] of Object.entries(files)) await writeFile(join(feeds, name), text)
  const seen = { out: '', err: '', code: -1, failure: '' }
  const context = {
    out: (text: string) => void (seen.out += text),
    err: (text: string) => void (seen.err += text),
    config: () => ({ feedsDir: feeds }),
    exit: (code: number) => void (seen.code = code),
  } as unknown as CliContext
  const argv = ['import', join(root, 'mine.opml'), ...(to ? ['--to', join(root, to)] : [])]
  await new Command()
    .exitOverride()
    .addCommand(importCommand(context))
    .parseAsync(argv, { from: 'user' })
    .catch((error: Error) => void (seen.failure = error.message.replaceAll(root, '')))
  const read = await readFeeds(feeds)
  return {
    ...seen,
    out: seen.out.replaceAll(root, ''),
    err: seen.err.replaceAll(root, ''),
    names: await readdir(feeds),
    feeds: read.feeds.length,
    problems: read.problems,
  }
}

function outlines(count: number): string {
  return Array.from(
    { length: count },
    (_, at) => `<outline text="Wire ${at}" xmlUrl="https://wire.example/${at}"/>`,
  ).join('\n')
}

function opmlOf(inside: string): string {
  return `<opml version="2.0"><body>${inside}</body></opml>`
}

describe('feeds import', () => {
  test('writes several files where one would be too large, and names them', async () => {
    const { out, names, feeds, problems } = await importing(opmlOf(outlines(1_700)))
    expect(problems).toEqual([])
    expect(feeds).toBe(1_700)
    expect(names).toEqual(['mine-1.yaml', 'mine-2.yaml', 'mine-3.yaml', 'mine-4.yaml'])
    expect(out).toBe(`/feeds/mine-1.yaml: 425 feeds
/feeds/mine-2.yaml: 425 feeds
/feeds/mine-3.yaml: 425 feeds
/feeds/mine-4.yaml: 425 feeds
1,700 feeds in 4 files. See whether they answer: trucewatch feeds check
`)
  })

  test('writes none of several files where one of them is there', async () => {
    const { failure, names } = await importing(opmlOf(outlines(600)), {
      'mine-2.yaml': 'feeds: []',
    })
    expect(failure).toBe('/feeds/mine-2.yaml is there already; name another file with --to.')
    expect(names).toEqual(['mine-2.yaml'])
  })

  test('says what it leaves out', async () => {
    const bad = `<outline type="rss" text="No"/><outline text="Local" xmlUrl="file:///tmp/x"/>
      <outline text="Script" xmlUrl="javascript:x"/><outline xmlUrl="wire"/><outline text="E" xmlUrl="x:y"/>
      <outline text="Again" xmlUrl="https://wire.example/0"/>`
    const { err, code, feeds } = await importing(opmlOf(outlines(2) + bad))
    expect(err).toBe(`Left out of /mine.opml:
  1 without an address (xmlUrl): No
  4 with an address that is not http or https: Local (file:), Script (javascript:), one without a name and 1 more
  1 named further up already: Again
`)
    expect({ code, feeds }).toEqual({ code: 0, feeds: 2 })
    expect((await importing(opmlOf(bad.replace(/.*wire.example.*/, '')))).failure).toBe(
      '/mine.opml names no feed that can be read.',
    )
  })

  test('says which files it could not read, for their feeds may be added again', async () => {
    const { err } = await importing(opmlOf(outlines(1)), { 'old.yaml': 'feeds: [' })
    expect(err).toMatch(/^\/feeds\/old\.yaml:1:\d+ {2}a bracket above is opened and not closed/)
  })

  test('takes what stands in a file that is cut off, and says that it is', async () => {
    const whole = opmlOf(outlines(3))
    const { err, code, feeds } = await importing(
      whole.slice(0, whole.indexOf('https://wire.example/2')),
    )
    expect(err).toMatch(/mine\.opml ends too early: <\/opml> is missing/)
    expect({ code, feeds }).toEqual({ code: 1, feeds: 2 })
  })

  test.each(['feeds/mine.txt', 'feeds/.mine.yaml', 'feeds/mine'])(
    'refuses %s, which is never read',
    async (to) => {
      const { failure, names } = await importing(opmlOf(outlines(1)), {}, to)
      expect(failure).toMatch(
        /would never be read: the name of a feed file ends in \.yaml or \.yml/,
      )
      expect(names).toEqual([])
    },
  )

  test('says of a file elsewhere that it is not read there', async () => {
    const { out } = await importing(opmlOf(outlines(1)), {}, 'mine.yml')
    expect(out).toBe('/mine.yml: 1 feed. It is read once it stands in /feeds.\n')
  })
})
