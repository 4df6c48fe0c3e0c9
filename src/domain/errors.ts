/** Who has to act before this goes away. */
export type Blame = 'operator' | 'rule-author' | 'publisher' | 'destination' | 'us'

/** When trying again makes sense; `at` is in epoch milliseconds. */
export type Retry = 'soon' | 'never' | { readonly at: number }

export type ErrorDetails = {
  readonly code: string
  readonly blame: Blame
  readonly retry?: Retry
  readonly cause?: unknown
}

/**
 * The base of every error that trucewatch raises on purpose. `message` is one or more whole sentences
 * for the person named by `blame`: what is wrong, where, what to do. It never holds a secret.
 * `code` is stable: it is the log key and the metric label.
 */
export class NewsError extends Error {
  readonly code: string
  readonly blame: Blame
  readonly retry: Retry

  constructor(message: string, details: ErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = new.target.name
    this.code = details.code
    this.blame = details.blame
    this.retry = details.retry ?? 'never'
  }
}

/** A setting, an option, a feed file or a data folder is wrong: exit code 78 (EX_CONFIG of sysexits.h). */
export class ConfigError extends NewsError {
  constructor(message: string, code: string = 'bad-config', cause?: unknown) {
    super(message, { code, blame: 'operator', cause })
  }
}

/** A rule file cannot be used. The message holds every problem, each with file, line and column. */
export class RuleError extends NewsError {
  constructor(message: string, code: string = 'bad-rules') {
    super(message, { code, blame: 'rule-author' })
  }
}

/** Causes of a failed fetch, by the name that health tables and notices show. */
export const FEED_FAULTS = [
  'dns',
  'refused',
  'timeout',
  'tls',
  'cut',
  'http-4xx',
  'http-5xx',
  'rate-limited',
  'blocked-by-challenge',
  'gone',
  'not-a-feed',
  'too-large',
  'too-many-redirects',
  'private-address',
  'bad-address',
  'network',
] as const

export type FeedFault = (typeof FEED_FAULTS)[number]

/** A feed could not be fetched or is not a feed; it harms no other feed. */
export class FeedError extends NewsError {
  declare readonly code: FeedFault
  /** Who asks for fewer requests: redirects may have led to another host than the feed's. */
  readonly url: string | undefined

  constructor(
    code: FeedFault,
    message: string,
    retry: Retry = 'soon',
    cause?: unknown,
    url?: string,
  ) {
    super(message, { code, blame: 'publisher', retry, cause })
    this.url = url
  }
}

/** The database cannot be opened, is newer than the program, is locked, or the disk is full. */
export class StoreError extends NewsError {
  constructor(code: string, message: string, cause?: unknown) {
    super(message, { code, blame: 'operator', cause })
  }
}

/**
 * What went wrong with a delivery, in the terms in which the outbox decides:
 * `unknown` the reply was lost, the message may be there · `unavailable` 5xx, network ·
 * `rate-limited` told when · `unauthorised` 401, stop all sending · `channel-closed` this channel alone is paused ·
 * `message-gone` the message to edit or to reply to was removed · `refused` 400, the body is wrong.
 */
export type DeliveryFault =
  | 'unknown'
  | 'unavailable'
  | 'rate-limited'
  | 'unauthorised'
  | 'channel-closed'
  | 'message-gone'
  | 'refused'

export class DeliveryError extends NewsError {
  declare readonly code: DeliveryFault

  constructor(code: DeliveryFault, message: string, retry: Retry = 'soon', cause?: unknown) {
    super(message, { code, blame: 'destination', retry, cause })
  }
}

/** Something that cannot happen did: a fault of ours. The only error that is printed with its stack. */
export class InvariantError extends NewsError {
  constructor(message: string, cause?: unknown) {
    super(message, { code: 'invariant', blame: 'us', cause })
  }
}
