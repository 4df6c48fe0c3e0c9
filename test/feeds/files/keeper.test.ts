import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Notice } from '../../../src/domain/alert.ts'
import type { Feed } from '../../../src/domain/feed.ts'
import { createFeedKeeper } from '../../../src/feeds/files/keeper.ts'
import { recordingLog } from '../../support/log.ts'
import { aClock, folderWith } from '../support.ts'

function file(...ids: readonly string[]): string {
  const feeds = ids.map((id) => `  - {id: ${id}, title: ${id}, url: https://${id}.example/feed}\n`)
  return `feeds:\n${feeds.join('')}`
}
const BAD = 'feeds:\n  - {id: a, titel: a}\n'

async function setUp(files: Readonly<Record<string, string>>, kept?: string) {
  const folder = await folderWith(files)
  const lastGoodFile = kept ?? join(await folderWith({}), 'feeds-good.json')
  const notices: Notice[] = []
  const given: (readonly Feed[])[] = []
  const log = recordingLog()
  const keeper = createFeedKeeper({
    folder,
    lastGoodFile,
    clock: aClock(),
    log,
    onNotice: (notice) => notices.push(notice),
    onFeeds: (feeds) => void given.push(feeds),
    timing: { settle: 20, grace: 20 },
  })
  onTestFinished(() => keeper.stop())
  async function edit(name: string, text: string): Promise<void> {
    // As editors save: nobody ever sees half of it.
    const draft = join(await folderWith({ [name]: text }), name)
    await rename(draft, join(folder, name))
  }
  return {
    folder,
    lastGoodFile,
    notices,
    given,
    keeper,
    log,
    edit,
    titles: () => notices.map(({ card }) => card.title),
  }
}

function ids(feeds: readonly Feed[]): string {
  return feeds.map(({ id }) => id).join(' ')
}

describe('while running', () => {
  test('a good edit is taken over and told', async () => {
    const { keeper, edit, notices, given } = await setUp({ 'a.yaml': file('a', 'b') })
    await keeper.start()
    await edit('a.yaml', file('a', 'c'))
    await vi.waitFor(() => expect(given.map(ids)).toEqual(['a c']))
    expect(ids(keeper.current())).toBe('a c')
    await vi.waitFor(() => expect(notices[0]?.card.lines).toEqual(['New: c', 'No longer asked: b']))
  })

  test('a bad edit leaves what was in force, and is told once; its mending too', async () => {
    const { keeper, edit, titles, given, notices } = await setUp({ 'a.yaml': file('a') })
    await keeper.start()
    await edit('a.yaml', BAD)
    await vi.waitFor(() => expect(titles()).toEqual(['The edited feed files are not in force']))
    expect(notices[0]!.card.lines[0]).toMatch(
      /a\.yaml:2:\d+ {2}there is no key titel; did you mean title\?$/,
    )
    expect(ids(keeper.current())).toBe('a')
    expect(keeper.problems()).not.toEqual([])
    expect(given).toEqual([])
    await edit('a.yaml', `${BAD}\n`)
    await keeper.settled()
    await edit('a.yaml', file('a'))
    await vi.waitFor(() => expect(titles().at(-1)).toBe('The feed files are mended'))
    expect(titles()).toHaveLength(2)
    expect(keeper.problems()).toEqual([])
  })

  test('a folder that is emptied is a bad edit', async () => {
    const { keeper, folder, titles } = await setUp({ 'a.yaml': file('a') })
    await keeper.start()
    await rm(join(folder, 'a.yaml'))
    await vi.waitFor(() => expect(titles()).toHaveLength(1))
    expect(ids(keeper.current())).toBe('a')
  })

  test('so is one that is moved away, until it is put back', async () => {
    const { keeper, folder, titles, notices, log } = await setUp({ 'a.yaml': file('a') })
    await keeper.start()
    const aside = `${folder}-aside`
    await rename(folder, aside)
    await vi.waitFor(() => expect(titles()).toHaveLength(1), { timeout: 8000 })
    expect(notices[0]!.card.lines[0]).toContain('there is no such folder')
    expect(ids(keeper.current())).toBe('a')
    expect(log.lines.filter(({ event }) => event === 'feeds-not-read')).toEqual([])
    await rename(aside, folder)
    await vi.waitFor(() => expect(titles()).toHaveLength(2), { timeout: 8000 })
    expect(titles()[1]).toBe('The feed files are mended')
  })
})

describe('at start', () => {
  test('the log counts the feeds that are asked, not those that are off', async () => {
    const off = '  - {id: c, title: c, url: https://c.example/feed, enabled: false}\n'
    const { keeper, log } = await setUp({ 'a.yaml': `${file('a', 'b')}${off}` })
    await keeper.start()
    expect(log.lines).toContainEqual({ level: 'info', event: 'feeds-loaded', data: { feeds: 2 } })
  })

  test('bad files are a mistake with every place', async () => {
    const { keeper } = await setUp({ 'a.yaml': BAD, 'b.yaml': 'feeds: x' })
    await expect(keeper.start()).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringMatching(/a\.yaml:2:[\s\S]*b\.yaml:1:/),
    })
  })

  test('a folder that is not there, or empty, is a mistake that says what to do', async () => {
    const { keeper, folder } = await setUp({})
    await expect(keeper.start()).rejects.toThrow(/holds no feed; docs\/feeds\.md/)
    await rm(folder, { recursive: true })
    await expect(keeper.start()).rejects.toThrow(
      /there is no such folder\. Name the folder with FEEDS_DIR or --feeds\./,
    )
  })

  test('what was in force last is used where the files have become bad meanwhile', async () => {
    const before = await setUp({ 'a.yaml': file('a', 'b') })
    await before.keeper.start()
    await before.keeper.stop()
    const { keeper, titles } = await setUp({ 'a.yaml': BAD }, before.lastGoodFile)
    await keeper.start()
    expect(ids(keeper.current())).toBe('a b')
    expect(titles()).toEqual(['Started with the last good feed files'])
  })

  test('what was kept and cannot be read is as if nothing was kept', async () => {
    const { keeper, lastGoodFile } = await setUp({ 'a.yaml': BAD })
    await writeFile(lastGoodFile, '{"half": ')
    await expect(keeper.start()).rejects.toMatchObject({ name: 'ConfigError' })
  })
})
