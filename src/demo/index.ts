import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openApp, type World } from '../app.ts'
import { loadConfig } from '../config.ts'
import { SECOND } from '../lib/durations.ts'
import { startNewsroom } from './newsroom.ts'
import { summarise } from './summary.ts'

/** The rules that ship with the program, wherever the demo is started from. */
const RULES = fileURLToPath(new URL('../../rules', import.meta.url))
/** After the last item: the last poll, and an edit that waits for its half minute is not waited for. */
const AFTER = 3 * SECOND

export type DemoOptions = {
  readonly world: World
  /** 1: as it is told in the texts; 10: ten times as fast. */
  readonly speed: number
  readonly say: (line: string) => void
  /** Resolves when the person has seen enough. */
  readonly stopped: Promise<unknown>
}

/** Runs the whole bot against the newsroom, in a data folder of its own that is removed afterwards. */
export async function runDemo({ world, speed, say, stopped }: DemoOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'trucewatch-demo-'))
  const newsroom = await startNewsroom(speed)
  try {
    const config = loadConfig({}, { data: folder, rules: RULES })
    const app = await openApp(config, { ...world, feeds: newsroom.feeds })
    const seconds = Math.round((newsroom.length + AFTER) / SECOND)
    say(
      `A newsroom of ${newsroom.feeds.length} feeds is open on this machine: RSS, Atom, JSON Feed, a web page, one in GB18030.`,
    )
    say(`The bot polls it for ${seconds} seconds; alerts are printed as they come.\n`)
    try {
      await app.start()
      await watch(newsroom.length + AFTER, stopped)
      for (const line of await summarise(app.parts.store, newsroom.troubles())) say(line)
    } finally {
      await app.stop()
    }
  } finally {
    await newsroom.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Waits `ms`, or until the person has seen enough; then no timer is left that would hold the process. */
async function watch(ms: number, stopped: Promise<unknown>): Promise<void> {
  const enough = new AbortController()
  const end = sleep(ms, undefined, { signal: enough.signal }).catch(() => {})
  await Promise.race([stopped, end])
  enough.abort()
}
