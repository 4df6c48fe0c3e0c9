import type { FeedState } from '../domain/feed.ts'

/** Faults of the way to the internet, not of a feed. */
const NETWORK = new Set(['dns', 'refused', 'timeout', 'network', 'tls', 'cut'])

/**
 * Says once that no feed could be reached, and once that feeds can be reached again; undefined while there is nothing
 * to say.
 */
export function createReach(): (states: Iterable<FeedState>) => string | undefined {
  let isCut = false
  return (states) => {
    const tried = [...states].filter(
      ({ lastTriedAt, lastSuccessAt, fault }) =>
        lastTriedAt !== undefined && (lastSuccessAt !== undefined || fault !== undefined),
    )
    if (tried.length === 0) return undefined
    const cut = tried.every(({ fault }) => fault !== undefined && NETWORK.has(fault))
    if (cut === isCut) return undefined
    isCut = cut
    return cut
      ? 'No feed could be reached: is there internet here? trucewatch keeps trying. To see it at work without, run: npm run demo'
      : 'Feeds can be reached again.'
  }
}
