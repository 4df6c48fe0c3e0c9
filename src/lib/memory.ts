import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const MIB = 1024 * 1024
/** Garbage beyond this much, over what was alive the last time, is worth a collection. */
const WORTH = 12 * MIB

/**
 * Keeps the space for young objects as small as it begins: it would grow to 3 × 16 MB at the first burst of work and
 * never shrink. To be called before that burst. Threads that begin later have 4 MB for theirs, since a document's
 * elements are garbage as soon as it is read: a smaller space would copy them again and again.
 */
export function keepYoungSpaceSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--min-semi-space-size=4')
}

/**
 * V8 lets the heap of a long-running process grow to several times of what is alive, because nothing presses. The
 * function that this returns collects when enough has come together; some 30 ms for a heap of 60 MB. To be called now and
 * then, and after each piece of work.
 * https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
export function createTidier(): () => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  let alive = heapUsed()
  return () => {
    if (heapUsed() < alive + WORTH) return
    collect()
    alive = heapUsed()
  }
}

function heapUsed(): number {
  return getHeapStatistics().used_heap_size
}
