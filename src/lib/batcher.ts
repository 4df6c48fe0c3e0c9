import { setImmediate as turnOfTheLoop } from 'node:timers/promises'

/** Puts work that waits together, so that many small pieces share one commit. */
export type Batcher<T, R> = {
  /** Resolves when the batch with this item is done; rejects with what this item alone throws. */
  add(item: T): Promise<R>
}

type Waiting<T, R> = { readonly item: T; readonly size: number } & PromiseWithResolvers<R>

/**
 * Runs batches one after the other, with a turn of the loop between: at least one item, then as many as wait, up to
 * `most` in size, in the order in which they came. Where a batch of several throws, each is tried alone: one bad item
 * harms no other.
 */
export function createBatcher<T, R>(
  most: number,
  sizeOf: (item: T) => number,
  run: (items: readonly T[]) => Promise<readonly R[]>,
): Batcher<T, R> {
  const waiting: Waiting<T, R>[] = []
  let isRunning = false

  function next(): readonly Waiting<T, R>[] {
    let size = waiting[0]!.size
    let count = 1
    while (count < waiting.length && size + waiting[count]!.size <= most)
      size += waiting[count++]!.size
    return waiting.splice(0, count)
  }

  async function attempt(batch: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const done = await run(batch.map(({ item }) => item))
      for (const [at, { resolve }] of batch.entries()) resolve(done[at]!)
    } catch (error) {
      if (batch.length === 1) batch[0]!.reject(error)
      else for (const one of batch) await attempt([one])
    }
  }

  async function drain(): Promise<void> {
    isRunning = true
    while (waiting.length > 0) {
      await attempt(next())
      await turnOfTheLoop()
    }
    isRunning = false
  }

  return {
    add(item) {
      const one = { item, size: sizeOf(item), ...Promise.withResolvers<R>() }
      waiting.push(one)
      if (!isRunning) void drain()
      return one.promise
    },
  }
}
