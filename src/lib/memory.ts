import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const MIB = 1024 * 1024
/** Garbage beyond this much, over what was alive the last time, is worth a collection. */
const WORTH = 16 * MIB

/**
 * Keeps the space for young objects as small as it begins: it would grow to 3 × 16 MB at the first burst of work and
 * never shrink. To be called before that burst.
 */
export function keepYoungSpaceSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}

/**
 * V8 lets the heap of a long-running, little-working process grow to several times of what is alive, because nothing
 * presses. The function that this returns collects when enough has come together; some 30 ms for a heap of 60 MB.
 * https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
export function createTidier(): () => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  let alive = process.memoryUsage().heapUsed
  return () => {
    if (process.memoryUsage().heapUsed < alive + WORTH) return
    collect()
    alive = process.memoryUsage().heapUsed
  }
}
