import { parentPort } from 'node:worker_threads'
import { FeedError } from '../../domain/errors.ts'
import { createQueue } from '../../lib/queue.ts'
import { parseFeed } from '../parse/index.ts'
import type { ThreadAnswer, ThreadTask } from './reading-thread.ts'

/** The other side of reading-thread.ts: reads one document after the other, in the order in which they come. */

const PART = 1000
const queue = createQueue()

function answer(message: ThreadAnswer): void {
  parentPort?.postMessage(message)
}

async function read({ bytes, options }: ThreadTask): Promise<void> {
  try {
    const { entries, ...done } = await parseFeed(bytes, options)
    for (let from = 0; from < entries.length; from += PART)
      answer({ entries: entries.slice(from, from + PART) })
    answer({ done })
  } catch (error) {
    if (error instanceof FeedError) {
      const { code, message, retry } = error
      answer({ fault: { code, message, retry } })
    } else answer({ error: (error as Error).message })
  }
}

parentPort?.on('message', (task: ThreadTask) => void queue.run(() => read(task)))
