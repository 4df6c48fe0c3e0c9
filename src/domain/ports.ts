import type {
  Alert,
  Card,
  Delivery,
  DeliveryState,
  DigestedStory,
  Feedback,
  LedgerEntry,
  Mute,
  Notice,
} from './alert.ts'
import type { Article } from './article.ts'
import type { FeedState } from './feed.ts'
import type { Match } from './rule.ts'
import type { Report } from './story.ts'

/** The only source of "now": epoch milliseconds. */
export type Clock = { now(): number }

/** Structured logging; `event` is a stable key in kebab-case, `data` never holds a secret. */
export type Log = {
  debug(event: string, data?: object): void
  info(event: string, data?: object): void
  warn(event: string, data?: object): void
  error(event: string, data?: object): void
}

/** An article, and the keys that it is to be known by. */
export type Keyed = { readonly article: Article; readonly keys: readonly string[] }

/** What is inside one transaction, from identify to outbox. Only this handle may be used while it is open. */
export type Tx = {
  /** The articles that own these identity keys, each under its name (lib/key-names.ts): key → article id. */
  known(keys: readonly string[]): Promise<ReadonlyMap<string, string>>
  articles(ids: readonly string[]): Promise<ReadonlyMap<string, Article>>
  /** Stores articles with their keys; keys that another article owns stay there. */
  addArticles(articles: readonly Keyed[]): Promise<void>
  /** Replaces a known article's text, feeds, langs and tags, and adds keys. */
  reviseArticle(article: Article, keys: readonly string[]): Promise<void>
  /** Topics that have fired for an article before. */
  firedTopics(article: string): Promise<ReadonlySet<string>>
  addMatches(
    article: string,
    matches: readonly Match[],
    rulesHash: string,
    at: number,
  ): Promise<void>
  addReport(report: Report): Promise<void>
  /** The story of an article that has matched before. */
  storyOf(article: string): Promise<string | undefined>
  /** The reports of a story, oldest first. */
  reports(story: string): Promise<readonly Report[]>
  /** What a channel was told of a story, by turn. */
  told(story: string, channel: string): Promise<readonly Alert[]>
  addLedger(entry: LedgerEntry): Promise<void>
  /** Ledger lines of a channel that wait for a digest (decision digest, no alert yet), oldest first. */
  waitingForDigest(channel: string): Promise<readonly LedgerEntry[]>
  /** The topics of these lines, each set of them once. */
  waitingTopics(channel: string): Promise<readonly (readonly string[])[]>
  /** Whether a story waits for a digest of the channel, or one has told it. */
  digestOf(story: string, channel: string): Promise<DigestedStory | undefined>
  /** Marks lines as told by a digest. */
  digested(ids: readonly string[], alert: string): Promise<void>
  /** How many messages a channel was given since `since` (alerts and digests, no edits, critical apart); of one topic if named. */
  countAlerts(channel: string, since: number, topic?: string): Promise<number>
  addAlert(alert: Alert): Promise<void>
  changeCard(alert: string, card: Card): Promise<void>
  /** Queues work; a key that exists already is left as it is. A queued edit of the same alert is kept, not doubled. */
  enqueue(
    delivery: Pick<Delivery, 'key' | 'alert' | 'channel' | 'op' | 'dueAt' | 'createdAt'>,
  ): Promise<void>
  /** True the first time this key is told. Writes the notice; the pipeline makes an alert of it. */
  addNotice(notice: Notice): Promise<boolean>
  mutes(now: number): Promise<readonly Mute[]>
  putFeedStates(states: readonly FeedState[]): Promise<void>
}

export type StoreStatus = {
  readonly file: string
  readonly bytes: number
  readonly articles: number
  readonly oldestArticleAt: number | undefined
  readonly stories: number
  readonly alerts: number
  readonly queue: Readonly<Record<DeliveryState, number>>
  /** Messages of announcement channels that Discord did not take for followers: about ten an hour are allowed. */
  readonly unpublished: number
  readonly oldestQueuedAt: number | undefined
}

export type LedgerQuery = {
  readonly since?: number | undefined
  readonly topic?: string | undefined
  readonly story?: string | undefined
  readonly limit?: number | undefined
}

/** A ledger line with what a reader wants to see beside it. */
export type LedgerRow = LedgerEntry & {
  readonly title: string
  readonly url: string | undefined
  readonly publisher: string
  readonly delivery: DeliveryState | undefined
  readonly deliveryError: string | undefined
}

