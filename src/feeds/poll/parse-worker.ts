import { parentPort } from 'node:worker_threads'
import { FeedError } from '../../domain/errors.ts'
import { createThreadTidier } from '../../lib/memory.ts'
import { createQueue } from '../../lib/queue.ts'
import { readFeed } from './reading.ts'
import type { ThreadAnswer, ThreadTask } from './reading-thread.ts'

/** The other side of reading-thread.ts: reads one document after the other, in the order in which they come. */

const PART = 1000
const queue = createQueue()
const tidy = createThreadTidier()

function answer(message: ThreadAnswer): void {
  parentPort?.postMessage(JSON.stringify(message))
}

async function read({ bytes, options }: ThreadTask): Promise<void> {
  try {
    const { entries, keys, ...done } = await readFeed(bytes, options)
    let from = 0
    for (; from + PART < entries.length; from += PART)
      answer({ entries: entries.slice(from, from + PART), keys: keys?.slice(from, from + PART) })
    answer({ entries: entries.slice(from), keys: keys?.slice(from), done })
  } catch (error) {
    if (error instanceof FeedError) {
      const { code, message, retry } = error
      answer({ fault: { code, message, retry } })
    } else answer({ error: (error as Error).message })
  }
  tidy()
}

parentPort?.on('message', (task: ThreadTask) => void queue.run(() => read(task)))
