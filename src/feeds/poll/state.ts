import type { FeedError } from '../../domain/errors.ts'
import type { Feed, FeedState } from '../../domain/feed.ts'

/** A feed that was never asked. */
export function newState(feed: Feed): FeedState {
  return {
    feed: feed.id,
    url: feed.addresses[0].url,
    dueAt: 0,
    address: 0,
    movedCount: 0,
    failures: 0,
    lastTriedAt: undefined,
    lastSuccessAt: undefined,
    firstPolledAt: undefined,
    etag: undefined,
    lastModified: undefined,
    bodyHash: undefined,
    movedTo: undefined,
    fault: undefined,
    faultText: undefined,
    failingSince: undefined,
    goneAt: undefined,
    newestEntryAt: undefined,
    entriesPerDay: undefined,
    notBefore: undefined,
    title: undefined,
  }
}

/** The state with which a feed goes on: one whose address in the file was changed begins anew, but is no new feed. */
export function adopt(feed: Feed, state: FeedState): FeedState {
  if (state.url === feed.addresses[0].url) return state
  const { firstPolledAt, lastSuccessAt, newestEntryAt, entriesPerDay, listed } = state
  return { ...newState(feed), firstPolledAt, lastSuccessAt, newestEntryAt, entriesPerDay, listed }
}

export function recovered(state: FeedState, askedAt: number, now: number): FeedState {
  return {
    ...state,
    lastTriedAt: askedAt,
    lastSuccessAt: now,
    failures: 0,
    fault: undefined,
    faultText: undefined,
    failingSince: undefined,
  }
}

export function failing(
  state: FeedState,
  fault: FeedError,
  askedAt: number,
  notBefore: number | undefined,
  dueAt: number,
): FeedState {
  return {
    ...state,
    lastTriedAt: askedAt,
    failures: state.failures + 1,
    fault: fault.code,
    faultText: fault.message,
    failingSince: state.failingSince ?? askedAt,
    notBefore,
    dueAt,
  }
}

/** Until when a publisher asks to be left alone. */
export function waitOf({ retry }: FeedError): number | undefined {
  return typeof retry === 'object' ? retry.at : undefined
}

/** Gone for good, and nowhere else to go: not asked again until the file says another address. */
export function isOver({ addresses }: Feed, state: FeedState): boolean {
  return addresses.every(({ url }, index) => isGone(state, url, index))
}

/** Whether one of a feed's addresses said 410. */
export function isGone({ goneAt, goneToo }: FeedState, url: string, index: number): boolean {
  return index === 0 ? goneAt !== undefined : goneToo?.includes(url) === true
}

/** The state after the address said so. */
export function withGone(state: FeedState, url: string, index: number, now: number): FeedState {
  if (index === 0) return { ...state, goneAt: state.goneAt ?? now }
  return { ...state, goneToo: [...(state.goneToo ?? []), url] }
}