/** Everything that outlives the process. Implementations pass test/contracts/store.ts. */
export type Store = {
  /**
   * Runs `work` in one transaction: all of it is kept, or nothing. One at a time; others wait. It outlives the process at
   * once; a power cut may take it back until something is leased, which nothing overtakes on its way out.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>

  feedStates(): Promise<readonly FeedState[]>
  putFeedState(state: FeedState): Promise<void>

  /** Reports since `since`, oldest first: what the story index is built from at start. */
  reportsSince(since: number): Promise<readonly Report[]>
  article(id: string): Promise<Article | undefined>
  /** Those whose id is or ends so, or that have this address; a few at most. */
  findArticles(name: string): Promise<readonly Article[]>
  /** Articles first seen since `since`, newest first, for backtests and warnings; streamed in pages. */
  articlesSince(since: number, limit?: number): AsyncIterable<Article>
  matchesOf(article: string): Promise<readonly Match[]>

  /** The next deliveries that are due, in order within each channel: leases at most `limit` until `now + leaseMs`. */
  lease(
    now: number,
    leaseMs: number,
    limit: number,
    except: readonly string[],
  ): Promise<readonly LeasedDelivery[]>
  /** When the next queued delivery is due. */
  nextDue(except: readonly string[]): Promise<number | undefined>
  sent(delivery: string, messageId: string | undefined, at: number): Promise<void>
  /** Back to the queue, due at `dueAt`; `counted: false` gives the attempt back (429, shutdown). */
  requeue(
    delivery: string,
    dueAt: number,
    options: {
      readonly error?: string | undefined
      readonly uncertain?: boolean
      readonly counted?: boolean
    },
  ): Promise<void>
  bury(delivery: string, error: string, at: number): Promise<void>
  /** How many messages of a channel were published to its followers after `from` and before `to`. */
  countPublished(channel: string, from: number, to: number): Promise<number>
  /** Leases that a dead process left behind are freed. */
  freeLeases(): Promise<number>
  deadDeliveries(limit: number): Promise<readonly (Delivery & { readonly alertCard: Card })[]>

  alert(id: string): Promise<Alert | undefined>
  alertsOfStory(story: string): Promise<readonly Alert[]>
  /** The newest story alerts, for `status` and autocomplete. */
  recentAlerts(limit: number): Promise<readonly Alert[]>
  ledger(query: LedgerQuery): Promise<readonly LedgerRow[]>
  notices(limit: number): Promise<readonly Notice[]>

  mutes(now: number): Promise<readonly Mute[]>
  mute(mute: Mute): Promise<void>
  unmute(topic: string): Promise<boolean>
  addFeedback(feedback: Feedback): Promise<void>
  /** Alerts told and verdicts "not relevant", by topic. */
  feedbackByTopic(): Promise<
    ReadonlyMap<string, { readonly told: number; readonly notRelevant: number }>
  >

  /** Small values by name (the last good rules' hash, the gateway's command hash). */
  getValue(name: string): Promise<string | undefined>
  setValue(name: string, value: string): Promise<void>

  /** Removes what is older than `before`; alerts, ledger and feedback stay. Returns how many articles went. */
  prune(before: number): Promise<number>
  status(): Promise<StoreStatus>
  close(): Promise<void>
}

/** A delivery with all that its channel needs. */
export type LeasedDelivery = Delivery & {
  readonly alertRow: Alert
  /** The message id of the alert that it replies to, once that is there. */
  readonly replyTo: string | undefined
}

export type ChannelAbilities = {
  /** A repeated send with the same nonce gives back the first message. */
  readonly nonce: boolean
  readonly edit: boolean
  readonly reply: boolean
  readonly publish: boolean
  readonly buttons: boolean
  /** Recent messages can be searched for a story. */
  readonly search: boolean
}

/** One message to put into a channel. */
export type Outgoing = {
  readonly card: Card
  /** At most 25 characters, the same at every attempt. */
  readonly nonce: string
  readonly replyTo: string | undefined
}

/** A place where alerts arrive. Throws DeliveryError. Implementations pass test/contracts/channel.ts. */
export type Channel = {
  readonly name: string
  readonly kind: 'terminal' | 'webhook' | 'discord'
  readonly can: ChannelAbilities
  /** Returns the message's id. */
  send(message: Outgoing): Promise<string>
  edit(messageId: string, message: Outgoing): Promise<void>
  publish(messageId: string): Promise<void>
  /** The id of a message sent since `since` that carries this nonce or the card's story and turn. */
  find(message: Outgoing, since: number): Promise<string | undefined>
  /** What keeps it from working, a sentence each; empty when all is well. */
  check(): Promise<readonly string[]>
}
