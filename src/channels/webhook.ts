import type { Channel, Clock } from '../domain/ports.ts'
import { networkCode, reasonOf, toDeliveryError } from './discord/faults.ts'
import { render } from './discord/render.ts'

export type WebhookOptions = {
  readonly name: string
  /** https://discord.com/api/webhooks/{id}/{token}: a secret, never in an error or a log. */
  readonly url: string
  readonly roles: { get(name: string): string | undefined }
  readonly clock: Clock
  readonly timeout?: number
}

const TIMEOUT = 15_000
const LATEST = '/api/v10/webhooks/'

/**
 * A Discord webhook: no bot, no token, but no nonce, reply, search or buttons either (a link button only).
 * After a lost reply a message may come twice. Every failure is a DeliveryError.
 */
export function createWebhook({
  name,
  url,
  roles,
  clock,
  timeout = TIMEOUT,
}: WebhookOptions): Channel {
  const address = url.replace(/\/$/, '').replace(/\/api(?:\/v\d+)?\/webhooks\//, LATEST)

  async function call(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await request(method, address + path, timeout, body).catch((error: unknown) => {
      throw fault({ network: networkCode(error) })
    })
    if (answer.ok) return answer.data
    throw fault(answer)
  }

  function fault(failure: Parameters<typeof toDeliveryError>[0]): Error {
    return toDeliveryError(failure, { channel: name, isWebhook: true, now: clock.now() })
  }

  return {
    name,
    kind: 'webhook',
    can: { nonce: false, edit: true, reply: false, publish: false, buttons: false, search: false },
    async send({ card, nonce }) {
      const body = render(card, { roles, buttons: 'link', nonce })
      const sent = await call('POST', '?wait=true&with_components=true', body)
      const id = (sent as { id?: unknown } | undefined)?.id
      if (typeof id !== 'string') throw fault({ network: 'an answer without id' })
      return id
    },
    async edit(messageId, { card, nonce }) {
      const { flags: _flags, ...body } = render(card, { roles, buttons: 'link', nonce })
      await call('PATCH', `/messages/${messageId}?with_components=true`, body)
    },
    async publish() {},
    async find() {
      return undefined
    },
    async check() {
      try {
        await call('GET', '')
        return []
      } catch (error) {
        return [error instanceof Error ? error.message : `Channel ${name}: cannot be checked.`]
      }
    },
  }
}

type Answer = {
  readonly ok: boolean
  readonly status: number
  readonly data: unknown
  readonly code: number | undefined
  readonly reason: string
  readonly retryAfter: number | undefined
}

/** Built-in fetch: discord.js is not loaded for a webhook. The reply counts only once it is read to its end. */
async function request(
  method: string,
  url: string,
  timeout: number,
  body: unknown,
): Promise<Answer> {
  const answer = await fetch(url, {
    method,
    redirect: 'error',
    signal: AbortSignal.timeout(timeout),
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  const data = parse(await answer.text())
  const { code, retry_after: wait } = (data ?? {}) as { code?: unknown; retry_after?: unknown }
  const seconds = typeof wait === 'number' ? wait : Number(answer.headers.get('retry-after') ?? NaN)
  return {
    ok: answer.ok,
    status: answer.status,
    data,
    code: typeof code === 'number' ? code : undefined,
    reason: reasonOf(data),
    retryAfter: Number.isFinite(seconds) ? seconds * 1000 : undefined,
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
