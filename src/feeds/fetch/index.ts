import type { LookupFunction } from 'node:net'
import type { Agent } from 'undici'
import { FeedError } from '../../domain/errors.ts'
import type { FetchAnswer, Fetcher, FetchRequest } from '../../domain/ports.ts'
import { checkAddress } from './addresses.ts'
import { readBody } from './body.ts'
import { createAgent } from './connect.ts'
import { publicUrl, toFeedError } from './faults.ts'

export type FetcherOptions = {
  readonly userAgent: string
  /** Milliseconds for the whole of a request, redirects included. */
  readonly deadline?: number
  /** Decoded bytes. */
  readonly mostBytes?: number
  readonly lookup?: LookupFunction
}

const DEADLINE = 30_000
const MOST_BYTES = 8 * 1024 * 1024
const MOST_REDIRECTS = 5
const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5'

/**
 * The one guarded way out: http and https to public addresses, no cookies, no referer, at most five redirects with
 * each hop checked again, a deadline for the whole, a cap on decoded bytes. Throws FeedError.
 */
export function createFetcher(options: FetcherOptions): Fetcher {
  const open = createAgent(true, options.lookup)
  const guarded = createAgent(false, options.lookup)
  return {
    async fetch(request) {
      const began = performance.now()
      const deadline = AbortSignal.timeout(options.deadline ?? DEADLINE)
      const signal = request.signal ? AbortSignal.any([deadline, request.signal]) : deadline
      const agent = request.allowPrivate ? open : guarded
      try {
        const answer = await follow(request, options, agent, signal)
        return { ...answer, elapsedMs: performance.now() - began }
      } catch (error) {
        throw toFeedError(signal.aborted ? signal.reason : error, request.url)
      }
    },
    async close() {
      await Promise.all([open.destroy(), guarded.destroy()])
    },
  }
}

type Hop = { readonly status: number; readonly to: string }

async function follow(
  request: FetchRequest,
  options: FetcherOptions,
  agent: Agent,
  signal: AbortSignal,
): Promise<Omit<FetchAnswer, 'elapsedMs'>> {
  const redirects: Hop[] = []
  let url = toUrl(request.url)
  for (;;) {
    checkAddress(url, request.allowPrivate === true)
    const {
      statusCode: status,
      headers: raw,
      body,
    } = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      headers: headersOf(request, options, url),
      signal,
    })
    const headers = flat(raw)
    const to = redirectTarget(status, headers, url)
    if (!to) {
      const bytes =
        status === 304
          ? new Uint8Array()
          : await readBody(
              body,
              headers['content-encoding'] ?? '',
              options.mostBytes ?? MOST_BYTES,
              signal,
            )
      return { status, url: url.href, headers, body: bytes, redirects }
    }
    body.on('error', () => undefined).destroy()
    redirects.push({ status, to: to.href })
    if (redirects.length > MOST_REDIRECTS)
      throw new FeedError(
        'too-many-redirects',
        `${publicUrl(request.url)} redirects more than ${MOST_REDIRECTS} times.`,
      )
    url = to
  }
}

function toUrl(address: string): URL {
  if (URL.canParse(address)) return new URL(address)
  throw new FeedError('bad-address', `${address.slice(0, 80)} is no address.`, 'never')
}

/** Validators go byte for byte as they came (RFC 9110, 13.1); user and password of an address as basic authentication. */
function headersOf(
  request: FetchRequest,
  options: FetcherOptions,
  { username, password }: URL,
): Record<string, string> {
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return {
    'user-agent': request.userAgent ?? options.userAgent,
    accept: request.accept ?? ACCEPT,
    'accept-encoding': 'gzip, deflate, br',
    ...(request.etag ? { 'if-none-match': request.etag } : {}),
    ...(request.lastModified ? { 'if-modified-since': request.lastModified } : {}),
    ...(username ? { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` } : {}),
  }
}

function redirectTarget(
  status: number,
  headers: Readonly<Record<string, string>>,
  from: URL,
): URL | undefined {
  const { location } = headers
  if (![301, 302, 303, 307, 308].includes(status) || !location) return undefined
  if (URL.canParse(location, from.href)) return new URL(location, from)
  throw new FeedError(
    'bad-address',
    `${publicUrl(from.href)} redirects to something that is no address.`,
  )
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ])
  return Object.fromEntries(entries)
}
