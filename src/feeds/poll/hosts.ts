import type { Clock } from '../../domain/ports.ts'
import { createSemaphore, type Semaphore } from './semaphore.ts'

/** Whoever is asked by several feeds. */
export type Host = {
  readonly places: Semaphore
  /** Requests that are out, or wait for their turn. */
  guests: number
  /** When the next request may go. */
  freeAt: number
  /** It asked for rest until then. */
  pausedUntil: number
}

/** So many are remembered before those are forgotten that nobody asks: redirects may lead to ever new ones. */
const MANY = 1_000

/** Finds the host of an address; one on one's own network is told apart by its port too. */
export function createHosts(
  clock: Clock,
  placesOf: (isPrivate: boolean) => number,
): (url: string, isPrivate: boolean) => Host {
  const hosts = new Map<string, Host>()
  let many = MANY

  function forgetIdle(): void {
    const now = clock.now()
    for (const [name, { guests, freeAt, pausedUntil }] of hosts)
      if (guests === 0 && freeAt <= now && pausedUntil <= now) hosts.delete(name)
    // Where most are in use, looking at all of them for each new one would take longer and longer.
    many = Math.max(MANY, 2 * hosts.size)
  }

  return (url, isPrivate) => {
    const { host, hostname } = new URL(url)
    const name = isPrivate ? `private ${host}` : hostname
    const known = hosts.get(name)
    if (known) return known
    if (hosts.size >= many) forgetIdle()
    const places = createSemaphore(placesOf(isPrivate))
    const created: Host = { places, guests: 0, freeAt: 0, pausedUntil: 0 }
    hosts.set(name, created)
    return created
  }
}
