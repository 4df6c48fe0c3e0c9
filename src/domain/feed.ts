/** CSS selectors of a list page. `item` selects the rows; the others are looked up inside a row. */
export type ListSelectors = {
  readonly item: string
  readonly title?: string | undefined
  readonly link?: string | undefined
  readonly lead?: string | undefined
  readonly date?: string | undefined
}

/** Dotted paths into a JSON answer. `items` names the array (empty: the answer is the array). */
export type JsonPaths = {
  readonly items?: string | undefined
  readonly title: string
  readonly link?: string | undefined
  readonly lead?: string | undefined
  readonly date?: string | undefined
  readonly id?: string | undefined
}

/** One address of a feed and how the document there is read (no `list` and no `json`: read off the document). */
export type FeedAddress = {
  readonly url: string
  readonly list?: ListSelectors | undefined
  readonly json?: JsonPaths | undefined
}

/** A fixed interval in milliseconds, or a cron expression. */
export type Every =
  | { readonly kind: 'interval'; readonly ms: number }
  | { readonly kind: 'cron'; readonly expression: string }

/** A configured source. */
export type Feed = {
  readonly id: string
  readonly title: string
  readonly publisher: string
  /** The first address and those of `or`, in order; never empty. */
  readonly addresses: readonly [FeedAddress, ...FeedAddress[]]
  readonly lang: string | undefined
  readonly tags: readonly string[]
  readonly every: Every | undefined
  /** IANA zone of dates that carry none, and of a cron `every`. */
  readonly zone: string | undefined
  readonly userAgent: string | undefined
  readonly allowPrivate: boolean
  readonly enabled: boolean
  readonly file: string
  readonly line: number
}

/** What a poll left behind, kept in the store; written before the request so that a restart causes no storm. */
export type FeedState = {
  readonly feed: string
  /** When it may be asked next. */
  readonly dueAt: number
  readonly lastTriedAt: number | undefined
  readonly lastSuccessAt: number | undefined
  /** When the first successful poll was committed; undefined: the next one is the first poll. */
  readonly firstPolledAt: number | undefined
  readonly etag: string | undefined
  readonly lastModified: string | undefined
  /** Hash of the last body that was taken in. */
  readonly bodyHash: string | undefined
  /** Which of the feed's addresses was used last (0 is the first). */
  readonly address: number
  /** A permanent redirect seen: where to and how many consistent times. */
  readonly movedTo: string | undefined
  readonly movedCount: number
  readonly failures: number
  readonly fault: string | undefined
  readonly faultText: string | undefined
  readonly failingSince: number | undefined
  /** 410: not asked again until the feed's address in the file changes. */
  readonly goneAt: number | undefined
  /** Those of its later addresses that said the same. */
  readonly goneToo?: readonly string[]
  /** The address in the file for which this state holds. */
  readonly url: string
  readonly newestEntryAt: number | undefined
  /** Exponentially weighted mean of new entries a day; undefined until a day was watched. */
  readonly entriesPerDay: number | undefined
  /** Of a document that dates nothing: what it lists, since when, and how long it is from one change to the next. */
  readonly listed?: Listed | undefined
  /** The floor that the publisher asked for (Retry-After, max-age, ttl), epoch milliseconds. */
  readonly notBefore: number | undefined
  /** The title that the feed gives itself. */
  readonly title: string | undefined
  /** What the document that was last taken in asks for; an answer of 304 does not repeat it. Milliseconds. */
  readonly ttl?: number | undefined
  /** Hours of GMT and days (0 is Sunday) in which the feed is not asked. */
  readonly skipHours?: readonly number[]
  readonly skipDays?: readonly number[]
}

export type Listed = {
  readonly hash: string
  /** When it was first seen; epoch milliseconds. */
  readonly since: number
  /** Exponentially weighted mean, milliseconds; absent until a change was seen. */
  readonly gap?: number | undefined
}
