import { setTimeout as sleep } from 'node:timers/promises'
import type { Notice } from '../domain/alert.ts'
import type { Channel, Clock, Log, Store } from '../domain/ports.ts'
import { SECOND } from '../lib/durations.ts'
import type { Desk, Tally } from './courier.ts'
import { createPauses, type Pause } from './pauses.ts'
import { createWorkers } from './workers.ts'

/** How long a message under way may take when the process is asked to stop. */
const GRACE = 7 * SECOND

export type OutboxOptions = {
  readonly store: Pick<
    Store,
    'lease' | 'nextDue' | 'sent' | 'requeue' | 'bury' | 'countPublished' | 'transaction'
  >
  /** By name as alerts hold it; a name that is not there goes to `default`. */
  readonly channels: ReadonlyMap<string, Channel>
  readonly clock: Clock
  readonly log: Log
  /** Told what the operator should know, with a key that makes "once" possible. */
  readonly onNotice?: (notice: Notice) => Promise<void>
  readonly random?: () => number
  readonly graceMs?: number
}

export type Outbox = {
  /** Sends all that is due, channel beside channel, in order within each. May be called at any time, also while it runs. */
  deliverDue(): Promise<Tally>
  /** As deliverDue, and waits for what comes due within `ms`: for runs that end. */
  drain(ms: number): Promise<Tally>
  /** When there is something to do again, epoch milliseconds; undefined: nothing is queued. */
  nextDue(): Promise<number | undefined>
  /** Channels that get nothing now, and why; for `status`. */
  paused(): ReadonlyMap<string, Pause>
  /** Since the start. */
  tally(): Tally
  /** Finishes or requeues what is under way, within ten seconds; sends nothing afterwards. */
  stop(): Promise<void>
}

/** Takes deliveries from the store to their channels: at least once, in order, doubles bounded. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { store, clock, graceMs = GRACE } = options
  const desk = openDesk(options)
  const workers = createWorkers(desk, store)
  let isStopping = false

  async function deliverDue(): Promise<Tally> {
    const before = { ...desk.tally }
    await workers.work()
    return difference(desk.tally, before)
  }

  async function nextDue(): Promise<number | undefined> {
    const now = clock.now()
    const queued = await store.nextDue(desk.pauses.waiting(now))
    const pauses = [...desk.pauses.all().values()].map(({ until }) => until)
    const times = [queued, ...pauses.filter((until) => until > now)].filter(
      (at) => at !== undefined,
    )
    return times.length > 0 ? Math.min(...times) : undefined
  }

  async function drain(ms: number): Promise<Tally> {
    const before = { ...desk.tally }
    const end = clock.now() + ms
    for (;;) {
      await deliverDue()
      const next = await nextDue()
      if (isStopping || next === undefined || next > end) return difference(desk.tally, before)
      await sleep(Math.max(10, next - clock.now()))
    }
  }

  return {
    deliverDue,
    drain,
    nextDue,
    paused: () => desk.pauses.all(),
    tally: () => ({ ...desk.tally }),
    async stop() {
      isStopping = true
      await workers.stop(graceMs)
    },
  }
}

function openDesk(options: OutboxOptions): Desk {
  const { store, channels, clock, log, onNotice, random = Math.random } = options
  return {
    store,
    channels,
    clock,
    log,
    onNotice: async (notice) => {
      await onNotice?.(notice)
    },
    pauses: createPauses(random),
    refusals: new Map(),
    underWay: new Map(),
    tally: emptyTally(),
  }
}

function emptyTally(): Tally {
  return { sent: 0, edited: 0, published: 0, retried: 0, dead: 0, unpublished: 0 }
}

function difference(now: Tally, before: Tally): Tally {
  const out = emptyTally()
  for (const name of Object.keys(out) as (keyof Tally)[]) out[name] = now[name] - before[name]
  return out
}
