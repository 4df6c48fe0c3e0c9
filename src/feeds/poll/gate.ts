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
  /** Resolves when it is the request's turn, to what is to be called when it has ended; rejects where `signal` aborts. */
  enter(turn: Turn): Promise<() => void>
  /** Nothing to this public host before `until`, whichever feed asks. */
  pause(feed: Pick<Feed, 'allowPrivate'>, url: string, until: number): void
  pausedUntil(feed: Pick<Feed, 'allowPrivate'>, url: string): number
}

export const IN_FLIGHT = { all: 64, doubtful: 32, privateHost: 62 }
const SPACING = SECOND

/** So many hosts are remembered before those are forgotten that nobody asks: redirects may lead to ever new ones. */
const MANY_HOSTS = 1_000

type Host = { readonly places: Semaphore; guests: number; freeAt: number; pausedUntil: number }

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
    const created: Host = { places, guests: 0, freeAt: 0, pausedUntil: 0 }
    if (hosts.size >= MANY_HOSTS) forgetIdle()
    hosts.set(key, created)
    return created
  }

  function forgetIdle(): void {
    const now = clock.now()
    for (const [key, { guests, freeAt, pausedUntil }] of hosts)
      if (guests === 0 && freeAt <= now && pausedUntil <= now) hosts.delete(key)
  }

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
    pausedUntil({ allowPrivate }, url) {
      return allowPrivate ? 0 : hostOf(url, false).pausedUntil
    },
  }
}

async function abortableSleep(ms: number, signal: AbortSignal): Promise<void> {
  await sleepFor(ms, undefined, { signal }).catch(() => signal.throwIfAborted())
}
