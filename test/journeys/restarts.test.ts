import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { SECOND } from '../../src/lib/durations.ts'
import { aClock, aFeed, silentLog } from '../feeds/support.ts'
import { freshFolder } from '../support/folders.ts'
import { startHostileServer } from '../support/hostile-server.ts'
import { RULES } from './whole-bot.ts'

test('a bot that is started twenty times in five minutes asks its feeds no more often than one that stays', async () => {
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
  const feeds = ['/ok.xml', '/slow-headers', '/500'].map((path) =>
    aFeed({ id: path.slice(1), url: server.url + path, allowPrivate: true }),
  )
  for (let life = 0; life < 20; life++) {
    const app = await openApp(config, {
      clock,
      log: silentLog(),
      feeds,
      write: () => undefined,
      colour: false,
      width: 100,
    })
    await app.start()
    await app.stop()
    clock.at += 15 * SECOND
  }
  for (const path of ['/ok.xml', '/slow-headers', '/500'])
    expect(server.count(path)).toBeLessThanOrEqual(2)
})
