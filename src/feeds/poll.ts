import type { Entry } from '../domain/article.ts'
import { FeedError } from '../domain/errors.ts'
import type { Feed, FeedAddress, FeedState } from '../domain/feed.ts'
import type { FetchAnswer, Fetcher } from '../domain/fetching.ts'
import { HOUR } from '../lib/durations.ts'
import { sha256 } from '../lib/hash.ts'
import { nextAfterFailure, nextAfterSuccess, paceOf } from './due.ts'
import type { EntryKeys } from './identify/index.ts'
import { currentAddress, moved, UNMOVED } from './poll/moves.ts'
import { currentRate, rhythmOf } from './poll/rate.ts'
import type { Reading, ReadOptions } from './poll/reading.ts'
import { failing, isGone, recovered, waitOf, withGone } from './poll/state.ts'
import { mustBringDocument } from './poll/status.ts'
import { isWhole } from './poll/whole.ts'
import { wishesOf } from './poll/wishes.ts'

export { newState } from './poll/state.ts'

/**
 * One poll of one feed. `state` holds the validators and the hash of what was read: it is to be kept together with what
 * becomes of the entries, or not at all.
 */
export type Poll = {
  readonly feed: Feed
  readonly state: FeedState
  readonly outcome: 'entries' | 'unchanged' | 'failed'
  readonly entries: readonly Entry[]
  /** Of these entries, where they were made as they were read. */
  readonly keys?: readonly EntryKeys[] | undefined
  /** Nothing of this feed was ever taken in before. */
  readonly firstPoll: boolean
  /** What it failed with. */
  readonly fault: FeedError | undefined
  /** What an earlier address failed with, where a later one of the feed's addresses worked. */
  readonly passedOver: FeedError | undefined
}

/** How a poll ended, without its entries: a round of a thousand feeds would hold them all. */
export type PollEnd = Omit<Poll, 'entries' | 'keys'>

export function endOf({ entries: _entries, keys: _keys, ...end }: Poll): PollEnd {
  return end
}

/** A poll in the log. */
export function lineOf({ feed, outcome, entries, fault }: Poll): object {
  if (fault) return { feed: feed.id, outcome, fault: fault.code, reason: fault.message }
  return { feed: feed.id, outcome, entries: entries.length }
}

export type Parse = (bytes: Uint8Array, options: ReadOptions) => Reading | Promise<Reading>

export type PollTools = {
  readonly fetcher: Fetcher
  readonly parse: Parse
  readonly now: () => number
  readonly random: () => number
  /** Of all feeds; see `paceOf`. */
  readonly pace?: number
  /** Whether the host of one of the feed's addresses asked for rest, of whichever feed. */
  readonly isPaused?: (address: number) => boolean
  readonly signal?: AbortSignal
}

/** Asks a feed once, address by address until one is understood. What goes wrong with the feed is in `fault` and `state`. */
export async function pollFeed(feed: Feed, before: FeedState, tools: PollTools): Promise<Poll> {
  const askedAt = tools.now()
  const firstPoll = before.firstPolledAt === undefined
  let state = before
  let fault: FeedError | undefined
  let notBefore: number | undefined
  for (const index of addressOrder(feed, before, askedAt, tools)) {
    try {
      const answered = await tryAddress(feed, state, index, askedAt, tools)
      return { feed, firstPoll, fault: undefined, passedOver: fault, ...answered }
    } catch (error) {
      if (!(error instanceof FeedError)) throw error
      fault ??= error
      notBefore = later(notBefore, waitOf(error))
      if (index === 0) state = { ...state, ...UNMOVED, goneAt: undefined }
      if (error.code === 'gone') state = withGone(state, feed.addresses[index]!.url, index, askedAt)
      if (tools.signal?.aborted) break
    }
  }
  fault ??= new FeedError('gone', state.faultText ?? 'The feed is gone for good.', 'never')
  return {
    feed,
    firstPoll,
    fault,
    passedOver: undefined,
    outcome: 'failed',
    entries: [],
    ...failed(feed, state, fault, notBefore, askedAt, tools),
  }
}

function later(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)
}

/** How long a feed stays with a later address before its first one is tried again. */
const RETURN_AFTER = 6 * HOUR

/** The address that worked last, then those after it; the first one is tried again every six hours, unless it is gone. */
function addressOrder(
  feed: Feed,
  before: FeedState,
  now: number,
  { isPaused }: PollTools,
): readonly number[] {
  const { address, lastTriedAt, goneAt } = before
  const all = feed.addresses.map((_, index) => index)
  const left = all.filter((index) => !isGone(before, feed.addresses[index]!.url, index))
  const awake = left.filter((index) => !isPaused?.(index))
  const open = awake.length > 0 ? awake : left
  const turnsSince = Math.floor(now / RETURN_AFTER) - Math.floor((lastTriedAt ?? 0) / RETURN_AFTER)
  const mayReturn = goneAt === undefined && turnsSince > 0
  const at = open.indexOf(address)
  if (at <= 0 || mayReturn) return open
  return [...open.slice(at), ...open.slice(0, at)]
}

