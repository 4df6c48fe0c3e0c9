import type { Feed } from '../../domain/feed.ts'
import { keysInTurns, type EntryKeys } from '../identify/index.ts'
import { parseFeed, type ParsedFeed, type ParseOptions } from '../parse/index.ts'

export type ReadOptions = ParseOptions & {
  /** Whose document it is; without it no keys are made. */
  readonly feed?: Pick<Feed, 'id' | 'publisher'>
}

/** What a document says, and what its entries are known by, in their order: as much as can be known of it alone. */
export type Reading = ParsedFeed & { readonly keys?: readonly EntryKeys[] | undefined }

/** Reads a document. Throws FeedError, as `parseFeed` does. */
export async function readFeed(bytes: Uint8Array, options: ReadOptions): Promise<Reading> {
  const { feed, ...rest } = options
  const parsed = await parseFeed(bytes, rest)
  if (!feed) return parsed
  return { ...parsed, keys: await keysInTurns(feed, parsed.entries, options.now) }
}
