import type { Channel, Clock, Outgoing } from '../../domain/ports.ts'
import { mark } from '../words.ts'
import { failureOf, toDeliveryError } from './faults.ts'
import { MESSAGES_PAGE_LIMIT } from './limits.ts'
import { checkChannel } from './permissions.ts'
import { render } from './render.ts'
import type { Request } from './rest.ts'

const ANNOUNCEMENT = 5
const ALREADY_CROSSPOSTED = 40033
/** Without Read Message History nothing can be replied to; the news matters more than the reply. */
const REPLY_NOT_ALLOWED = 160002
/** How far back the channel is searched for a message that may be there. */
const SEARCH_PAGES = 5
/** Discord's clock and ours need not agree. */
const CLOCK_SKEW = 60 * 60 * 1000

export type DiscordChannelOptions = {
  readonly name: string
  readonly id: string
  readonly request: Request
  readonly roles: ReadonlyMap<string, string>
  readonly clock: Clock
  /** The bot's own user, asked for once. */
  readonly self: () => Promise<string>
  /** Whether `check` looks at the roles too; they are the same for all channels. */
  readonly checksRoles: boolean
}

type Message = {
  readonly id: string
  readonly timestamp: string
  readonly nonce?: string | number
  readonly author?: { readonly id: string }
  readonly embeds?: readonly { readonly footer?: { readonly text: string } }[]
}

/** A channel in which the bot posts with its token. Every failure is a DeliveryError. */
export function createDiscordChannel(options: DiscordChannelOptions): Channel {
  const { name, id, roles, self } = options
  const messages = `/channels/${id}/messages` as const
  const ask = withFaults(options)
  const can = { nonce: true, edit: true, reply: true, publish: false, buttons: true, search: true }
  let type: number | undefined

  async function call(...args: Parameters<Request>): Promise<unknown> {
    return ask(() => options.request(...args))
  }

  /** Announcement channels alone can publish. */
  async function learnType(): Promise<void> {
    type ??= ((await call('GET', `/channels/${id}`)) as { type: number }).type
    can.publish = type === ANNOUNCEMENT
  }

  async function post(message: Outgoing): Promise<Message> {
    const body = newMessage(message, roles)
    return (await ask(async () => {
      try {
        return await options.request('POST', messages, { body })
      } catch (error) {
        if (failureOf(error).code !== REPLY_NOT_ALLOWED) throw error
        const { message_reference: _reference, ...alone } = body
        return options.request('POST', messages, { body: alone })
      }
    })) as Message
  }

  return {
    name,
    kind: 'discord',
    can,
    async send(message) {
      const sent = await post(message)
      await learnType().catch(() => {})
      return sent.id
    },
    async edit(messageId, { card, nonce }) {
      const { flags: _flags, ...body } = render(card, { roles, nonce })
      await call('PATCH', `${messages}/${messageId}`, { body })
    },
    async publish(messageId) {
      await call('POST', `${messages}/${messageId}/crosspost`)
    },
    async find(message, since) {
      const author = await ask(self)
      return search(call, messages, since - CLOCK_SKEW, (found) => {
        return found.author?.id === author && isIt(found, message)
      })
    },
    async check() {
      const problems = await checkChannel(options)
      await learnType().catch(() => {})
      return problems
    },
  }
}

/** Runs a request so that it fails with what the outbox understands. */
function withFaults({ name, clock }: DiscordChannelOptions) {
  return async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await ask()
    } catch (error) {
      const failure = failureOf(error)
      if (failure.code === ALREADY_CROSSPOSTED) return undefined
      throw toDeliveryError(failure, { channel: name, isWebhook: false, now: clock.now() })
    }
  }
}

function newMessage(
  { card, nonce, replyTo }: Outgoing,
  roles: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const reference = replyTo && { message_id: replyTo, fail_if_not_exists: false }
  return {
    ...render(card, { roles, nonce }),
    nonce,
    enforce_nonce: true,
    ...(reference ? { message_reference: reference } : {}),
  }
}

/** Newest first, page by page, until what is older than `since`; the first page in any case. */
async function search(
  call: Request,
  path: `/${string}`,
  since: number,
  isFound: (message: Message) => boolean,
): Promise<string | undefined> {
  let before: string | undefined
  for (let page = 0; page < SEARCH_PAGES; page++) {
    const query = { limit: String(MESSAGES_PAGE_LIMIT), ...(before ? { before } : {}) }
    const messages = (await call('GET', path, { query })) as readonly Message[]
    const found = messages.find(isFound)
    if (found) return found.id
    const oldest = messages.at(-1)
    if (!oldest || messages.length < MESSAGES_PAGE_LIMIT) return undefined
    if (Date.parse(oldest.timestamp) < since) return undefined
    before = oldest.id
  }
  return undefined
}

/** Discord does not give every nonce back later; the words in the footer stay. */
function isIt(found: Message, { card, nonce }: Outgoing): boolean {
  if (found.nonce === nonce) return true
  const words = mark(card, nonce)
  const footer = found.embeds?.[0]?.footer?.text
  if (words === undefined || footer === undefined) return false
  return footer === words || footer.startsWith(`${words} · rules `)
}
