import type { DeliveryFault } from '../domain/errors.ts'
import { backoff } from '../lib/backoff.ts'
import { MINUTE, SECOND } from '../lib/durations.ts'

/** Why and until when a channel gets nothing. */
export type Pause = {
  readonly fault: DeliveryFault
  readonly reason: string
  /** Epoch milliseconds; then one delivery is tried. */
  readonly until: number
  /** How often in a row. */
  readonly failures: number
}

/** From the first wait to the longest, doubling. */
const WAITS: Readonly<Partial<Record<DeliveryFault, readonly [first: number, longest: number]>>> = {
  unknown: [SECOND, 5 * MINUTE],
  unavailable: [SECOND, 5 * MINUTE],
  'channel-closed': [MINUTE, 15 * MINUTE],
  unauthorised: [15 * MINUTE, 60 * MINUTE],
}

/** Which channels wait. A whole channel waits, not a delivery: so the order within it is kept. */
export type Pauses = {
  /** `until` is what the channel itself asked for; without it the wait grows from failure to failure. */
  set(channel: string, pause: Pick<Pause, 'fault' | 'reason'>, now: number, until?: number): Pause
  /** It works again. Returns what kept it, if anything did. */
  clear(channel: string): Pause | undefined
  get(channel: string): Pause | undefined
  /** Channels that may not be tried at `now`. */
  waiting(now: number): string[]
  all(): ReadonlyMap<string, Pause>
}

export function createPauses(random: () => number): Pauses {
  const pauses = new Map<string, Pause>()

  function wait(fault: DeliveryFault, failures: number): number {
    const [first, longest] = WAITS[fault] ?? [SECOND, MINUTE]
    return backoff(failures, first, longest, random)
  }

  return {
    set(channel, { fault, reason }, now, until) {
      const before = pauses.get(channel)
      const failures = before?.fault === fault ? before.failures + 1 : 1
      const pause = { fault, reason, failures, until: until ?? now + wait(fault, failures) }
      pauses.set(channel, pause)
      return pause
    },
    clear(channel) {
      const pause = pauses.get(channel)
      pauses.delete(channel)
      return pause
    },
    get: (channel) => pauses.get(channel),
    waiting: (now) =>
      [...pauses].filter(([, { until }]) => until > now).map(([channel]) => channel),
    all: () => pauses,
  }
}
