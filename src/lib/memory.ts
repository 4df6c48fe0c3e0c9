import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const MIB = 1024 * 1024
/** Garbage beyond this much, over what was alive the last time, is worth a collection; and at least this share of it. */
const WORTH = 10 * MIB
const SHARE = 1 / 8
/** https://nodejs.org/api/cli.html#--expose-gc; 'last-resort' puts together what is scattered over half-empty pages. */
const THOROUGH = { type: 'major', flavor: 'last-resort' }

/** Semi-spaces of so many times the size that they begin with. */
const GROWN = 6
/** Megabytes, each of the two halves: threads hold little but the document that they are at. */
const OF_THREADS = 2
/** More survivors than it takes to have them grow once. */
const MOST_SURVIVORS = 100_000

/**
 * V8 lets the heap of a long-running process grow to several times of what is alive, because nothing presses. The
 * function that this returns collects when enough has come together; some 30 ms for a heap of 60 MB. To be called now and
 * then, and after each piece of work. It is made when the start is done: what that left behind goes back to the system,
 * some 30 MB of pages that an ordinary collection keeps.
 * https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
export function createTidier(): () => void {
  const collect = collector()
  collect(THOROUGH)
  settleYoungSpace()
  return whenWorth(collect)
}

/** The same for a thread, whose start left nothing behind. V8 collects there by itself, mostly earlier. */
export function createThreadTidier(): () => void {
  return whenWorth(collector())
}

type Collect = (options?: object) => void

function collector(): Collect {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as Collect
}

function whenWorth(collect: Collect): () => void {
  let alive = oldUsed()
  return () => {
    if (oldUsed() < alive + Math.max(WORTH, alive * SHARE)) return
    collect()
    alive = oldUsed()
  }
}

/** Bytes outside the space for young objects, which tidies itself. */
function oldUsed(): number {
  return getHeapSpaceStatistics().reduce(
    (sum, { space_name: name, space_used_size: used }) => sum + (name === 'new_space' ? 0 : used),
    0,
  )
}

/**
 * Gives the space for young objects a size that stays: two halves of 6 MB. They begin with 1 MB, which makes objects old
 * that are only in use, and would grow to 16 MB at the first burst of work. There is no other way to a middle size while
 * a program runs than to let them grow once. Threads that begin later have 2 MB.
 */
function settleYoungSpace(): void {
  const before = youngSize()
  setFlagsFromString(`--semi-space-growth-factor=${GROWN}`)
  const survivors: unknown[] = []
  while (youngSize() < before * GROWN && survivors.length < MOST_SURVIVORS)
    for (let more = 0; more < 1000; more++) survivors.push(Array.from({ length: 20 }, () => more))
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString(`--min-semi-space-size=${OF_THREADS}`)
}

function youngSize(): number {
  return (
    getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0
  )
}
