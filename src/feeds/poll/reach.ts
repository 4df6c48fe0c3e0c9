import { SECOND } from '../../lib/durations.ts'
import type { FeedState } from '../../domain/feed.ts'
import type { Poll } from '../poll.ts'

/** Faults that say more of our own network than of a feed when every feed has them. */
const NETWORK_FAULTS: readonly string[] = ['dns', 'network', 'timeout', 'refused', 'tls']
/** So many feeds in a row without any answer mean that the network is away, */
const ENOUGH = 8
/** and so do these, where nobody has answered for some time: in a burst the dead ones fail before any other answers. */
const SOME = 3
const QUIET = 10 * SECOND
const PROBE_EVERY = 30 * SECOND

type Before = Pick<FeedState, 'failures' | 'fault'>

/** Knows whether the network is there at all, by what becomes of the polls. */
export type Reach = {
  /**
   * Says what a poll changed: the network is `lost`, it is `back`, or nothing. `before` is the feed's state from before
   * it, `feeds` how many there are.
   */
  learn(poll: Poll, before: Before, feeds: number, now: number): 'lost' | 'back' | undefined
  isLost(): boolean
  /** The feeds that had no answer while the network was away; asked once, when it is back. */
  forget(): readonly string[]
  /** While the network is away: true once in a while, for one feed to try. */
  mayProbe(now: number): boolean
}

export function createReach(): Reach {
  const silent = new Set<string>()
  /** Those of them that tell: a feed that is dead anyway says nothing of the network, once others have answered. */
  const telling = new Set<string>()
  let isLost = false
  let probedAt = 0
  let hasHeard = false
  /** When a feed answered last, or the first poll ended. */
  let heardAt: number | undefined

  function isAway(feeds: number, now: number): boolean {
    // Where not one is left that answers, it is no matter which were dead before.
    if (telling.size >= ENOUGH || silent.size >= feeds) return true
    return telling.size >= SOME && now - (heardAt ?? now) >= QUIET
  }

  return {
    isLost: () => isLost,
    learn({ feed, outcome, fault }, before, feeds, now) {
      heardAt ??= now
      if (outcome === 'failed' && isOfNetwork(fault?.code)) {
        silent.add(feed.id)
        if (!wasDead(before) || !hasHeard) telling.add(feed.id)
        if (isLost || !isAway(feeds, now)) return undefined
        isLost = true
        probedAt = now
        return 'lost'
      }
      hasHeard = true
      heardAt = now
      telling.clear()
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

function isOfNetwork(fault: string | undefined): boolean {
  return fault !== undefined && NETWORK_FAULTS.includes(fault)
}

function wasDead({ failures, fault }: Before): boolean {
  return failures > 0 && isOfNetwork(fault)
}
