import { watch as watchFiles } from 'chokidar'
import { once } from 'node:events'

/** Watches a folder and calls back once it has become quiet. */
export type Watch = {
  stop(): Promise<void>
  /** Whether something has changed since the running call began. */
  stirred(): boolean
  /** Resolves when no call is due or running. */
  settled(): Promise<void>
}

/**
 * Calls `look` after `settle` ms without a change, one call at a time. A call may ask for another one by returning
 * a number of milliseconds. Files deeper than the folder itself are not watched.
 */
export async function watchFolder(
  folder: string,
  settle: number,
  look: () => Promise<number | undefined>,
): Promise<Watch> {
  const watcher = watchFiles(folder, { ignoreInitial: true, depth: 0, atomic: false })
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let stirred = false

  async function run(): Promise<void> {
    stirred = false
    const again = await look()
    running = undefined
    if (stirred) schedule(settle)
    else if (again !== undefined) schedule(again)
  }
  function schedule(ms: number): void {
    clearTimeout(timer)
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
  await once(watcher, 'ready')
  return {
    stirred: () => stirred,
    async settled() {
      while (timer !== undefined || running) {
        await running
        if (timer !== undefined) await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    async stop() {
      clearTimeout(timer)
      timer = undefined
      await watcher.close()
      await running
    },
  }
}
