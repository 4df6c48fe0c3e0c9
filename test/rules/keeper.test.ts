import { readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished, expect, test } from 'vitest'
import type { Notice } from '../../src/domain/alert.ts'
import type { Log } from '../../src/domain/ports.ts'
import type { Matchable } from '../../src/domain/rule.ts'
import type { KnownFeeds } from '../../src/rules/check/feeds.ts'
import { createRuleKeeper, type RuleKeeper } from '../../src/rules/keeper.ts'
import { NOW, silentLog, temporaryFolder } from './support.ts'

const EARTHS = `topic: Rare earths
any:
  - samarium
tests:
  match:
    - Samarium is scarce
`
const SOY = EARTHS.replace('Rare earths', 'Soy').replaceAll(/samarium/gi, 'soybean')

type Setup = {
  readonly keeper: RuleKeeper
  readonly folder: string
  readonly data: string
  readonly notices: Notice[]
  readonly save: (name: string, text: string) => Promise<void>
  /** Resolves with the next notice. */
  readonly told: () => Promise<Notice>
}

async function start(
  files: Record<string, string>,
  options: {
    data?: string
    stored?: readonly string[]
    grace?: number
    log?: Log
    feeds?: KnownFeeds
  } = {},
): Promise<Setup> {
  const folder = await temporaryFolder(files)
  const data = options.data ?? (await temporaryFolder())
  const notices: Notice[] = []
  const waiting: ((notice: Notice) => void)[] = []
  let taken = 0
  const keeper = createRuleKeeper({
    folder,
    lastGoodDir: join(data, 'rules'),
    clock: { now: () => NOW },
    log: options.log ?? silentLog,
    onNotice(notice) {
      notices.push(notice)
      waiting.shift()?.(notice)
    },
    recentArticles: () => articles(options.stored ?? []),
    findFeeds: async () => options.feeds,
    timing: { vanished: 60, grace: options.grace ?? 30 },
  })
  onTestFinished(() => keeper.stop())
  await keeper.start()
  return {
    keeper,
    folder,
    data,
    notices,
    save: (name, text) => writeFile(join(folder, name), text),
    told() {
      const next = notices[taken++]
      return next ? Promise.resolve(next) : new Promise((resolve) => waiting.push(resolve))
    },
  }
}

async function* articles(titles: readonly string[]): AsyncGenerator<Matchable> {
  for (const title of titles)
    yield { title, lead: '', body: '', lang: 'en', langs: ['en'], feeds: [], tags: [] }
}

function fires(keeper: RuleKeeper, title: string): readonly string[] {
  const article = { title, lead: '', body: '', lang: 'en', langs: ['en'], feeds: [], tags: [] }
  return keeper
    .current()
    .match(article)
    .map(({ topic }) => topic)
}

test('an edit is live soon after it is saved, and what it would have done is told', async () => {
  const stored = ['Holmium rises', 'Holmium falls', 'A quiet day', 'Samarium is scarce']
  const { keeper, save, told } = await start({ 'rare-earths.yaml': EARTHS }, { stored })
  expect(fires(keeper, 'Holmium is found')).toEqual([])
  await save('rare-earths.yaml', EARTHS.replace('- samarium\n', '- samarium\n  - holmium\n'))
  const notice = await told()
  expect(notice.card).toMatchObject({
    level: 'info',
    lines: ['rare-earths: + holmium; would have fired on 2 of the last 4 articles'],
  })
  expect(fires(keeper, 'Holmium is found')).toEqual(['rare-earths'])
})

test('a line that finds nearly everything is warned of when it is loaded, and when it is saved', async () => {
  const warned: object[] = []
  const log = { ...silentLog, warn: (_: string, data: object = {}) => void warned.push(data) }
  const broad = EARTHS.replace('- samarium\n', '- the\n  - samarium\n')
  const { save, told } = await start({ 'rare-earths.yaml': broad }, { log })
  const warnings = [
    expect.stringMatching(/rare-earths\.yaml:3:5 "the" stands in nearly every article/),
  ]
  expect(warned).toEqual([{ warnings }])
  await save('rare-earths.yaml', broad.replace('Rare earths', 'Earths'))
  await told()
  expect(warned).toEqual([{ warnings }, { warnings }])
})

