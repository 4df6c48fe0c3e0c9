/** Runs tasks one after the other, in the order in which they came; a task that fails stops none behind it. */
export type Queue = {
  run<T>(task: () => Promise<T>): Promise<T>
  /** Resolves when everything that was queued so far is done. */
  idle(): Promise<void>
}

export function createQueue(): Queue {
  let tail: Promise<unknown> = Promise.resolve()
  return {
    run(task) {
      const result = tail.then(task)
      tail = result.catch(() => undefined)
      return result
    },
    async idle() {
      await tail
    },
  }
}
