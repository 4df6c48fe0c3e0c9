import { expect, test } from 'vitest'
import { knownFeeds } from '../../src/app/feeds.ts'
import { run, temporaryFolder } from './support.ts'

const KNOWN = {
  ids: new Set(['mofcom-news', 'wire']),
  tags: new Set(['official', 'press']),
  langs: new Set(['en', 'zh', 'ja']),
  isOpen: false,
}

function topic(only: string): string {
  return `topic: A\nany:\n  - samarium\nonly:\n${only}\ntests:\n  match:\n    - samarium\n`
}

async function check(only: string, feeds: typeof KNOWN | 'none' = KNOWN, args: string[] = []) {
  const folder = await temporaryFolder({ 'a.yaml': topic(only) })
  const { out, code } = await run(folder, ['rules', 'check', ...args], {
    findFeeds: async () => (feeds === 'none' ? undefined : feeds),
  })
  return { out: out.replaceAll(folder, 'rules'), code }
}

test('a feed that does not exist is warned of, with a caret and the one that was meant', async () => {
  const { out, code } = await check('  source: mofcom-new')
  expect(out)
    .toBe(`rules/a.yaml:5:11  warning[unknown-source]  no feed is called "mofcom-new": nothing comes of it
   5 |   source: mofcom-new
     |           ^^^^^^^^^^  did you mean mofcom-news?

1 file, 1 topic, 1 test: 1 warning
`)
  expect(code).toBe(0)
})

test('each value of a list is looked at, whichever way the list is written', async () => {
  const flow = await check('  source: [wire, ap, mofcom-news]')
  expect(flow.out).toContain('rules/a.yaml:5:18  warning[unknown-source]')
  const rows = await check('  source:\n    - wire\n    - tass  # as of ap\n    - ap')
  expect(rows.out).toContain('rules/a.yaml:7:7  warning[unknown-source]')
  expect(rows.out).toContain('rules/a.yaml:8:7  warning[unknown-source]')
  expect(rows.out).toContain('`trucewatch feeds list` names them all')
})

test('a tag that no feed bears is warned of', async () => {
  const { out } = await check('  lang: en\n  tag: officials')
  expect(out).toContain('rules/a.yaml:6:8  warning[unknown-tag]')
  expect(out).toContain('did you mean official?')
  const far = await check('  tag: [official, sport]')
  expect(far.out).toContain('the tags are official, press')
})

test('feeds and tags that are there, and a warning that is silenced, are not told', async () => {
  const good = await check('  source: wire\n  tag: [official, press]')
  expect(good.out).toBe('1 file, 1 topic, 1 test: all good\n')
  const silent = await check('  source: to-come  # ok: unknown-source')
  expect(silent.out).toBe('1 file, 1 topic, 1 test: all good\n')
})

test('a language that no feed is in is warned of, and the one that was meant is told', async () => {
  const { out } = await check('  lang: [zh, cn, jp, fr]')
  expect(out).toContain('rules/a.yaml:5:14  warning[unknown-lang]  no feed is in "cn"')
  expect(out).toContain('did you mean zh?')
  expect(out).toContain('did you mean ja?')
  expect(out).toContain('rules/a.yaml:5:22  warning[unknown-lang]')
  expect(out).toContain('the languages are en, ja, zh')
  expect(out).toContain('3 warnings')
})

test('a feed that leaves its language open may be in any, but not in what is none', async () => {
  const { out } = await check('  lang: [nl, cn]', { ...KNOWN, isOpen: true })
  expect(out).toContain('no feed is in "cn"')
  expect(out).toContain('1 warning')
})

test('the languages of feeds are those of their files, and else those that a text shows', async () => {
  const feed = 'feeds:\n  - id: wire\n    title: Wire\n    url: https://wire.example/rss\n'
  const said = await temporaryFolder({ 'a.yaml': `${feed}    lang: nl\n` })
  expect(await knownFeeds(said)).toMatchObject({ langs: new Set(['nl']), isOpen: false })
  const open = await knownFeeds(await temporaryFolder({ 'a.yaml': feed }))
  expect(open?.langs).toContain('zh')
  expect(open?.langs).toContain('en')
})

test('without feeds beside the rules nothing is said of any', async () => {
  const { out } = await check('  source: nobody', 'none')
  expect(out).toBe('1 file, 1 topic, 1 test: all good\n')
})

test('--json holds the id, the place and the cure', async () => {
  const { out } = await check('  source: wires', KNOWN, ['--json'])
  const { problems } = JSON.parse(out) as { problems: unknown[] }
  expect(problems).toEqual([
    expect.objectContaining({
      level: 'warning',
      id: 'unknown-source',
      line: 5,
      column: 11,
      length: 5,
      cure: 'did you mean wire?',
    }),
  ])
})

test('the feeds of a folder are known by id and tag, those that are switched off too', async () => {
  const feeds =
    'feeds:\n  - id: wire\n    title: Wire\n    url: https://wire.example/rss\n    tags: [press]\n    enabled: false\n'
  const folder = await temporaryFolder({ 'a.yaml': feeds })
  const known = await knownFeeds(folder)
  expect(known).toMatchObject({ ids: new Set(['wire']), tags: new Set(['press']), isOpen: true })
  expect(await knownFeeds('/nowhere/at/all')).toBeUndefined()
  const broken = await temporaryFolder({ 'a.yaml': `${feeds}  - id: [\n` })
  expect(await knownFeeds(broken)).toBeUndefined()
})
