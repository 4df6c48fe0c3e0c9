import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lastGoodOf } from '../../src/app/in-force.ts'
import type { CliContext } from '../../src/cli/context.ts'
import { statusCommand } from '../../src/cli/status.ts'
import { loadConfig } from '../../src/config.ts'
import { createFeedKeeper } from '../../src/feeds/files/keeper.ts'
import { createRuleKeeper } from '../../src/rules/keeper.ts'
import { openStore, openStoreIfThere } from '../../src/store/index.ts'
import { freshFolder } from '../support/folders.ts'
import { EARTHS, recordingContext, temporaryFolder } from '../rules/support.ts'
import { recordingLog } from '../support/log.ts'
import { NOON } from '../support/things.ts'

const WIRE = 'feeds:\n  - id: wire\n    title: Wire\n    url: https://wire.example/feed\n'
const clock = { now: () => NOON }

/** Folders of good files, and the command that looks at them. */
async function setUp() {
  const data = freshFolder()
  onTestFinished(() => rm(data, { recursive: true, force: true }))
  await (await openStore({ folder: data, clock })).close()
  const rules = await temporaryFolder({ 'rare-earths.yaml': EARTHS })
  const feeds = await temporaryFolder({ 'wire.yaml': WIRE })
  async function section(name: string, ...args: readonly string[]): Promise<readonly string[]> {
    const context: CliContext & ReturnType<typeof recordingContext> = {
      ...recordingContext(rules, { now: () => NOON }),
      colour: false,
      width: 120,
      clock,
      openStoreReadOnly: () => openStoreIfThere(data),
      config: () => loadConfig({}, { data, feeds, rules }),
      secrets: () => [],
      log: recordingLog,
      untilStopped: () => new Promise(() => {}),
    }
    await statusCommand(context).parseAsync(['--json', ...args], { from: 'user' })
    const { out, code } = context.result()
    expect(code).toBe(0)
    const sections = JSON.parse(out) as { name: string; lines: string[] }[]
    return sections.find((each) => each.name === name)!.lines
  }
  return { data, rules, feeds, section }
}

/** As a bot that starts does. */
async function comeIntoForce({ data, rules, feeds }: Awaited<ReturnType<typeof setUp>>) {
  const shared = { clock, log: recordingLog(), onNotice: () => {} }
  const lastGood = lastGoodOf(data)
  const feedKeeper = createFeedKeeper({
    ...shared,
    folder: feeds,
    lastGoodFile: lastGood.feeds,
    onFeeds: () => {},
  })
  const ruleKeeper = createRuleKeeper({
    ...shared,
    folder: rules,
    lastGoodDir: lastGood.rules,
    recentArticles: async function* () {},
    findFeeds: async () => undefined,
  })
  await feedKeeper.start()
  await ruleKeeper.start()
  await feedKeeper.stop()
  await ruleKeeper.stop()
}

test('good files are what is in force', async () => {
  const { section } = await setUp()
  expect(await section('Rules')).toEqual(['1 topic: rare-earths'])
  expect(await section('Feeds')).toEqual(['1 feed on, 0 read in the last day, 0 failing'])
})

test('beside a bad edit stands what is in force instead, errors first', async () => {
  const scene = await setUp()
  await comeIntoForce(scene)
  await writeFile(join(scene.rules, 'ports.yaml'), `topic: ports\nany:\n  - ports\n  - (\n`)
  await writeFile(join(scene.feeds, 'wire.yaml'), `${WIRE}    titel: x\n`)
  const [rules, hint, error] = await scene.section('Rules')
  expect(rules).toBe('1 topic: rare-earths')
  expect(hint).toBe(
    'the rule files as they stand are not in force, those from before the edit are:',
  )
  expect(error).toMatch(/ports\.yaml:4:\d+ /)
  const feeds = await scene.section('Feeds')
  expect(feeds[0]).toBe('1 feed on, 0 read in the last day, 0 failing')
  expect(feeds[1]).toContain('the feed files as they stand are not in force')
  expect(feeds[2]).toContain('titel')
})

test('folders that are gone are said so, and where nothing was ever in force that too', async () => {
  const { section, rules, feeds } = await setUp()
  await rm(rules, { recursive: true })
  await rm(feeds, { recursive: true })
  expect((await section('Rules')).slice(0, 2)).toEqual([
    'no topic',
    'the rule files as they stand are not in force, there are none from before:',
  ])
  expect((await section('Feeds'))[2]).toContain('There is no folder')
})
