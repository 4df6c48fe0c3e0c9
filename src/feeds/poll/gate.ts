import { setTimeout as sleepFor } from 'node:timers/promises'
import type { Feed } from '../../domain/feed.ts'
import type { Clock } from '../../domain/ports.ts'
import { SECOND } from '../../lib/durations.ts'
import { createSemaphore, type Semaphore } from './semaphore.ts'

export type Sleep = (ms: number, signal: AbortSignal) => Promise<unknown>

/** Who asks for a turn. */
export type Turn = {
  readonly url: string
  readonly allowPrivate: boolean
  /** Its last poll failed: such requests may hang, and together they never take all places. */
  readonly isDoubtful: boolean
  readonly signal: AbortSignal
}

/**
 * Lets requests out: 64 at once, one at a time to a public host and a second apart. A host on one's own network gets
 * nearly all places, without spacing; never all, so that one that hangs holds up nobody else.
 */
export type Gate = {
  run<T>(turn: Turn, request: () => Promise<T>): Promise<T>
  /** Nothing to this public host before `until`, whichever feed asks. */
  pause(feed: Pick<Feed, 'allowPrivate'>, url: string, until: number): void
  pausedUntil(feed: Pick<Feed, 'allowPrivate'>, url: string): number
}

export const IN_FLIGHT = { all: 64, doubtful: 32, privateHost: 62 }
const SPACING = SECOND

type Host = { readonly places: Semaphore; freeAt: number; pausedUntil: number }

export function createGate(clock: Clock, sleep: Sleep = abortableSleep): Gate {
  const hosts = new Map<string, Host>()
  const all = createSemaphore(IN_FLIGHT.all)
  const doubtful = createSemaphore(IN_FLIGHT.doubtful)

  function hostOf(url: string, isPrivate: boolean): Host {
    const { host, hostname } = new URL(url)
    const key = isPrivate ? `private ${host}` : hostname
    const known = hosts.get(key)
    if (known) return known
    const places = createSemaphore(isPrivate ? IN_FLIGHT.privateHost : 1)
    const created: Host = { places, freeAt: 0, pausedUntil: 0 }
    hosts.set(key, created)
    return created
  }

  return {
    async run({ url, allowPrivate, isDoubtful, signal }, request) {
      const host = hostOf(url, allowPrivate)
      return holding(host.places, async () => {
        const wait = allowPrivate ? 0 : host.freeAt - clock.now()
        if (wait > 0) await sleep(wait, signal)
        try {
          return await holding(isDoubtful ? doubtful : undefined, () =>
            holding(all, () => {
              signal.throwIfAborted()
              return request()
            }),
          )
        } finally {
          host.freeAt = clock.now() + SPACING
        }
      })
    },
    pause({ allowPrivate }, url, until) {
      if (allowPrivate) return
      const host = hostOf(url, false)
      host.pausedUntil = Math.max(host.pausedUntil, until)
    },
    pausedUntil({ allowPrivate }, url) {
      return allowPrivate ? 0 : hostOf(url, false).pausedUntil
    },
  }
}

async function holding<T>(place: Semaphore | undefined, work: () => Promise<T>): Promise<T> {
  await place?.take()
  try {
    return await work()
  } finally {
    place?.free()
  }
}

async function abortableSleep(ms: number, signal: AbortSignal): Promise<void> {
  await sleepFor(ms, undefined, { signal }).catch(() => signal.throwIfAborted())
}
