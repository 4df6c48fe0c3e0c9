import type { Notice } from '../../domain/alert.ts'
import type { FeedState } from '../../domain/feed.ts'
import type { Fetcher } from '../../domain/fetching.ts'
import type { Clock, Log } from '../../domain/ports.ts'
import type { Parse, Poll } from '../poll.ts'
import type { Sleep } from './gate.ts'

/** What a poller works with, and whom it tells. */
export type PollerParts = {
  readonly fetcher: Fetcher
  readonly parse: Parse
  /** Told before a round how many feeds are asked for the first time: those answer with a document. */
  readonly expect?: (documents: number) => void
  readonly clock: Clock
  readonly log: Log
  /** Takes in what a poll brought together with its state; where it rejects, the feed's old state stays in force. */
  readonly take: (poll: Poll) => Promise<unknown>
  /** Keeps states that came without entries, at most 200, in one go. */
  readonly persist: (states: readonly FeedState[]) => Promise<unknown>
  /** Told of feeds that fail for long, fall silent or recover; its keys make "told once". */
  readonly notify?: (notice: Notice) => Promise<unknown>
  /** Told after each poll. */
  readonly onPoll?: (poll: Poll, before: FeedState) => void
  /** Told when no feed can be reached any more, and when one can again. */
  readonly onReach?: (isThere: boolean) => void
  readonly random?: () => number
  readonly sleep?: Sleep
}
