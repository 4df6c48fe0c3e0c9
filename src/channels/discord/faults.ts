import { DeliveryError } from '../../domain/errors.ts'
import { formatDuration } from '../../lib/durations.ts'

/** What is known of a failed request, from discord.js or from fetch. */
export type Failure = {
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined
  /** Discord's own code: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
  readonly code?: number | undefined
  /** What Discord says is wrong with the body. */
  readonly reason?: string | undefined
  /** Milliseconds to wait, where the answer names them. */
  readonly retryAfter?: number | undefined
  /** A system or undici code, where there was no answer: ECONNREFUSED, UND_ERR_SOCKET, ABORT_ERR. */
  readonly network?: string | undefined
}

const UNKNOWN_MESSAGE = 10008
/** Unknown channel, unknown webhook, missing access, missing permissions, invalid webhook token, archived thread. */
const CLOSED: ReadonlyMap<number, string> = new Map([
  [10003, 'Discord knows no channel with this id'],
  [10015, 'the webhook was deleted'],
  [50001, 'the bot cannot see the channel'],
  [50013, 'the bot lacks a permission in the channel'],
  [50027, 'the webhook URL is not valid (any more)'],
  [50083, 'the thread is archived'],
])
/** The request has not left this machine or found no ear: the message cannot be there. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** The failure in the terms in which the outbox decides. The sentence holds no token and no address. */
export function toDeliveryError(
  failure: Failure,
  place: { readonly channel: string; readonly isWebhook: boolean; readonly now: number },
): DeliveryError {
  const { status, code, reason = '', retryAfter } = failure
  const where = `Channel ${place.channel}`
  if (status === undefined) return withoutAnswer(failure, where)
  if (status === 429) {
    const wait = Math.max(retryAfter ?? 1000, 1)
    const sentence = `${where}: Discord asks to wait ${formatDuration(wait)} (429).`
    return new DeliveryError('rate-limited', sentence, { at: place.now + wait })
  }
  if (status >= 500)
    return new DeliveryError('unavailable', `${where}: Discord answers ${status}; tried again.`)
  if (code === UNKNOWN_MESSAGE)
    return new DeliveryError('message-gone', `${where}: the message was removed (10008).`, 'never')
  const closed = closedBecause(failure, place.isWebhook)
  if (closed) return new DeliveryError('channel-closed', `${where}: ${closed}.`)
  if (status === 401)
    return new DeliveryError(
      'unauthorised',
      'Discord refuses the bot token (401). Copy it anew from the Bot page of discord.com/developers into DISCORD_TOKEN and start again.',
    )
  const told = [code, reason].filter(Boolean).join(': ')
  return new DeliveryError('refused', `${where}: Discord refuses the message (${status}). ${told}`)
}

function withoutAnswer({ network = 'network' }: Failure, where: string): DeliveryError {
  if (NEVER_SENT.has(network))
    return new DeliveryError('unavailable', `${where}: Discord cannot be reached (${network}).`)
  const sentence = `${where}: the reply was lost (${network}); the message may be there.`
  return new DeliveryError('unknown', sentence)
}

function closedBecause({ status, code }: Failure, isWebhook: boolean): string | undefined {
  const known = code === undefined ? undefined : CLOSED.get(code)
  if (known) return `${known} (${code})`
  if (isWebhook && (status === 401 || status === 404)) return 'the webhook URL is not valid'
  if (status === 403 || status === 404) return `Discord closes it to the bot (${status})`
  return undefined
}

/** Reads what discord.js' REST throws, by shape: the library itself is not loaded for it. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { network: 'network' }
  const found = error as Error & {
    status?: number
    code?: unknown
    retryAfter?: number
    timeToReset?: number
    sublimitTimeout?: number
    rawError?: unknown
  }
  if (found.name.startsWith('RateLimitError')) return { status: 429, retryAfter: waitOf(found) }
  if (typeof found.status !== 'number') return { network: networkCode(error) }
  const code = typeof found.code === 'number' ? found.code : undefined
  return { status: found.status, code, reason: reasonOf(found.rawError) }
}

function waitOf(limits: {
  retryAfter?: number
  timeToReset?: number
  sublimitTimeout?: number
}): number {
  const { retryAfter = 0, timeToReset = 0, sublimitTimeout = 0 } = limits
  return Math.max(retryAfter || timeToReset, sublimitTimeout)
}

/** Discord's message with the fields it complains about, cut: it may repeat what was sent. */
export function reasonOf(raw: unknown): string {
  if (typeof raw !== 'object' || raw === null) return ''
  const { message, errors } = raw as { message?: unknown; errors?: unknown }
  const details = errors === undefined ? '' : ` ${JSON.stringify(errors)}`
  return `${typeof message === 'string' ? message : ''}${details}`.slice(0, 300)
}

/** The code of the innermost cause that has one; a timeout of ours is TIMEOUT. */
export function networkCode(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at.name === 'AbortError' || at.name === 'TimeoutError') return 'TIMEOUT'
    const { code } = at as Error & { code?: unknown }
    if (typeof code === 'string') return code
  }
  return 'network'
}
