import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { StoreError } from '../../src/domain/errors.ts'
import type { Store } from '../../src/domain/ports.ts'
import { HOUR, SECOND } from '../../src/lib/durations.ts'
import { aClock, aFeed, silentLog } from '../feeds/support.ts'
import { freshFolder } from '../support/folders.ts'
import { startHostileServer } from '../support/hostile-server.ts'
import { RULES } from './whole-bot.ts'

/** A server, and a bot that can be opened on one data folder again and again. */
async function setUp(paths: readonly string[]) {
  const server = await startHostileServer()
  const folder = freshFolder()
  onTestFinished(async () => {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const rules = join(folder, 'rules')
  mkdirSync(rules)
  for (const [name, text] of Object.entries(RULES)) writeFileSync(join(rules, name), text)
  const config = loadConfig({}, { data: join(folder, 'data'), feeds: folder, rules })
  const clock = aClock()
  const feeds = paths.map((path) =>
    aFeed({ id: path.slice(1), url: server.url + path, allowPrivate: true }),
  )
  const screen = { write: () => undefined, colour: false, width: 100 }
  function open() {
    return openApp(config, { clock, log: silentLog(), feeds, ...screen })
  }
  return { server, clock, open }
}

test('a bot that is started twenty times in five minutes asks its feeds no more often than one that stays', async () => {
  const paths = ['/ok.xml', '/slow-headers', '/500']
  const { server, clock, open } = await setUp(paths)
  for (let life = 0; life < 20; life++) {
    const app = await open()
    await app.start()
    await app.stop()
    clock.at += 15 * SECOND
  }
  for (const path of paths) expect(server.count(path)).toBeLessThanOrEqual(2)
})

test('that an address has moved for good outlives a restart, and so do its validators and what was told', async () => {
  const { server, clock, open } = await setUp(['/moved301'])
  for (let life = 0; life < 5; life++) {
    const app = await open()
    expect(await app.runOnce()).toMatchObject({ polled: 1, failed: 0, fresh: life === 0 ? 2 : 0 })
    await app.stop()
    clock.at += HOUR
  }
  expect(server.count('/moved301')).toBe(3)
  const direct = server.seen.slice(-2)
  expect(direct.map(({ path }) => path)).toEqual(['/ok.xml', '/ok.xml'])
  expect(direct[1]!.headers['if-none-match']).toBe('"v1"')
})

test('what a full disk keeps out is said, and comes in once there is room', async () => {
  const { open } = await setUp(['/ok.xml'])
  const app = await open()
  const { store } = app.parts
  const transaction = store.transaction.bind(store)
  const full = new StoreError('disk-full', 'The disk is full: free some space.')
  Object.assign(store, {
    transaction: ((work) =>
      transaction((tx) =>
        work({ ...tx, addArticles: () => Promise.reject(full) }),
      )) satisfies Store['transaction'],
  })
  expect(await app.runOnce()).toMatchObject({
    fresh: 0,
    lost: { polls: 1, reason: 'The disk is full: free some space.' },
  })
  Object.assign(store, { transaction })
  expect(await app.runOnce()).toMatchObject({ fresh: 2, lost: { polls: 1 } })
  await app.stop()
})
