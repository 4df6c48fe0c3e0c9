import type { LookupFunction } from 'node:net'
import type { Agent, Dispatcher } from 'undici'
import { FeedError } from '../../domain/errors.ts'
import type { FetchAnswer, Fetcher, FetchRequest } from '../../domain/fetching.ts'
import { formatDuration } from '../../lib/durations.ts'
import { checkAddress, isPublicAddress } from './addresses.ts'
import { readBeginning, readBody } from './body.ts'
import { createAgent } from './connect.ts'
import { startDeadline, type Deadline } from './deadline.ts'
import { toFeedError } from './faults.ts'
import { flatHeaders, requestHeaders } from './headers.ts'
import { LIMITS, type Limits } from './limits.ts'
import { publicText, publicUrl } from './public-url.ts'

export type FetcherOptions = {
  /** Who asks, with a way to reach them; a request may say another. */
  readonly userAgent: string
  readonly limits?: Partial<Limits>
  /** How names become addresses; the system's where it is not given. */
  readonly lookup?: LookupFunction
  /** Which addresses count as public; `isPublicAddress` where it is not given. */
  readonly isPublic?: (address: string) => boolean
}

/**
 * The one guarded way out: http and https, to public addresses unless a request says `allowPrivate`, no cookies, no
 * referer, at most five redirects with each hop checked again, a deadline for the whole and a cap on decoded bytes;
 * the socket is destroyed at either. Throws FeedError; statuses from 400 on are answers.
 */
export function createFetcher(options: FetcherOptions): Fetcher {
  const limits = { ...LIMITS, ...options.limits }
  const isPublic = options.isPublic ?? isPublicAddress
  const open = createAgent(isAnything, limits, options.lookup)
  const guarded = createAgent(isPublic, limits, options.lookup)
  return {
    async fetch(request) {
      const began = performance.now()
      const host = URL.canParse(request.url) ? new URL(request.url).host : request.url
      const deadline = startDeadline(host, limits.total, request.signal)
      try {
        const way: Way = {
          request,
          userAgent: options.userAgent,
          agent: request.allowPrivate ? open : guarded,
          isAllowed: request.allowPrivate ? isAnything : isPublic,
          limits,
          deadline,
        }
        return { ...(await follow(way)), elapsedMs: performance.now() - began }
      } catch (error) {
        const { signal } = deadline
        throw toFeedError(signal.aborted ? signal.reason : error, request.url)
      } finally {
        deadline.end()
      }
    },
    async close() {
      await Promise.all([open.destroy(), guarded.destroy()])
    },
  }
}

function isAnything(): boolean {
  return true
}

type Way = {
  readonly request: FetchRequest
  readonly userAgent: string
  readonly agent: Agent
  readonly isAllowed: (address: string) => boolean
  readonly limits: Limits
  readonly deadline: Deadline
}

async function follow(way: Way): Promise<Omit<FetchAnswer, 'elapsedMs'>> {
  const { request, limits } = way
  const redirects: FetchAnswer['redirects'][number][] = []
  for (let url = toUrl(request.url); ;) {
    const { statusCode: status, headers: raw, body } = await ask(way, url)
    const headers = flatHeaders(raw)
    const to = redirectTarget(status, headers, url)
    if (!to)
      return {
        status,
        url: url.href,
        headers,
        body: await read(status, headers, body, limits),
        redirects,
      }
    body.on('error', () => undefined).destroy()
    redirects.push({ status, to: to.href })
    if (redirects.length > limits.redirects)
      throw new FeedError(
        'too-many-redirects',
        `${publicUrl(request.url)} redirects more than ${limits.redirects} times.`,
      )
    checkAddress(to, way.isAllowed)
    if (to.hostname !== url.hostname) await changeHost(way, to)
    url = to
  }
}

async function changeHost({ request, deadline }: Way, to: URL): Promise<void> {
  const { toOtherHost } = request
  if (toOtherHost) await deadline.pausedFor(() => toOtherHost(to.href))
}

/** One hop, checked anew: a redirect leads to no place where an address in a file would not. */
async function ask(way: Way, url: URL): Promise<Dispatcher.ResponseData> {
  const { request, userAgent, agent, isAllowed, limits, deadline } = way
  checkAddress(url, isAllowed)
  const answered = deadline.within(
    limits.headers,
    `${url.host} sent no answer within ${formatDuration(limits.headers)}.`,
  )
  try {
    return await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      headers: requestHeaders(request, userAgent, url),
      signal: deadline.signal,
    })
  } finally {
    answered()
  }
}

async function read(
  status: number,
  headers: Readonly<Record<string, string>>,
  body: Dispatcher.ResponseData['body'],
  limits: Limits,
): Promise<Uint8Array> {
  const coding = headers['content-encoding'] ?? ''
  if (status < 300) return readBody(body, coding, limits.bytes)
  if (status >= 400) return readBeginning(body, coding, limits.errorBytes)
  await body.dump()
  return new Uint8Array()
}

function toUrl(address: string): URL {
  if (URL.canParse(address)) return new URL(address)
  throw new FeedError('bad-address', `“${publicText(address)}” is no address.`, 'never')
}

/** What an operator wrote is right: the server leads elsewhere. */
function webAddress(to: URL, from: URL): URL {
  if (to.protocol === 'http:' || to.protocol === 'https:') return to
  throw new FeedError(
    'bad-address',
    `${publicUrl(from.href)} redirects to a ${to.protocol} address, which is not fetched; see whether it has moved.`,
  )
}

function redirectTarget(
  status: number,
  { location }: Readonly<Record<string, string>>,
  from: URL,
): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(status) || !location) return undefined
  if (URL.canParse(location, from.href)) return webAddress(new URL(location, from), from)
  throw new FeedError(
    'bad-address',
    `${publicUrl(from.href)} redirects to something that is no address.`,
  )
}
