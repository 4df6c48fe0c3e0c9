import type { Entry } from '../domain/article.ts'
import { FeedError } from '../domain/errors.ts'
import type { Feed, FeedAddress, FeedState } from '../domain/feed.ts'
import type { FetchAnswer, Fetcher } from '../domain/ports.ts'
import { DAY } from '../lib/durations.ts'
import { sha256 } from '../lib/hash.ts'
import {
  maxAge,
  nextAfterFailure,
  nextAfterSuccess,
  NO_WISHES,
  retryAfter,
  type Wishes,
} from './due.ts'
import { publicUrl } from './fetch/faults.ts'
import type { ParsedFeed } from './parse/index.ts'

/** One poll of one feed. `state` is to be kept together with what the entries become. */
export type Poll = {
  readonly feed: Feed
  readonly state: FeedState
  readonly outcome: 'entries' | 'unchanged' | 'failed' | 'gone'
  readonly entries: readonly Entry[]
  /** Nothing of this feed was ever taken in before. */
  readonly firstPoll: boolean
  readonly fault: FeedError | undefined
}

export type Parse = (
  bytes: Uint8Array,
  options: {
    readonly url: string
    readonly contentType: string | undefined
    readonly address: FeedAddress
    readonly zone: string | undefined
    readonly now: number
  },
) => Promise<ParsedFeed>

export type PollTools = {
  readonly fetcher: Fetcher
  readonly parse: Parse
  readonly now: () => number
  readonly random: () => number
  readonly signal?: AbortSignal
}

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

/** A permanent redirect is followed from the start once it was met this often. */
const MOVES_TO_BELIEVE = 3

/** Asks a feed once. Never throws: what went wrong is in `fault` and in the state. */
export async function pollFeed(feed: Feed, before: FeedState, tools: PollTools): Promise<Poll> {
  const firstPoll = before.firstPolledAt === undefined
  let state = before
  let fault: FeedError | undefined
  for (const index of addressOrder(feed, before, tools.now())) {
    const outcome = await tryAddress(feed, state, index, tools)
    if (!(outcome instanceof FeedError)) return { feed, firstPoll, fault: undefined, ...outcome }
    fault ??= outcome
    if (tools.signal?.aborted) break
  }
  return failed(feed, state, fault!, firstPoll, tools)
}

/** The address that worked last, then the others; the first one is tried again once a day. */
function addressOrder(feed: Feed, state: FeedState, now: number): readonly number[] {
  const all = feed.addresses.map((_, index) => index)
  const retryFirst = now % DAY < (state.lastTriedAt ?? 0) % DAY
  if (state.address === 0 || state.address >= all.length || retryFirst) return all
  return [...all.slice(state.address), ...all.slice(0, state.address)]
}

type Answered = Pick<Poll, 'outcome' | 'state' | 'entries'>

async function tryAddress(
  feed: Feed,
  state: FeedState,
  index: number,
  tools: PollTools,
): Promise<Answered | FeedError> {
  const address = feed.addresses[index]!
  const isSame = index === state.address
  const url =
    index === 0 && state.movedTo && state.movedCount >= MOVES_TO_BELIEVE
      ? state.movedTo
      : address.url
  try {
    const answer = await tools.fetcher.fetch({
      url,
      etag: isSame ? state.etag : undefined,
      lastModified: isSame ? state.lastModified : undefined,
      userAgent: feed.userAgent,
      allowPrivate: feed.allowPrivate,
      ...(tools.signal ? { signal: tools.signal } : {}),
    })
    return await understand(feed, { ...state, address: index }, answer, url, tools)
  } catch (error) {
    if (error instanceof FeedError) return error
    throw error
  }
}

async function understand(
  feed: Feed,
  state: FeedState,
  answer: FetchAnswer,
  url: string,
  tools: PollTools,
): Promise<Answered> {
  const now = tools.now()
  const { status, headers, body } = answer
  if (status === 304) return unchanged(feed, state, headers, now)
  if (status !== 200) throw statusFault(status, headers, url, now)
  const bodyHash = sha256(body)
  const kept = {
    etag: headers['etag'],
    lastModified: headers['last-modified'],
    bodyHash,
    ...moved(state, answer, url),
  }
  if (bodyHash === state.bodyHash) return unchanged(feed, { ...state, ...kept }, headers, now)
  const address = feed.addresses[state.address]!
  const parsed = await tools.parse(body, {
    url: answer.url,
    contentType: headers['content-type'],
    address,
    zone: feed.zone,
    now,
  })
  // Only now: validators of an answer that could not be read would hide the entries of the next one.
  const healthy = recovered(
    { ...state, ...kept, title: parsed.title || state.title, ...rate(state, parsed.entries, now) },
    now,
  )
  const wishes = wishesOf(headers, parsed, now)
  return {
    outcome: 'entries',
    entries: parsed.entries,
    state: {
      ...healthy,
      firstPolledAt: state.firstPolledAt ?? now,
      notBefore: wishes.retryAt,
      dueAt: nextAfterSuccess(feed, healthy, wishes, now),
    },
  }
}

