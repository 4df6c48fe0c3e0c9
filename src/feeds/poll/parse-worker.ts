import { parentPort } from 'node:worker_threads'
import { FeedError } from '../../domain/errors.ts'
import { parseFeed } from '../parse/index.ts'
import type { WorkerAnswer, WorkerTask } from './parser.ts'

/** The other side of parser.ts: a thread of its own that reads one large document after the other. */

const PART = 1000

function answer(message: WorkerAnswer): void {
  parentPort?.postMessage(message)
}

async function read({ bytes, options }: WorkerTask): Promise<void> {
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

parentPort?.on('message', (task: WorkerTask) => void read(task))
