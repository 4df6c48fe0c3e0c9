/** Room for documents that wait. What holds is told afterwards: how large an answer is shows when it has come. */
export type Room = {
  /** Resolves, in the order in which it was called, once there is any room. */
  enter(): Promise<void>
  hold(bytes: number): void
  free(bytes: number): void
}

export function createRoom(most: number): Room {
  let held = 0
  const waiting: (() => void)[] = []
  return {
    enter() {
      if (held < most && waiting.length === 0) return Promise.resolve()
      return new Promise((resolve) => waiting.push(resolve))
    },
    hold(bytes) {
      held += bytes
    },
    free(bytes) {
      held -= bytes
      while (held < most && waiting.length > 0) waiting.shift()!()
    },
  }
}