function unchanged(
  feed: Feed,
  state: FeedState,
  headers: Readonly<Record<string, string>>,
  now: number,
): Answered {
  const healthy = recovered(state, now)
  const dueAt = nextAfterSuccess(feed, healthy, wishesOf(headers, undefined, now), now)
  return { outcome: 'unchanged', entries: [], state: { ...healthy, dueAt } }
}

function recovered(state: FeedState, now: number): FeedState {
  return {
    ...state,
    lastTriedAt: now,
    lastSuccessAt: now,
    failures: 0,
    fault: undefined,
    faultText: undefined,
    failingSince: undefined,
  }
}

function failed(
  feed: Feed,
  state: FeedState,
  fault: FeedError,
  firstPoll: boolean,
  tools: PollTools,
): Poll {
  const now = tools.now()
  const failures = state.failures + 1
  const retryAt = typeof fault.retry === 'object' ? fault.retry.at : undefined
  const isGone = fault.code === 'gone'
  const next: FeedState = {
    ...state,
    lastTriedAt: now,
    failures,
    fault: fault.code,
    faultText: fault.message,
    failingSince: state.failingSince ?? now,
    goneAt: isGone ? now : undefined,
    notBefore: retryAt,
    dueAt: nextAfterFailure(feed, failures, { ...NO_WISHES, retryAt }, now, tools.random),
  }
  return { feed, state: next, outcome: isGone ? 'gone' : 'failed', entries: [], firstPoll, fault }
}

function statusFault(
  status: number,
  headers: Readonly<Record<string, string>>,
  url: string,
  now: number,
): FeedError {
  const shown = publicUrl(url)
  const at = retryAfter(headers['retry-after'], now)
  const retry = at === undefined ? ('soon' as const) : { at }
  if (status === 410)
    return new FeedError('gone', `${shown} says that it is gone for good (410).`, 'never')
  if (status === 429)
    return new FeedError('rate-limited', `${shown} asks for fewer requests (429).`, retry)
  if (status === 503 && at)
    return new FeedError('rate-limited', `${shown} asks to come back later (503).`, retry)
  if (headers['cf-mitigated'] === 'challenge')
    return new FeedError(
      'blocked-by-challenge',
      `${shown} asks for proof that a person reads it (${status}).`,
      retry,
    )
  const kind = status >= 500 ? 'http-5xx' : 'http-4xx'
  return new FeedError(kind, `${shown} answers with status ${status}.`, retry)
}

/** A permanent redirect that is always the same one is believed after some time; the file is never rewritten. */
function moved(
  state: FeedState,
  { redirects }: FetchAnswer,
  asked: string,
): Pick<FeedState, 'movedTo' | 'movedCount'> {
  if (asked === state.movedTo) return { movedTo: state.movedTo, movedCount: state.movedCount }
  const [first] = redirects
  const isPermanent =
    redirects.length > 0 && redirects.every(({ status }) => status === 301 || status === 308)
  const to = redirects.at(-1)?.to
  const isSafe = to !== undefined && !(asked.startsWith('https:') && to.startsWith('http:'))
  if (!first || !isPermanent || !isSafe) return { movedTo: undefined, movedCount: 0 }
  return { movedTo: to, movedCount: state.movedTo === to ? state.movedCount + 1 : 1 }
}

function wishesOf(
  headers: Readonly<Record<string, string>>,
  parsed: ParsedFeed | undefined,
  now: number,
): Wishes {
  const floor = Math.max(maxAge(headers['cache-control']) ?? 0, parsed?.ttl ?? 0)
  return {
    retryAt: retryAfter(headers['retry-after'], now),
    floor: floor || undefined,
    skipHours: parsed?.skipHours ?? [],
    skipDays: parsed?.skipDays ?? [],
  }
}

/** A feed's rhythm, read off the dates of its entries: those of the last week, a day. */
function rate(
  state: FeedState,
  entries: readonly Entry[],
  now: number,
): Pick<FeedState, 'newestEntryAt' | 'entriesPerDay'> {
  const dates = entries.flatMap(({ published }) =>
    published !== undefined && published <= now ? [published] : [],
  )
  if (dates.length === 0)
    return { newestEntryAt: state.newestEntryAt, entriesPerDay: state.entriesPerDay }
  const newestEntryAt = dates.reduce((a, b) => Math.max(a, b))
  const week = dates.filter((at) => at > now - 7 * DAY)
  const days = Math.max(1 / 24, (now - Math.min(now, ...week)) / DAY)
  const seen = week.length / days
  const entriesPerDay =
    state.entriesPerDay === undefined ? seen : 0.8 * state.entriesPerDay + 0.2 * seen
  return { newestEntryAt, entriesPerDay }
}
