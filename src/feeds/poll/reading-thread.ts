import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import type { Entry } from '../../domain/article.ts'
import { FeedError, type FeedFault, type Retry } from '../../domain/errors.ts'
import { beginThread } from '../../lib/compiled.ts'
import { SECOND } from '../../lib/durations.ts'
import type { EntryKeys } from '../identify/index.ts'
import type { Reading, ReadOptions } from './reading.ts'

/** A thread holds some tens of megabytes. */
const IDLE = 30 * SECOND
/** Bytes that lie ready for the thread, so that it need not wait for this one between two documents. */
const READY = 1024 * 1024

export type ThreadTask = { readonly bytes: Uint8Array; readonly options: ReadOptions }

/**
 * What the thread answers, as JSON: writing and reading that takes half the time of a copy of the objects. Entries come
 * in parts, since taking over a message blocks as long as it is large.
 */
export type ThreadAnswer =
  | ({ readonly done?: Omit<Reading, 'entries' | 'keys'> } & Pick<Reading, 'entries' | 'keys'>)
  | { readonly fault: { code: FeedFault; message: string; retry: Retry } }
  | { readonly error: string }

/** As much of a thread as is asked of it. */
export type Thread = Pick<Worker, 'on' | 'postMessage' | 'ref' | 'unref' | 'terminate'>

type Job = ThreadTask & {
  readonly entries: Entry[]
  readonly keys: EntryKeys[]
  readonly resolve: (reading: Reading) => void
  readonly reject: (error: unknown) => void
}

/**
 * A thread of its own that reads documents in the order in which they come. It begins with the first one, or before it
 * where it is warmed, and ends when there was none for half a minute. One that reads without end, or dies, fails the
 * document that it was at and no other.
 */
export class ReadingThread {
  readonly #longest: number
  readonly #open: () => Thread
  readonly #jobs: Job[] = []
  /** How many of the jobs the thread has. */
  #handed = 0
  /** What the thread said that is not taken over yet. */
  #said: string[] = []
  #isListening = false
  #worker: Thread | undefined
  #timer: NodeJS.Timeout | undefined

  /** A document that takes more than `longest` milliseconds is given up, and the thread with it. */
  constructor(longest: number, open: () => Thread = openThread) {
    this.#longest = longest
    this.#open = open
  }

