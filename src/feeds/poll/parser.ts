import { Worker } from 'node:worker_threads'
import type { Entry } from '../../domain/article.ts'
import { FeedError, type FeedFault, type Retry } from '../../domain/errors.ts'
import { SECOND } from '../../lib/durations.ts'
import { createQueue } from '../../lib/queue.ts'
import { parseFeed, type ParsedFeed, type ParseOptions } from '../parse/index.ts'

/** Documents that take longer to read than other work should wait are read beside it. */
export const LARGE = 512 * 1024
const LONGEST = 30 * SECOND
/** A worker holds some tens of megabytes. */
const IDLE = 30 * SECOND

/** What the worker answers: entries in parts, since taking over a message blocks as long as it is large. */
export type WorkerAnswer =
  | { readonly entries: readonly Entry[] }
  | { readonly done: Omit<ParsedFeed, 'entries'> }
  | { readonly fault: { code: FeedFault; message: string; retry: Retry } }
  | { readonly error: string }

export type WorkerTask = { readonly bytes: Uint8Array; readonly options: ParseOptions }

/** Reads documents: small ones at once, large ones in a worker that comes and goes with need, one after the other. */
export type Parser = {
  parse(bytes: Uint8Array, options: ParseOptions): Promise<ParsedFeed>
  close(): Promise<void>
}

export function createParser(large: number = LARGE): Parser {
  const queue = createQueue()
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined

  async function end(): Promise<void> {
    clearTimeout(idle)
    const old = worker
    worker = undefined
    await old?.terminate()
  }

  async function parseAside(task: WorkerTask): Promise<ParsedFeed> {
    clearTimeout(idle)
    worker ??= newWorker()
    try {
      return await ask(worker, task)
    } catch (error) {
      if (!(error instanceof FeedError)) await end()
      throw error
    } finally {
      idle = setTimeout(() => void end(), IDLE)
      idle.unref()
    }
  }

  return {
    async parse(bytes, options) {
      if (bytes.length <= large) return parseFeed(bytes, options)
      return queue.run(() => parseAside({ bytes, options }))
    },
    close: end,
  }
}

function newWorker(): Worker {
  const worker = new Worker(new URL('./parse-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  })
  worker.unref()
  return worker
}

function ask(worker: Worker, task: WorkerTask): Promise<ParsedFeed> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = []
    const timer = setTimeout(
      () => fail(new Error(`it was not read within ${LONGEST / SECOND} seconds`)),
      LONGEST,
    )
    function settle(): void {
      clearTimeout(timer)
      worker.off('message', take).off('error', fail).off('exit', exited)
      worker.unref()
    }
    function fail(error: unknown): void {
      settle()
      reject(error as Error)
    }
    function exited(): void {
      fail(new Error('it needs too much memory'))
    }
    function take(answer: WorkerAnswer): void {
      if ('entries' in answer) entries.push(...answer.entries)
      else if ('fault' in answer) fail(toError(answer.fault))
      else if ('error' in answer) fail(new Error(answer.error))
      else {
        settle()
        resolve({ ...answer.done, entries })
      }
    }
    worker.ref()
    worker.on('message', take).on('error', fail).on('exit', exited)
    worker.postMessage(task)
  })
}

function toError({
  code,
  message,
  retry,
}: {
  code: FeedFault
  message: string
  retry: Retry
}): FeedError {
  return new FeedError(code, message, retry)
}
