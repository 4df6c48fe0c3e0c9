/** So many at a time; the others wait in the order in which they came. */
export type Semaphore = {
  take(): Promise<void>
  free(): void
}

export function createSemaphore(size: number): Semaphore {
  let left = size
  const waiting: (() => void)[] = []
  return {
    take() {
      if (left === 0) return new Promise((resolve) => waiting.push(resolve))
      left--
      return Promise.resolve()
    },
    free() {
      const next = waiting.shift()
      if (next) next()
      else left++
    },
  }
}
