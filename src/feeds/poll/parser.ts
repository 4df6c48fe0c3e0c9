import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { SECOND } from '../../lib/durations.ts'
import { readFeed, type Reading, type ReadOptions } from './reading.ts'
import { ReadingThread } from './reading-thread.ts'

const LARGE = 512 * 1024
/** So many documents within a second are a burst: reading them would take a good part of this thread's time. */
const BURST = 40

/** So long after it was said that many come they are taken for the burst. */
const EXPECTED = 10 * SECOND

/**
 * Reads documents: here, as long as that takes little of this thread's time; large ones, and those of a burst such as the
 * first poll of many feeds, in threads of their own that come and go with need. Large ones have one to themselves: they
 * hold up none of the others.
 */
export type Parser = {
  /** Says that so many documents are about to come: what reads bursts gets ready meanwhile. */
  expect(documents: number): void
  parse(bytes: Uint8Array, options: ReadOptions): Promise<Reading>
  close(): Promise<void>
}

export function createParser(large: number = LARGE, burst: number = BURST): Parser {
  const forLarge = new ReadingThread(30 * SECOND)
  // These take milliseconds, and others wait behind them.
  const forBursts = new ReadingThread(5 * SECOND)
  const isBurst = countOfTheSecond(burst)
  let expectedUntil = -Infinity
  return {
    expect(documents) {
      if (documents <= burst) return
      expectedUntil = performance.now() + EXPECTED
      forBursts.warm()
    },
    async parse(bytes, options) {
      if (isHeavy(bytes, large)) return forLarge.read({ bytes, options })
      if (isBurst() || performance.now() < expectedUntil) return forBursts.read({ bytes, options })
      // Several that arrive together would be read in one go, and nothing else would get a turn.
      await turnOfTheLoop()
      return readFeed(bytes, options)
    },
    async close() {
      await Promise.all([forLarge.close(), forBursts.close()])
    },
  }
}

/** Whether reading a document takes longer than other work should wait: it is read beside all others. */
export function isHeavy(bytes: Uint8Array, large: number = LARGE): boolean {
  return bytes.length > large || isDense(bytes)
}

/** So many tags and references take as long to read as a large document; a long feed has some thousands. */
const DENSE = 20_000

function isDense(bytes: Uint8Array): boolean {
  // A tag takes three bytes.
  if (bytes.length <= 3 * DENSE) return false
  let marks = 0
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0x3c || bytes[at] === 0x26) marks++
  return marks > DENSE
}

/** Whether more than so many calls came within a second; to be called once for each. */
function countOfTheSecond(most: number): () => boolean {
  let [count, before, since] = [0, 0, -Infinity]
  return () => {
    const now = performance.now()
    if (now - since > SECOND) {
      before = now - since < 2 * SECOND ? count : 0
      count = 0
      since = now
    }
    count++
    return count > most || before > most
  }
}
