export type FetchRequest = {
  readonly url: string
  readonly etag?: string | undefined
  readonly lastModified?: string | undefined
  readonly userAgent?: string | undefined
  readonly allowPrivate?: boolean
  readonly accept?: string | undefined
  readonly signal?: AbortSignal
  /** Awaited before a redirect is followed to another host, which has turns of its own; it counts for no deadline. */
  readonly toOtherHost?: (url: string) => Promise<void>
}

export type FetchAnswer = {
  /** The final status; redirects were followed. */
  readonly status: number
  /** The final address. */
  readonly url: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** Decoded of its content coding; empty for 304. */
  readonly body: Uint8Array
  /** Each hop, in order. */
  readonly redirects: readonly { readonly status: number; readonly to: string }[]
  readonly elapsedMs: number
}

/** The one guarded way out for everything but Discord. Throws FeedError; statuses from 400 on are answers. */
export type Fetcher = {
  fetch(request: FetchRequest): Promise<FetchAnswer>
  close(): Promise<void>
}
