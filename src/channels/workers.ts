import { setTimeout as sleep } from 'node:timers/promises'
import type { LeasedDelivery, Store } from '../domain/ports.ts'
import { MINUTE } from '../lib/durations.ts'
import { abandon, deliver, putBack, type Desk } from './courier.ts'

/** Longer than any request may take. */
const LEASE = 2 * MINUTE
const BATCH = 50
/** While one channel is slow, what comes for another is looked for this often. */
const LOOK_AGAIN = 300

/** One worker a channel, so that a slow channel holds up no other. */
export type Workers = {
  /** Leases what is due for channels that are free and sets a worker on each; resolves when all workers rest. */
  work(): Promise<void>
  /** Sends nothing more; finishes what is under way, or puts it back after `graceMs`. */
  stop(graceMs: number): Promise<void>
}

export function createWorkers(desk: Desk, store: Pick<Store, 'lease'>): Workers {
  const { clock, pauses } = desk
  const busy = new Set<string>()
  const running = new Set<Promise<void>>()
  let leasing: Promise<void> = Promise.resolve()
  let isStopping = false

  function isPaused(channel: string): boolean {
    return pauses.waiting(clock.now()).includes(channel)
  }

  async function lease(): Promise<void> {
    if (isStopping) return
    const now = clock.now()
    const except = [...new Set([...pauses.waiting(now), ...busy])]
    const leased = await store.lease(now, LEASE, BATCH, except)
    for (const [channel, group] of Map.groupBy(leased, (delivery) => delivery.channel))
      setToWork(channel, group)
  }

  /** One lease at a time: the next must know which channels are taken. */
  async function dispatch(): Promise<void> {
    const turn = leasing.then(lease)
    leasing = turn.catch(() => {})
    await turn
  }

  function setToWork(channel: string, group: readonly LeasedDelivery[]): void {
    busy.add(channel)
    const worker = workOff(desk, group, () => isStopping || isPaused(channel))
      .finally(() => busy.delete(channel))
      // A channel that was busy while others were leased may have more to do.
      .then(dispatch)
    running.add(worker)
    // Whoever waits for the workers hears of a failure; without a listener here it would end the process.
    worker.catch(() => {}).finally(() => running.delete(worker))
  }

  return {
    async work() {
      await dispatch()
      while (running.size > 0) {
        const ticked = await Promise.race([...running, sleep(LOOK_AGAIN, true, { ref: false })])
        if (ticked) await dispatch()
      }
    },
    async stop(graceMs) {
      isStopping = true
      const finished = new AbortController()
      const late = sleep(graceMs, undefined, { signal: finished.signal }).catch(() => {})
      const settled = leasing.then(() => Promise.allSettled(running))
      await Promise.race([settled, late])
      finished.abort()
      await abandon(desk)
    },
  }
}

async function workOff(
  desk: Desk,
  group: readonly LeasedDelivery[],
  isHeld: () => boolean,
): Promise<void> {
  for (const delivery of group) await (isHeld() ? putBack(desk, delivery) : deliver(desk, delivery))
}