type Answered = Pick<Poll, 'outcome' | 'state' | 'entries' | 'keys'>

async function tryAddress(
  feed: Feed,
  before: FeedState,
  index: number,
  askedAt: number,
  tools: PollTools,
): Promise<Answered> {
  const address = feed.addresses[index]!
  const state = index === before.address ? before : { ...before, ...UNKNOWN, address: index }
  const url = index === 0 ? currentAddress(address.url, state) : address.url
  const answer = await tools.fetcher.fetch({
    url,
    etag: state.etag,
    lastModified: state.lastModified,
    userAgent: feed.userAgent,
    allowPrivate: feed.allowPrivate,
    ...(tools.signal ? { signal: tools.signal } : {}),
  })
  const move = index === 0 ? moved(state, answer, url) : {}
  return understand(feed, { ...state, ...move }, answer, askedAt, tools)
}

/** What was read at one address says nothing of another one. */
const UNKNOWN = { etag: undefined, lastModified: undefined, bodyHash: undefined }

async function understand(
  feed: Feed,
  state: FeedState,
  answer: FetchAnswer,
  askedAt: number,
  tools: PollTools,
): Promise<Answered> {
  const { status, headers, body } = answer
  if (status === 304 && (state.etag || state.lastModified))
    return { outcome: 'unchanged', entries: [], state: next(feed, state, headers, askedAt, tools) }
  mustBringDocument(answer, tools.now())
  const bodyHash = sha256(body)
  const read = { bodyHash, ...(isWhole(body) ? validators(headers) : NO_VALIDATORS) }
  if (bodyHash === state.bodyHash)
    return {
      outcome: 'unchanged',
      entries: [],
      state: next(feed, { ...state, ...read }, headers, askedAt, tools),
    }
  const address = feed.addresses[state.address]!
  const parsed = await parse(feed, address, answer, tools)
  const now = tools.now()
  const taken: FeedState = {
    ...state,
    ...read,
    ...rhythmOf(state, parsed.entries, now),
    title: parsed.title || state.title,
    ttl: parsed.ttl,
    skipHours: parsed.skipHours ?? [],
    skipDays: parsed.skipDays ?? [],
    firstPolledAt: state.firstPolledAt ?? now,
  }
  return {
    outcome: 'entries',
    entries: parsed.entries,
    keys: parsed.keys,
    state: next(feed, taken, headers, askedAt, tools),
  }
}

async function parse(
  { id, publisher, zone }: Feed,
  address: FeedAddress,
  { url, body, headers }: FetchAnswer,
  tools: PollTools,
): Promise<Reading> {
  const contentType = headers['content-type']
  const options = { url, contentType, address, zone, now: tools.now(), feed: { id, publisher } }
  return read(() => tools.parse(body, options))
}

/** A document that our reader stumbles over is that feed's trouble, not the bot's. */
async function read(work: () => Reading | Promise<Reading>): Promise<Reading> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof FeedError) throw error
    const reason = (error as Error).message
    throw new FeedError('not-a-feed', `The document cannot be read: ${reason}`, 'soon', error)
  }
}

function validators(headers: FetchAnswer['headers']): Pick<FeedState, 'etag' | 'lastModified'> {
  return { etag: headers['etag'], lastModified: headers['last-modified'] }
}

const NO_VALIDATORS = { etag: undefined, lastModified: undefined }

function next(
  feed: Feed,
  state: FeedState,
  headers: FetchAnswer['headers'],
  askedAt: number,
  tools: PollTools,
): FeedState {
  const now = tools.now()
  const wishes = wishesOf(headers, state, now)
  const entriesPerDay = currentRate(state, now)
  const pace = tools.pace ?? paceOf([])
  const dueAt = nextAfterSuccess({ feed, entriesPerDay, wishes, askedAt, now, pace })
  return { ...recovered(state, askedAt, now), notBefore: wishes.retryAt, dueAt }
}

function failed(
  feed: Feed,
  state: FeedState,
  fault: FeedError,
  notBefore: number | undefined,
  askedAt: number,
  { now, random }: PollTools,
): Pick<Poll, 'state'> {
  const dueAt = nextAfterFailure(feed, state.failures + 1, notBefore, now(), random)
  return { state: failing(state, fault, askedAt, notBefore, dueAt) }
}
