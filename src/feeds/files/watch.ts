import { watch as watchFiles } from 'chokidar'
import { once } from 'node:events'
import { createQueue } from '../../lib/queue.ts'

export type Watch = {
  stop(): Promise<void>
  /** Resolves when no look is due or running. */
  settled(): Promise<void>
}

/** Calls `look` once a folder has been quiet for `settle` milliseconds after a change, one call at a time. */
export async function watchFolder(
  folder: string,
  settle: number,
  look: () => Promise<void>,
): Promise<Watch> {
  const watcher = watchFiles(folder, { ignoreInitial: true, depth: 0, atomic: false })
  const queue = createQueue()
  let timer: NodeJS.Timeout | undefined
  let due: PromiseWithResolvers<void> | undefined
  function lookNow(): void {
    due?.resolve(queue.run(look))
    due = undefined
  }
  watcher.on('all', () => {
    due ??= Promise.withResolvers()
    clearTimeout(timer)
    timer = setTimeout(lookNow, settle)
  })
  await once(watcher, 'ready')
  return {
    async settled() {
      await due?.promise
      await queue.idle()
    },
    async stop() {
      await watcher.close()
      clearTimeout(timer)
      await queue.idle()
    },
  }
}
