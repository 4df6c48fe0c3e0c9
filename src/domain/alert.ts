import type { Article, Field } from './article.ts'
import type { AlertSettings, Match, Severity, Span } from './rule.ts'

/** What becomes of an article that matched, for one channel; always with its reason. */
export type Decision =
  | { readonly kind: 'alert'; readonly reason: 'first' | 'new-fact' | 'raised' | 'repeat' }
  | { readonly kind: 'update'; readonly reason: 'later-report' | 'further-topic' }
  | { readonly kind: 'digest'; readonly reason: 'limit' | 'quiet' | 'first-poll' | 'held' }
  | { readonly kind: 'suppress'; readonly reason: 'nothing-new' | 'muted' | 'stale' | 'copy' }

export type DecisionKind = Decision['kind']
export type DecisionReason = Decision['reason']

/** A line of the ledger: nothing that matched is ever absent from it. */
export type LedgerEntry = {
  readonly id: string
  readonly at: number
  readonly article: string
  readonly story: string
  readonly channel: string
  readonly decision: Decision
  readonly severity: Severity
  readonly topics: readonly string[]
  /** The alert that tells it: the new one, the one edited, or later the digest. */
  readonly alert: string | undefined
  readonly rulesHash: string
}

/** A story that waits for a digest of a channel, or was told by one; the severity is the loudest of its reports there. */
export type DigestedStory = { readonly state: 'waiting' | 'told'; readonly severity: Severity }

/** A quote with the hits inside it; `marks` are offsets into `text`. */
export type Quote = {
  readonly field: Field
  readonly text: string
  readonly marks: readonly Span[]
}

/** One line of "why you see it". */
export type WhyLine = {
  readonly topic: string
  readonly file: string
  readonly row: number
  readonly line: string
  readonly field: Field
  readonly quote: string
  readonly level: Severity | undefined
}

export type Reporter = { readonly publisher: string; readonly url: string | undefined }

/** One story, told: what a channel draws. Neutral of any channel; text is plain and unescaped. */
export type AlertCard = {
  readonly kind: 'alert'
  readonly story: string
  readonly turn: number
  readonly reason: DecisionReason
  readonly severity: Severity
  /** Loudest first. */
  readonly topics: readonly {
    readonly id: string
    readonly title: string
    readonly severity: Severity
    readonly why: string | undefined
  }[]
  readonly title: string
  readonly url: string | undefined
  readonly publisher: string
  readonly lang: string
  readonly publishedAt: number | undefined
  readonly seenAt: number
  readonly quotes: readonly Quote[]
  readonly why: readonly WhyLine[]
  /** In a follow-up: what is new, in words ("Rate 55 % → 47 %"). */
  readonly news: readonly string[]
  readonly alsoReportedBy: readonly Reporter[]
  /** Names of roles to mention; empty below high. */
  readonly mentions: readonly string[]
  readonly silent: boolean
  readonly rulesHash: string
}

export type DigestItem = {
  readonly severity: Severity
  /** Its title, for readers. */
  readonly topic: string
  /** When it was published, else seen; cards of earlier versions have none. */
  readonly at?: number | undefined
  readonly title: string
  readonly url: string | undefined
  readonly publisher: string
  readonly story: string
}

/** What was over the limit, came in quiet hours or was held, in one message; ranked, loudest first. */
export type DigestCard = {
  readonly kind: 'digest'
  readonly id: string
  readonly reason: 'limit' | 'quiet' | 'first-poll' | 'held'
  readonly items: readonly DigestItem[]
  /** How many stories it stands for; `items` names the first ones. */
  readonly total: number
  readonly from: number
  readonly to: number
}

/** A line to whoever runs the bot. */
export type NoticeCard = {
  readonly kind: 'notice'
  readonly level: 'info' | 'warning' | 'error'
  readonly title: string
  readonly lines: readonly string[]
}

export type Card = AlertCard | DigestCard | NoticeCard

/** A message in a channel: a story's first (turn 0) or follow-up, a digest, or a notice. */
export type Alert = {
  /** Its idempotency key, readable: `story:channel:turn`, `digest:channel:period`, `notice:key`. */
  readonly id: string
  readonly channel: string
  readonly story: string | undefined
  readonly turn: number
  readonly severity: Severity
  readonly topics: readonly string[]
  /** The state to show; an edit changes it. */
  readonly card: Card
  readonly createdAt: number
  /** The alert that this one replies to. */
  readonly repliesTo: string | undefined
  /** The message in the channel, once it is there. */
  readonly messageId: string | undefined
  readonly sentAt: number | undefined
  readonly editedAt: number | undefined
}

export type DeliveryState = 'queued' | 'leased' | 'sent' | 'dead'

/** A thing to do in a channel for an alert. The outbox does them in the order of `seq`, channel by channel. */
export type Delivery = {
  readonly seq: number
  /** Unique: the alert's id, and for edits and publishing what is done. */
  readonly key: string
  readonly alert: string
  readonly channel: string
  readonly op: 'send' | 'edit' | 'publish'
  readonly state: DeliveryState
  readonly attempts: number
  readonly dueAt: number
  readonly leasedUntil: number | undefined
  readonly createdAt: number
  /** When it was first tried: a stable nonce protects only for minutes after that. */
  readonly firstTriedAt: number | undefined
  /** The last attempt's outcome is unknown: the message may be there already. */
  readonly uncertain: boolean
  readonly error: string | undefined
}

/** Something to tell the operator once: `key` is `kind:subject:period`. */
export type Notice = {
  readonly key: string
  readonly at: number
  readonly card: NoticeCard
}

/** A topic that is silent for a while (in every channel). */
export type Mute = { readonly topic: string; readonly until: number; readonly by: string }

/** A reader's verdict on an alert. */
export type Feedback = {
  readonly alert: string
  readonly story: string
  readonly topics: readonly string[]
  readonly verdict: 'not-relevant'
  readonly by: string
  readonly at: number
}

/** The matches of one article that go to one channel. */
export type ChannelMatches = {
  readonly channel: string
  readonly matches: readonly [Match, ...Match[]]
  readonly severity: Severity
  readonly settings: AlertSettings
}

/** What a delivered or pending story looks like from outside, for /why, /status and the ledger. */
export type ToldStory = { readonly alert: Alert; readonly article: Article | undefined }
