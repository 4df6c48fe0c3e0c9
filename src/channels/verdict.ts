import { DeliveryError, type DeliveryFault } from '../domain/errors.ts'
import type { Channel, LeasedDelivery } from '../domain/ports.ts'
import { SECOND } from '../lib/durations.ts'

/** A body that was refused this often is parked. */
const REFUSALS = 3

/** What follows from a failed delivery. */
export type Verdict =
  /** The delivery waits at the head of its channel, and the channel with it. */
  | {
      readonly kind: 'pause'
      readonly scope: 'channel' | 'bot'
      readonly fault: DeliveryFault
      readonly reason: string
      readonly until: number | undefined
      readonly counted: boolean
      readonly uncertain: boolean
    }
  /** Tried again by itself; the channel goes on. */
  | {
      readonly kind: 'retry'
      readonly dueAt: number
      readonly reason: string
      readonly isRefusal: boolean
    }
  | { readonly kind: 'bury'; readonly reason: string; readonly isTrouble: boolean }

type Circumstances = {
  readonly delivery: LeasedDelivery
  readonly channel: Channel
  readonly now: number
  /** How often this delivery was refused before. */
  readonly refusals: number
}

/** Discord's failures, each with what an operator would want to happen. */
export function judge(error: unknown, circumstances: Circumstances): Verdict {
  const { delivery, channel } = circumstances
  // A body that cannot even be made is refused like one that Discord refuses.
  if (!(error instanceof DeliveryError)) return refused(ourFault(error), circumstances)
  const { code, message } = error
  if (code === 'refused') return refused(message, circumstances)
  if (code === 'message-gone') return { kind: 'bury', reason: message, isTrouble: false }
  if (code === 'rate-limited' && delivery.op === 'publish')
    return { kind: 'bury', reason: `not published: ${message}`, isTrouble: false }
  // Edits have buckets of their own, the tighter the older the message: new messages need not wait for them.
  if (code === 'rate-limited' && delivery.op === 'edit' && typeof error.retry === 'object')
    return { kind: 'retry', dueAt: error.retry.at, reason: message, isRefusal: false }
  if (code === 'unknown' && mayDouble(circumstances))
    return { kind: 'bury', reason: `${message} Not sent a third time.`, isTrouble: true }
  return {
    kind: 'pause',
    scope: code === 'unauthorised' ? 'bot' : 'channel',
    fault: code,
    reason: message,
    until: typeof error.retry === 'object' ? error.retry.at : undefined,
    counted: code !== 'rate-limited',
    uncertain: delivery.uncertain || isUncertain(code, channel),
  }
}

/** A gateway in front of Discord can answer 502 for a message that arrived; searching is cheap, doubling is not. */
function isUncertain(code: DeliveryFault, channel: Channel): boolean {
  return code === 'unknown' || (code === 'unavailable' && channel.can.search)
}

/** Without nonce and search a second lost reply could mean a third message. */
function mayDouble({ delivery, channel }: Circumstances): boolean {
  return delivery.op === 'send' && delivery.uncertain && !channel.can.nonce
}

function refused(reason: string, { now, refusals }: Circumstances): Verdict {
  if (refusals + 1 >= REFUSALS) return { kind: 'bury', reason, isTrouble: true }
  return { kind: 'retry', dueAt: now + (refusals + 1) * SECOND, reason, isRefusal: true }
}

function ourFault(error: unknown): string {
  const name = error instanceof Error ? error.name : 'unknown'
  return `The message could not be made or sent: a fault of trucewatch (${name}).`
}
