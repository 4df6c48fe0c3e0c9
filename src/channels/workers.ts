import { setTimeout as sleep } from 'node:timers/promises'
import type { LeasedDelivery, Store } from '../domain/ports.ts'
import { MINUTE } from '../lib/durations.ts'
import { abandon, deliver, putBack, type Desk } from './courier.ts'

/** Longer than any request may take. */
const LEASE = 2 * MINUTE
const BATCH = 50

/** One worker a channel, so that a slow channel holds up no other. */
export type Workers = {
  /** Leases what is due for channels that are free, and sets a worker on each. False: there was nothing to do. */
  dispatch(): Promise<boolean>
  /** What is under way, by channel. */
  readonly working: ReadonlyMap<string, Promise<void>>
  /** Sends nothing more; finishes what is under way, or puts it back after `graceMs`. */
  stop(graceMs: number): Promise<void>
}

export function createWorkers(desk: Desk, store: Pick<Store, 'lease'>): Workers {
  const { clock, pauses } = desk
  const working = new Map<string, Promise<void>>()
  let leasing: Promise<unknown> = Promise.resolve()
  let isStopping = false

  async function lease(): Promise<boolean> {
    if (isStopping) return working.size > 0
    const now = clock.now()
    // A channel at work now may be free by the time the lease is there: then there is more to do.
    const busy = [...working.keys()]
    const except = [...new Set([...pauses.waiting(now), ...busy])]
    const leased = await store.lease(now, LEASE, BATCH, except)
    for (const [channel, group] of Map.groupBy(leased, (delivery) => delivery.channel)) {
      const work = workOff(channel, group).finally(() => working.delete(channel))
      // Whoever waits for it hears of a failure; without a listener here it would end the process.
      work.catch(() => {})
      working.set(channel, work)
    }
    return leased.length + busy.length > 0
  }

  async function workOff(channel: string, group: readonly LeasedDelivery[]): Promise<void> {
    for (const delivery of group) {
      const isHeld = isStopping || pauses.waiting(clock.now()).includes(channel)
      await (isHeld ? putBack(desk, delivery) : deliver(desk, delivery))
    }
  }

  /** One lease at a time: the next must know which channels are taken. */
  async function dispatch(): Promise<boolean> {
    const turn = leasing.then(lease)
    leasing = turn.catch(() => {})
    return turn
  }

  async function finish(): Promise<void> {
    await leasing
    await Promise.allSettled(working.values())
  }

  async function stop(graceMs: number): Promise<void> {
    isStopping = true
    const finished = new AbortController()
    const late = sleep(graceMs, undefined, { signal: finished.signal }).catch(() => {})
    await Promise.race([finish(), late])
    finished.abort()
    await abandon(desk)
  }

  return { dispatch, working, stop }
}
