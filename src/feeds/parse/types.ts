import type { Entry } from '../../domain/article.ts'
import type { FeedAddress } from '../../domain/feed.ts'

export type FeedKind = 'rss' | 'atom' | 'json-feed' | 'json' | 'sitemap' | 'list'

/** A document, read. */
export type ParsedFeed = {
  readonly kind: FeedKind
  readonly title: string
  readonly description?: string
  /** The page that the feed belongs to. */
  readonly url: string | undefined
  readonly entries: readonly Entry[]
  readonly lang?: string | undefined
  /** How long the publisher says that nothing changes, milliseconds. */
  readonly ttl?: number | undefined
  /** GMT. */
  readonly skipHours?: readonly number[]
  /** 0 is Sunday. */
  readonly skipDays?: readonly number[]
  /**
   * The document ended in the middle: its whole entries are here, and more were coming. Whoever keeps validators of such
   * an answer never sees the rest.
   */
  readonly isCut?: boolean
}

export type ParseOptions = {
  /** Where the document came from. */
  readonly url: string
  readonly contentType?: string | undefined
  readonly address?: FeedAddress | undefined
  /** IANA zone of dates that name none. */
  readonly zone?: string | undefined
  readonly now: number
}
