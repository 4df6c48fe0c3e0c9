import { EventEmitter } from 'node:events'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  ReadingThread,
  type Thread,
  type ThreadTask,
} from '../../../src/feeds/poll/reading-thread.ts'
import { NOON } from '../../support/things.ts'

const LONGEST = 5_000

/** A thread that does as it is told, in place of one that reads. */
class Puppet extends EventEmitter {
  readonly tasks: ThreadTask[] = []
  isEnded = false

  postMessage(task: ThreadTask): void {
    this.tasks.push(task)
  }
  ref(): void {}
  unref(): void {}
  terminate(): Promise<number> {
    this.isEnded = true
    return Promise.resolve(1)
  }
  /** Answers the next document that it has. */
  answer(title: string): void {
    this.emit('message', JSON.stringify({ entries: [] }))
    this.emit('message', JSON.stringify({ entries: [], done: { kind: 'rss', title } }))
  }
}

let puppets: Puppet[] = []
beforeEach(() => {
  puppets = []
  // The turns of the loop between two answers are real.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => vi.useRealTimers())

function open(): Thread {
  const puppet = new Puppet()
  puppets.push(puppet)
  return puppet as unknown as Thread
}

function read(thread: ReadingThread, size = 10): Promise<string> {
  const task = { bytes: new Uint8Array(size), options: { url: 'https://a.example/', now: NOON } }
  return thread.read(task).then(
    ({ title }) => title,
    (error: Error) => error.message,
  )
}

test('a document that takes too much memory says so', async () => {
  const thread = new ReadingThread(LONGEST, open)
  const reading = read(thread)
  const error = new Error('Worker terminated due to reaching memory limit: JS heap out of memory')
  puppets[0]!.emit('error', Object.assign(error, { code: 'ERR_WORKER_OUT_OF_MEMORY' }))
  puppets[0]!.emit('exit', 1)
  expect(await reading).toBe(
    'Reading the document takes more memory than one feed may have; it was given up.',
  )
})

test('a thread that dies fails the document that it was at; those behind it go to another', async () => {
  const thread = new ReadingThread(LONGEST, open)
  const reading = [read(thread), read(thread), read(thread)]
  puppets[0]!.answer('first')
  puppets[0]!.emit('exit', 1)
  expect(puppets).toHaveLength(2)
  expect(puppets[1]!.tasks).toHaveLength(1)
  puppets[1]!.answer('third')
  expect(await Promise.all(reading)).toEqual([
    'first',
    'the thread that read it has ended',
    'third',
  ])
})

test('a document that is read without end is given up after its time, and the next one has all of it', async () => {
  const thread = new ReadingThread(LONGEST, open)
  const reading = [read(thread), read(thread)]
  vi.advanceTimersByTime(LONGEST)
  await turnOfTheLoop()
  expect(puppets[0]!.isEnded).toBe(true)
  vi.advanceTimersByTime(LONGEST - 1)
  puppets[1]!.answer('second')
  expect(await Promise.all(reading)).toEqual([
    'Reading the document takes longer than 5 seconds; it was given up.',
    'second',
  ])
})

test('what an ended thread still says is not taken for an answer', async () => {
  const thread = new ReadingThread(LONGEST, open)
  const reading = [read(thread), read(thread)]
  puppets[0]!.emit('error', new Error('broken'))
  puppets[0]!.answer('late')
  puppets[0]!.emit('exit', 1)
  puppets[1]!.answer('second')
  expect(await Promise.all(reading)).toEqual(['broken', 'second'])
})

test('a few documents lie ready in the thread, and the others follow as it goes on', async () => {
  const thread = new ReadingThread(LONGEST, open)
  const half = 512 * 1024
  const reading = [1, 2, 3, 4].map(() => read(thread, half))
  expect(puppets[0]!.tasks).toHaveLength(2)
  puppets[0]!.answer('one')
  expect(await reading[0]).toBe('one')
  expect(puppets[0]!.tasks).toHaveLength(3)
  for (const title of ['two', 'three', 'four']) puppets[0]!.answer(title)
  expect(await Promise.all(reading)).toEqual(['one', 'two', 'three', 'four'])
})

test('the parts of a large document are taken over with turns of the loop between', async () => {
  const thread = new ReadingThread(LONGEST, open)
  let isDone = false
  const reading = read(thread).then(() => (isDone = true))
  const parts = 3
  for (let n = 0; n < parts; n++) puppets[0]!.emit('message', JSON.stringify({ entries: [] }))
  puppets[0]!.answer('large')
  let turns = 0
  for (; !isDone; turns++) await turnOfTheLoop()
  expect(turns).toBeGreaterThanOrEqual(parts)
  await reading
})

test('a thread that answered while this one was busy was not too slow', async () => {
  const thread = new ReadingThread(LONGEST, open)
  const reading = [read(thread), read(thread), read(thread)]
  vi.advanceTimersByTime(LONGEST)
  // The timer comes first, the messages in the same turn of the loop.
  puppets[0]!.answer('one')
  puppets[0]!.answer('two')
  await turnOfTheLoop()
  expect(await Promise.all(reading.slice(0, 2))).toEqual(['one', 'two'])
  expect(puppets[0]!.isEnded).toBe(false)
  vi.advanceTimersByTime(LONGEST)
  await turnOfTheLoop()
  expect(puppets[0]!.isEnded).toBe(true)
  expect(await reading[2]).toContain('longer than 5 seconds')
})

test('a document of which parts have come gets its time once more, and not for ever', async () => {
  const thread = new ReadingThread(LONGEST, open)
  const reading = read(thread)
  vi.advanceTimersByTime(LONGEST)
  puppets[0]!.emit('message', JSON.stringify({ entries: [] }))
  puppets[0]!.emit('message', JSON.stringify({ entries: [] }))
  await turnOfTheLoop()
  await turnOfTheLoop()
  expect(puppets[0]!.isEnded).toBe(false)
  vi.advanceTimersByTime(LONGEST)
  await turnOfTheLoop()
  expect(puppets[0]!.isEnded).toBe(true)
  expect(await reading).toContain('longer than 5 seconds')
})

test('a thread without work ends after half a minute, and begins again with the next document', async () => {
  const thread = new ReadingThread(LONGEST, open)
  const first = read(thread)
  puppets[0]!.answer('first')
  await first
  vi.advanceTimersByTime(30_000)
  expect(puppets[0]!.isEnded).toBe(true)
  const second = read(thread)
  puppets[1]!.answer('second')
  expect(await second).toBe('second')
})

test('one that is warmed has begun before its first document, and ends where none comes', async () => {
  const thread = new ReadingThread(LONGEST, open)
  thread.warm()
  thread.warm()
  expect(puppets).toHaveLength(1)
  const reading = read(thread)
  puppets[0]!.answer('first')
  expect(await reading).toBe('first')
  expect(puppets).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(31_000)
  expect(puppets[0]!.isEnded).toBe(true)
  thread.warm()
  await vi.advanceTimersByTimeAsync(31_000)
  expect(puppets.map(({ isEnded }) => isEnded)).toEqual([true, true])
})

test('where no thread can begin, warming stops nobody, and the document says why', async () => {
  const thread = new ReadingThread(LONGEST, () => {
    throw new Error('no more threads')
  })
  thread.warm()
  expect(await read(thread)).toBe('no more threads')
})

test('where the system gives no thread, the documents fail that need one, and no others', async () => {
  let isScarce = true
  const thread = new ReadingThread(LONGEST, () => {
    if (isScarce) throw new Error('no threads left')
    return open()
  })
  expect(await read(thread)).toBe('no threads left')
  isScarce = false
  const reading = [read(thread), read(thread)]
  expect(puppets[0]!.tasks).toHaveLength(2)
  isScarce = true
  puppets[0]!.emit('exit', 1)
  expect(await Promise.all(reading)).toEqual([
    'the thread that read it has ended',
    'no threads left',
  ])
  isScarce = false
  const last = read(thread)
  puppets[1]!.answer('read')
  expect(await last).toBe('read')
})
