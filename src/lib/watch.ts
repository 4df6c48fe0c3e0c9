import { watch as watchFiles } from 'chokidar'
import { once } from 'node:events'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Watches a folder and calls back once it has become quiet. */
export type Watch = {
  stop(): Promise<void>
  /** Whether something has changed since the running call began. */
  stirred(): boolean
  /** Resolves when no call is due or running. */
  settled(): Promise<void>
}

/** How often the folder is looked at without being told: watches get lost with a folder that is put back, or on network disks. */
const ROUND = 2000

/**
 * Calls `look` after `settle` ms without a change, one call at a time. A call may ask for another one by returning
 * a number of milliseconds. Files deeper than the folder itself are not watched.
 */
export async function watchFolder(
  folder: string,
  settle: number,
  look: () => Promise<number | undefined | void>,
): Promise<Watch> {
  const watcher = watchFiles(folder, { ignoreInitial: true, depth: 0, atomic: false })
  // Listened for at once: it may come while the folder is looked at below, and comes only once.
  const ready = once(watcher, 'ready')
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let stirred = false
  let stopped = false
  let stamp: string | undefined

  async function run(): Promise<void> {
    stirred = false
    stamp = await stampOf(folder)
    const again = await look()
    running = undefined
    if (stirred) schedule(settle)
    else if (typeof again === 'number') schedule(again)
  }
  function schedule(ms: number): void {
    clearTimeout(timer)
    if (stopped) return
    timer = setTimeout(() => {
      timer = undefined
      if (running) stirred = true
      else running = run()
    }, ms)
  }
  watcher.on('all', () => {
    stirred = true
    schedule(settle)
  })
  async function goRound(): Promise<void> {
    if (timer === undefined && !running && (await stampOf(folder)) !== stamp) schedule(0)
  }
  const [first] = await Promise.all([stampOf(folder), ready])
  stamp = first
  const rounds = setInterval(() => void goRound(), ROUND)
  rounds.unref()
  return {
    stirred: () => stirred,
    async settled() {
      while (timer !== undefined || running) {
        await running
        if (timer !== undefined) await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    async stop() {
      stopped = true
      clearInterval(rounds)
      clearTimeout(timer)
      timer = undefined
      await watcher.close()
      await running
    },
  }
}

/** What changes whenever a file of the folder does; empty where there is no folder. */
async function stampOf(folder: string): Promise<string> {
  const names = await readdir(folder).catch((): string[] => [])
  const stamps = names.toSorted().map(async (name) => {
    const found = await stat(join(folder, name)).catch(() => undefined)
    return `${name} ${found?.mtimeMs} ${found?.size} ${found?.ino}`
  })
  return (await Promise.all(stamps)).join('\n')
}
