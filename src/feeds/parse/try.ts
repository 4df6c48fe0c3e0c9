import { FeedError } from '../../domain/errors.ts'
import type { FeedAddress, JsonPaths, ListSelectors } from '../../domain/feed.ts'
import { absoluteUrl, withoutUser } from '../../lib/url.ts'
import { decodeDocument } from './decode.ts'
import { parseFeed, proposePaths, proposeSelectors, type ParsedFeed } from './index.ts'
import { looksLikeJson } from './json-text.ts'
import { idleSelectors } from './list-page.ts'
import { feedsNamedBy } from './not-a-feed.ts'

/** What `feeds try` found out about a document. */
export type Trial = {
  /** Undefined where it is no feed and no way to read it was found. */
  readonly parsed: ParsedFeed | undefined
  /** Why it is no feed, where it is none. */
  readonly fault: FeedError | undefined
  /** Feeds that the page names, absolute. */
  readonly feeds: readonly string[]
  /** What to write into the feed file beside the address, so that the page is read. */
  readonly list?: ListSelectors | undefined
  readonly json?: JsonPaths | undefined
  /** Selectors that find nothing in any row. */
  readonly idle?: readonly (keyof ListSelectors)[]
}

export type TrialOptions = {
  readonly url: string
  readonly contentType?: string | undefined
  readonly list?: ListSelectors | undefined
  readonly json?: JsonPaths | undefined
  readonly zone?: string | undefined
  readonly now: number
}

/** Reads a document as a feed, or finds selectors or paths by which it can be read. Never throws FeedError. */
export async function tryDocument(bytes: Uint8Array, options: TrialOptions): Promise<Trial> {
  const asked = { list: options.list, json: options.json }
  const first = await attempt(bytes, options, asked)
  if (!(first instanceof FeedError)) {
    const text = options.list ? decodeDocument(bytes, options.contentType) : ''
    const idle = options.list ? idleSelectors(text, options.list) : []
    return { parsed: first, fault: undefined, feeds: [], ...asked, idle }
  }
  const failed: Trial = { parsed: undefined, fault: first, feeds: [], ...asked }
  if (first.code === 'blocked-by-challenge' || options.list || options.json) return failed
  const text = decodeDocument(bytes, options.contentType).trimStart()
  const feeds = feedsNamedBy(text).flatMap(
    (written) => absoluteUrl(written, withoutUser(options.url)) ?? [],
  )
  const way = proposal(text)
  const second = way ? await attempt(bytes, options, way) : first
  return second instanceof FeedError
    ? { ...failed, feeds }
    : { parsed: second, fault: first, feeds, ...way }
}

async function attempt(
  bytes: Uint8Array,
  options: TrialOptions,
  way: Pick<FeedAddress, 'list' | 'json'>,
): Promise<ParsedFeed | FeedError> {
  try {
    return await parseFeed(bytes, { ...options, address: { url: options.url, ...way } })
  } catch (error) {
    if (error instanceof FeedError) return error
    throw error
  }
}

function proposal(text: string): Pick<FeedAddress, 'list' | 'json'> | undefined {
  try {
    if (looksLikeJson(text)) {
      const json = proposePaths(text)
      return json && { json }
    }
    const list = proposeSelectors(text)?.list
    return list && { list }
  } catch {
    return undefined
  }
}