  /** Begins before the first document comes, so that it need not wait. */
  warm(): void {
    if (this.#worker) return
    try {
      this.#worker = this.#begin()
    } catch {
      // The system gives no further thread now; a document that needs one says so.
      return
    }
    this.#watch()
  }

  /** Throws FeedError where the document is no feed, and Error where reading it failed. */
  read(task: ThreadTask): Promise<Reading> {
    return new Promise((resolve, reject) => {
      this.#worker ??= this.#begin()
      this.#worker.ref()
      this.#jobs.push({ ...task, entries: [], keys: [], resolve, reject })
      if (this.#jobs.length === 1) this.#watch()
      this.#hand()
    })
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer)
    const worker = this.#worker
    this.#worker = undefined
    this.#said = []
    for (const { reject } of this.#jobs.splice(0)) reject(new Error('the bot is stopping'))
    await worker?.terminate()
  }

  #begin(): Thread {
    const worker = this.#open()
    worker.on('message', (answer: string) => {
      // What a thread that was given up still says belongs to no document that is waited for.
      if (worker !== this.#worker) return
      this.#said.push(answer)
      if (!this.#isListening) void this.#listen()
    })
    worker.on('error', (error) => this.#lose(worker, isOutOfMemory(error) ? tooMuch() : error))
    worker.on('exit', () => this.#lose(worker, new Error('the thread that read it has ended')))
    this.#handed = 0
    return worker
  }

  /** The next jobs, as far as they are to lie ready. */
  #hand(): void {
    let bytes = this.#jobs.slice(0, this.#handed).reduce((sum, job) => sum + job.bytes.length, 0)
    while (this.#handed < this.#jobs.length && (this.#handed === 0 || bytes < READY)) {
      const { bytes: document, options } = this.#jobs[this.#handed]!
      bytes += document.length
      this.#handed++
      this.#worker?.postMessage({ bytes: document, options } satisfies ThreadTask)
    }
  }

  /** The many parts of a large document would come in one go: the loop gets a turn after each. */
  async #listen(): Promise<void> {
    this.#isListening = true
    while (this.#said.length > 0) if (!this.#take()) await turnOfTheLoop()
    this.#isListening = false
  }

  /** Takes over one message. Returns whether its document is done with. */
  #take(): boolean {
    const answer = JSON.parse(this.#said.shift()!) as ThreadAnswer
    const [job] = this.#jobs
    if (!job) return true
    if ('entries' in answer) {
      job.entries.push(...answer.entries)
      job.keys.push(...(answer.keys ?? []))
      if (!answer.done) return false
      job.resolve(readingOf(job, answer.done))
    } else if ('fault' in answer) job.reject(toError(answer.fault))
    else job.reject(new Error(answer.error))
    this.#jobs.shift()
    this.#handed--
    this.#watch()
    this.#hand()
    return true
  }

  /** Waits for the document that is next, or for the end of the thread where there is none. */
  #watch(): void {
    clearTimeout(this.#timer)
    if (this.#jobs.length === 0) {
      this.#worker?.unref()
      this.#timer = setTimeout(() => void this.close(), IDLE).unref()
      return
    }
    this.#timer = setTimeout(() => void this.#giveUp(), this.#longest)
  }

  /** Where it has answered meanwhile, and this thread had no turn to hear it, it was not too slow. */
  async #giveUp(): Promise<void> {
    const [worker, job] = [this.#worker, this.#jobs[0]]
    const heard = job?.entries.length
    // Timers come before messages.
    await turnOfTheLoop()
    if (this.#said.length === 0 && job === this.#jobs[0] && heard === job?.entries.length)
      return this.#lose(worker, tooSlow(this.#longest))
    this.#takeAll()
    this.#watch()
  }

  #takeAll(): void {
    while (this.#said.length > 0) this.#take()
  }

  /** The document that it was at fails; those behind it go to another thread. */
  #lose(worker: Thread | undefined, error: Error): void {
    if (!worker || worker !== this.#worker) return
    // Documents that it has read to their end have not failed.
    this.#takeAll()
    void worker.terminate()
    this.#worker = undefined
    this.#jobs.shift()?.reject(error)
    if (this.#jobs.length > 0) this.#beginAgain()
    this.#watch()
    this.#hand()
  }

  /** Where the system gives no further thread, the documents that wait have failed too, and are asked for again. */
  #beginAgain(): void {
    try {
      this.#worker = this.#begin()
    } catch (error) {
      for (const { reject } of this.#jobs.splice(0)) reject(error)
    }
  }
}

function readingOf({ options, entries, keys }: Job, done: Omit<Reading, 'entries'>): Reading {
  return options.feed ? { ...done, entries, keys } : { ...done, entries }
}

function openThread(): Thread {
  const module = new URL('./parse-worker.ts', import.meta.url)
  return beginThread(module, { maxOldGenerationSizeMb: 512 })
}

function isOutOfMemory(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}

function tooMuch(): FeedError {
  return new FeedError(
    'too-large',
    'Reading the document takes more memory than one feed may have; it was given up.',
  )
}

function tooSlow(longest: number): FeedError {
  return new FeedError(
    'too-large',
    `Reading the document takes longer than ${longest / SECOND} seconds; it was given up.`,
  )
}

type Fault = { readonly code: FeedFault; readonly message: string; readonly retry: Retry }

function toError({ code, message, retry }: Fault): FeedError {
  return new FeedError(code, message, retry)
}
