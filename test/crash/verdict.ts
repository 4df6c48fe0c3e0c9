import type { LedgerRow } from '../../src/domain/ports.ts'
import type { Message } from '../support/discord/index.ts'
import { NONCE_WINDOW_MS } from '../support/discord/messages.ts'

export type Tally = {
  /** Stories that must be told. */
  readonly stories: number
  /** Messages in the channel, without notices. */
  readonly sent: number
  /** Stories without a message. */
  readonly lost: number
  /** A message that says again what one said before: within the nonce's window, and after it. */
  readonly doubledInside: number
  readonly doubledOutside: number
  readonly edits: number
  /** Ledger lines whose message or edit did not arrive. */
  readonly undelivered: number
  /** Stories that matched and are not in the ledger. */
  readonly unrecorded: number
}

/** Holds what is in the channel and in the ledger against what was published. */
export function tally(
  stories: readonly string[],
  messages: readonly Message[],
  ledger: readonly LedgerRow[],
): Tally {
  const byStory = Map.groupBy(messages, (message) => markerOf(titleOf(message)) ?? '')
  const gaps = stories.flatMap((story) => gapsBetween(byStory.get(story) ?? []))
  const recorded = new Set(ledger.map((row) => markerOf(row.title)))
  return {
    stories: stories.length,
    sent: messages.length,
    lost: stories.filter((story) => !byStory.has(story)).length,
    doubledInside: gaps.filter((gap) => gap <= NONCE_WINDOW_MS).length,
    doubledOutside: gaps.filter((gap) => gap > NONCE_WINDOW_MS).length,
    edits: messages.reduce((sum, message) => sum + message.edits, 0),
    undelivered: ledger.filter((row) => (row.delivery ?? 'sent') !== 'sent').length,
    unrecorded: stories.filter((story) => !recorded.has(story)).length,
  }
}

/** Milliseconds from each first message of a story to the next one. */
function gapsBetween(messages: readonly Message[]): number[] {
  const firsts = messages.filter((message) => message.replyTo === undefined)
  return firsts.slice(1).map((message, at) => message.at - (firsts[at]?.at ?? 0))
}

function titleOf({ body }: Pick<Message, 'body'>): string {
  const embeds = body['embeds'] as readonly { readonly title?: string }[] | undefined
  return JSON.stringify([embeds?.[0]?.title, body['content']])
}

function markerOf(text: string): string | undefined {
  return /\bzq[a-z]+/.exec(text)?.[0]
}
