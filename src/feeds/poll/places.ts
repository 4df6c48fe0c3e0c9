import type { Fetcher } from '../../domain/ports.ts'
import type { Gate } from './gate.ts'
import { createSemaphore } from './semaphore.ts'

/** Polls between their request and the end of `take` at most: their documents are in memory. */
const MOST_UNDER_WAY = 128

/** A poll's way to the network: each request waits its turn at the gate, then for room. */
export type Place = {
  readonly fetcher: Fetcher
  /** To be called when what was fetched is digested. */
  leave(): void
}

/** Hands out places. Nobody holds room while waiting for a host, so that a busy host keeps nobody out. */
export function createPlaces(
  fetcher: Fetcher,
  gate: Gate,
  signal: AbortSignal,
): (isDoubtful: boolean) => Place {
  const room = createSemaphore(MOST_UNDER_WAY)
  return (isDoubtful) => {
    let isInside = false
    function leave(): void {
      if (isInside) room.free()
      isInside = false
    }
    return {
      leave,
      fetcher: {
        ...fetcher,
        fetch(request) {
          leave()
          const { url, allowPrivate = false } = request
          return gate.run({ url, allowPrivate, signal, isDoubtful }, async () => {
            await room.take()
            isInside = true
            return fetcher.fetch(request)
          })
        },
      },
    }
  }
}
