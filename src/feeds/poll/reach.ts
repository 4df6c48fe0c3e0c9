import type { FeedFault } from '../../domain/errors.ts'
import { SECOND } from '../../lib/durations.ts'
import type { Poll } from '../poll.ts'

/** Faults that say more of our own network than of a feed when every feed has them. */
const NETWORK_FAULTS: readonly (FeedFault | undefined)[] = [
  'dns',
  'network',
  'timeout',
  'refused',
  'tls',
]
/** So many feeds in a row without any answer mean that the network is away. */
const ENOUGH = 3
const PROBE_EVERY = 30 * SECOND

/** Knows whether the network is there at all, by what becomes of the polls. */
export type Reach = {
  /** Says what a poll changed: the network is `lost`, it is `back`, or nothing. */
  learn(poll: Poll, feeds: number, now: number): 'lost' | 'back' | undefined
  isLost(): boolean
  /** The feeds that had no answer while the network was away; asked once, when it is back. */
  forget(): readonly string[]
  /** While the network is away: true once in a while, for one feed to try. */
  mayProbe(now: number): boolean
}

export function createReach(): Reach {
  const silent = new Set<string>()
  let isLost = false
  let probedAt = 0
  return {
    isLost: () => isLost,
    learn({ feed, outcome, fault }, feeds, now) {
      if (outcome === 'failed' && NETWORK_FAULTS.includes(fault?.code)) {
        silent.add(feed.id)
        if (isLost || silent.size < Math.min(ENOUGH, feeds)) return undefined
        isLost = true
        probedAt = now
        return 'lost'
      }
      if (isLost) {
        isLost = false
        return 'back'
      }
      silent.clear()
      return undefined
    },
    forget() {
      const feeds = [...silent]
      silent.clear()
      return feeds
    },
    mayProbe(now) {
      if (!isLost || now - probedAt < PROBE_EVERY) return false
      probedAt = now
      return true
    },
  }
}
