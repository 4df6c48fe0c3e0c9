import { setTimeout as sleepFor } from 'node:timers/promises'
import type { Feed } from '../../domain/feed.ts'
import type { Clock } from '../../domain/ports.ts'
import { SECOND } from '../../lib/durations.ts'
import { createHosts } from './hosts.ts'
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
  /** Resolves when it is the request's turn, to what is to be called when it has ended; rejects where `signal` aborts. */
  enter(turn: Turn): Promise<() => void>
  /** Nothing to this public host before `until`, whichever feed asks. */
  pause(feed: Pick<Feed, 'allowPrivate'>, url: string, until: number): void
  /** Until when; undefined where it has asked for none, or that is over. */
  restsUntil(feed: Pick<Feed, 'allowPrivate'>, url: string): number | undefined
}

export const IN_FLIGHT = { all: 64, doubtful: 32, privateHost: 62 }
const SPACING = SECOND

export function createGate(clock: Clock, sleep: Sleep = abortableSleep): Gate {
  const hostOf = createHosts(clock, (isPrivate) => (isPrivate ? IN_FLIGHT.privateHost : 1))
  const all = createSemaphore(IN_FLIGHT.all)
  const doubtful = createSemaphore(IN_FLIGHT.doubtful)

  return {
    async enter({ url, allowPrivate, isDoubtful, signal }) {
      const host = hostOf(url, allowPrivate)
      const held: Semaphore[] = []
      async function hold(places: Semaphore): Promise<void> {
        await places.take()
        held.push(places)
      }
      function leave(): void {
        host.guests--
        host.freeAt = clock.now() + SPACING
        for (const places of held) places.free()
      }
      host.guests++
      try {
        await hold(host.places)
        const wait = allowPrivate ? 0 : host.freeAt - clock.now()
        if (wait > 0) await sleep(wait, signal)
        if (isDoubtful) await hold(doubtful)
        await hold(all)
        signal.throwIfAborted()
        return leave
      } catch (error) {
        leave()
        throw error
      }
    },
    pause({ allowPrivate }, url, until) {
      if (allowPrivate) return
      const host = hostOf(url, false)
      host.pausedUntil = Math.max(host.pausedUntil, until)
    },
    restsUntil({ allowPrivate }, url) {
      if (allowPrivate) return undefined
      const { pausedUntil } = hostOf(url, false)
      return pausedUntil > clock.now() ? pausedUntil : undefined
    },
  }
}

async function abortableSleep(ms: number, signal: AbortSignal): Promise<void> {
  await sleepFor(ms, undefined, { signal }).catch(() => signal.throwIfAborted())
}