test('a bad edit changes nothing and is told once; so is its mending', async () => {
  const { keeper, save, told, notices } = await start({ 'rare-earths.yaml': EARTHS })
  const before = keeper.current()
  const bad = EARTHS.replace('- samarium\n', '- "samarium"\n  - $none\n  - a b: c\n  - ?? d: e\n')
  await save('rare-earths.yaml', bad)
  const refused = await told()
  expect(refused.card.level).toBe('error')
  expect(refused.card.lines).toHaveLength(5)
  expect(refused.card.lines[0]).toContain('rare-earths.yaml:3:5 a phrase needs no quotes')
  expect(refused.card.lines[3]).toMatch(/^and \d more$/)
  expect(keeper.current()).toBe(before)
  await save('rare-earths.yaml', bad)
  await keeper.settled()
  await save('rare-earths.yaml', EARTHS)
  const mended = await told()
  expect(mended.card.title).toBe('The rules are mended')
  expect(notices).toHaveLength(2)
  expect(new Set(notices.map(({ key }) => key)).size).toBe(2)
  expect(keeper.problems().filter(({ level }) => level === 'error')).toEqual([])
})

test('a rule whose own test fails does not go live', async () => {
  const { keeper, save, told } = await start({ 'rare-earths.yaml': EARTHS })
  await save('rare-earths.yaml', EARTHS.replace('- samarium\n', '- holmium\n'))
  expect((await told()).card.lines[0]).toContain('this must match, but it does not')
  expect(fires(keeper, 'Samarium is scarce')).toEqual(['rare-earths'])
})

test('a half-written save that is completed is never told', async () => {
  const { keeper, save, told, notices } = await start(
    { 'rare-earths.yaml': EARTHS },
    { grace: 400 },
  )
  await save('rare-earths.yaml', '')
  await keeper.settled()
  await save('rare-earths.yaml', EARTHS.replace('Rare earths', 'Rare earths and magnets'))
  await told()
  expect(notices.map(({ card }) => card.title)).toEqual(['The rules have changed'])
})

test('a deleted file is announced, a renamed one too, and an emptied folder is refused', async () => {
  const { keeper, folder, told } = await start({ 'rare-earths.yaml': EARTHS, 'soy.yaml': SOY })
  await rm(join(folder, 'soy.yaml'))
  expect((await told()).card.lines).toEqual(['soy: removed'])
  expect(fires(keeper, 'Soybean prices')).toEqual([])
  await rename(join(folder, 'rare-earths.yaml'), join(folder, 'metals.yaml'))
  expect((await told()).card.lines).toEqual(['metals: new, 1 line', 'rare-earths: removed'])
  await rm(join(folder, 'metals.yaml'))
  expect((await told()).card.lines[0]).toContain('there is no rule file in it')
  expect(fires(keeper, 'Samarium is scarce')).toEqual(['metals'])
})

test('a cold start with a bad file uses the rules that were in force last', async () => {
  const first = await start({ 'rare-earths.yaml': EARTHS })
  const { hash } = first.keeper.current()
  await first.keeper.stop()
  const second = await start({ 'rare-earths.yaml': 'topic: x\n' }, { data: first.data })
  expect(second.keeper.current().hash).toBe(hash)
  expect((await second.told()).card.title).toBe('Started with the last good rules')
  expect(fires(second.keeper, 'Samarium is scarce')).toEqual(['rare-earths'])
  await second.save('rare-earths.yaml', EARTHS)
  expect((await second.told()).card.title).toBe('The rules are mended')
})

test('a cold start with a bad file and no kept rules is refused with every error', async () => {
  await expect(
    start({ 'a.yaml': 'topic: x\n', 'b.yaml': 'any:\n  - "y"\n' }),
  ).rejects.toMatchObject({
    name: 'RuleError',
    message: expect.stringMatching(/a\.yaml[^]*missing-key[^]*b\.yaml[^]*quoted/),
  })
})

test('every set that was in force is kept under its hash', async () => {
  const { keeper, data, save, told } = await start({ 'rare-earths.yaml': EARTHS })
  const first = keeper.current().hash
  await save('soy.yaml', SOY)
  await told()
  await keeper.settled()
  const kept = await readdir(join(data, 'rules'))
  expect(kept.toSorted()).toEqual([first, keeper.current().hash, 'current'].toSorted())
})

test('an edit of tests or comments alone is taken over without a word', async () => {
  const { keeper, save, notices } = await start({ 'rare-earths.yaml': EARTHS })
  const before = keeper.current()
  await save('rare-earths.yaml', `${EARTHS}    - Samarium again\n`)
  await expect.poll(() => keeper.current() !== before).toBe(true)
  await keeper.settled()
  expect(notices).toEqual([])
})

test('a topic that waits for a feed that is not polled comes into force, and is doubted', async () => {
  const { keeper } = await start(
    { 'earths.yaml': `${EARTHS}only:\n  source: wires\n` },
    { feeds: { ids: new Set(['wire']), tags: new Set(), langs: new Set(), isOpen: true } },
  )
  expect(keeper.current().topics).toHaveLength(1)
  expect(keeper.problems().map(({ id }) => id)).toEqual(['unknown-source'])
})
