import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import type { Alert } from '../../src/domain/alert.ts'
import type { Feed } from '../../src/domain/feed.ts'
import { aClock, aFeed, silentLog } from '../feeds/support.ts'
import { freshFolder } from '../support/folders.ts'
import { startHostileServer, type HostileServer } from '../support/hostile-server.ts'

export const RULES = {
  '_shared.yaml': 'defaults:\n  severity: medium\n  alert:\n    limit: 10 per hour\n',
  'samarium.yaml':
    'topic: Samarium\nany:\n  - samarium\ntests:\n  match:\n    - Samarium is dear\n',
}

/** A server and, over a real database, the bot that polls what it serves; the clock is moved by hand. */
export async function openBot(
  paths: readonly string[],
  {
    environment = {},
    rules = RULES,
    feed = {},
  }: {
    readonly environment?: Readonly<Record<string, string>>
    readonly rules?: Readonly<Record<string, string>>
    readonly feed?: Partial<Feed>
  } = {},
) {
  const server = await startHostileServer()
  const folder = freshFolder()
  const config = loadConfig(environment, foldersIn(folder, rules))
  const clock = aClock()
  const printed: string[] = []
  const feeds = paths.map((path) => feedAt(server, path, feed))
  const app = await openApp(config, {
    clock,
    log: silentLog(),
    feeds,
    write: (text) => void printed.push(text),
    colour: false,
    width: 100,
  })
  onTestFinished(async () => {
    await app.stop()
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const { store } = app.parts
  return {
    server,
    clock,
    /** What the terminal shows. */
    printed,
    /** Polls every feed so many times, the clock going on by `step` after each. */
    async poll(times: number, step: number): Promise<void> {
      for (let turn = 0; turn < times; turn++) {
        await app.runOnce()
        clock.at += step
      }
    },
    /** The lines at start. */
    greeting: () => app.greeting(),
    ledger: () => store.ledger({}),
    /** Every alert and digest that the ledger names. */
    async alerts(): Promise<readonly Alert[]> {
      const ids = new Set((await store.ledger({})).flatMap(({ alert }) => alert ?? []))
      const found = await Promise.all([...ids].map((id) => store.alert(id)))
      return found.flatMap((alert) => alert ?? [])
    },
    /** The titles that were told, each as often as it was. */
    async told(): Promise<readonly string[]> {
      const rows = await store.ledger({})
      const told = rows.filter(({ decision }) => decision.kind === 'alert')
      return told.map(({ title }) => title).toSorted()
    },
  }
}

function foldersIn(folder: string, rules: Readonly<Record<string, string>>) {
  mkdirSync(join(folder, 'rules'))
  for (const [name, text] of Object.entries(rules)) writeFileSync(join(folder, 'rules', name), text)
  return { data: join(folder, 'data'), feeds: join(folder, 'feeds'), rules: join(folder, 'rules') }
}

function feedAt(server: HostileServer, path: string, over: Partial<Feed>): Feed {
  const addresses = [{ ...over.addresses?.[0], url: server.url + path }] as const
  return aFeed({ id: path.replaceAll(/\W+/g, '-'), allowPrivate: true, ...over, addresses })
}
