import { REFUSALS, type Answer } from './answer.ts'
import type { Commands } from './commands.ts'
import {
  changeMemberRole,
  createRole,
  getChannel,
  getMember,
  guildJson,
  channelJson,
  roleJson,
  userJson,
} from './guild.ts'
import type { Interactions } from './interactions.ts'
import {
  createMessage,
  crosspost,
  deleteMessage,
  editMessage,
  getMessage,
  listMessages,
} from './messages.ts'
import { editWebhookMessage, executeWebhook, findWebhook, webhookJson } from './webhooks.ts'
import type { Webhook, World } from './world.ts'

export type Incoming = {
  readonly method: string
  /** Without /api/v10 and without query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
  readonly authorization: string | undefined
}

type Handler = (incoming: Incoming, parts: readonly string[]) => Answer
type Route = {
  readonly method: string
  readonly pattern: RegExp
  /** `token` where the address itself holds one. */
  readonly auth: 'bot' | 'token'
  readonly handle: Handler
}

export type Surroundings = {
  readonly world: World
  readonly token: string
  readonly gatewayUrl: () => string
  readonly commands: Commands
  readonly interactions: Interactions
}

/** The part of https://discord.com/developers/docs/reference that the bot and discord.js ask for. */
export function createRoutes(surroundings: Surroundings): (incoming: Incoming) => Answer {
  const routes = [
    ...applicationRoutes(surroundings),
    ...channelRoutes(surroundings),
    ...guildRoutes(surroundings),
    ...webhookRoutes(surroundings),
  ]
  return (incoming) => {
    for (const { method, pattern, auth, handle } of routes) {
      const parts = method === incoming.method ? pattern.exec(incoming.path) : null
      if (!parts) continue
      if (auth === 'bot' && incoming.authorization !== `Bot ${surroundings.token}`)
        return REFUSALS.unauthorised
      return handle(incoming, parts.slice(1))
    }
    return REFUSALS.notFound
  }
}

/** `:x` stands for one part of the path. */
function route(method: string, path: string, handle: Handler, auth: Route['auth'] = 'bot'): Route {
  return { method, pattern: new RegExp(`^${path.replace(/:\w+/g, '([^/]+)')}$`), auth, handle }
}

function ok(body: unknown): Answer {
  return { status: 200, body }
}

function applicationRoutes({ world, commands, gatewayUrl }: Surroundings): Route[] {
  const application = { id: world.bot.id, name: 'trucewatch', flags: 0, bot_public: false }
  const session = { total: 1000, remaining: 999, reset_after: 86_400_000, max_concurrency: 1 }
  return [
    route('GET', '/gateway', () => ok({ url: gatewayUrl() })),
    route('GET', '/gateway/bot', () =>
      ok({ url: gatewayUrl(), shards: 1, session_start_limit: session }),
    ),
    route('GET', '/users/@me', () => ok(userJson(world.bot))),
    route('GET', '/applications/@me', () => ok(application)),
    route('GET', '/oauth2/applications/@me', () => ok(application)),
    route('GET', '/applications/:app/commands', () => ok(commands.all())),
    route('PUT', '/applications/:app/commands', ({ body }) => commands.replace(body)),
    route('GET', '/applications/:app/guilds/:guild/commands', () => ok(commands.all())),
    route('PUT', '/applications/:app/guilds/:guild/commands', ({ body }) => commands.replace(body)),
  ]
}

function channelRoutes({ world }: Surroundings): Route[] {
  return [
    route('GET', '/channels/:id', (_, [id]) => getChannel(world, id!)),
    route('GET', '/channels/:id/messages', ({ query }, [id]) => listMessages(world, id!, query)),
    route('POST', '/channels/:id/messages', ({ body }, [id]) => createMessage(world, id!, body)),
    route('GET', '/channels/:id/messages/:message', (_, [id, message]) =>
      getMessage(world, id!, message!),
    ),
    route('PATCH', '/channels/:id/messages/:message', ({ body }, [id, message]) =>
      editMessage(world, id!, message!, body),
    ),
    route('DELETE', '/channels/:id/messages/:message', (_, [id, message]) =>
      deleteMessage(world, id!, message!),
    ),
    route('POST', '/channels/:id/messages/:message/crosspost', (_, [id, message]) =>
      crosspost(world, id!, message!),
    ),
  ]
}

function guildRoutes({ world }: Surroundings): Route[] {
  return [
    route('GET', '/guilds/:id', () => ok(guildJson(world))),
    route('GET', '/guilds/:id/channels', () =>
      ok([...world.channels.values()].map((channel) => channelJson(world, channel))),
    ),
    route('GET', '/guilds/:id/roles', () => ok([...world.roles.values()].map(roleJson))),
    route('POST', '/guilds/:id/roles', ({ body }) => createRole(world, body)),
    route('GET', '/guilds/:id/members/:user', (_, [, user]) => getMember(world, user!)),
    route('PUT', '/guilds/:id/members/:user/roles/:role', (_, [, user, role]) =>
      changeMemberRole(world, user!, role!, 'add'),
    ),
    route('DELETE', '/guilds/:id/members/:user/roles/:role', (_, [, user, role]) =>
      changeMemberRole(world, user!, role!, 'delete'),
    ),
  ]
}

function webhookRoutes({ world, interactions }: Surroundings): Route[] {
  function withWebhook([id, token]: readonly string[], then: (webhook: Webhook) => Answer): Answer {
    const found = findWebhook(world, id!, token!)
    return 'status' in found ? found : then(found)
  }
  return [
    route(
      'POST',
      '/interactions/:id/:token/callback',
      ({ body, query }, [id, token]) => interactions.callback(id!, token!, body, query),
      'token',
    ),
    route(
      'PATCH',
      '/webhooks/:id/:token/messages/@original',
      ({ body }, [, token]) => interactions.editReply(token!, body),
      'token',
    ),
    route(
      'GET',
      '/webhooks/:id/:token/messages/@original',
      (_, [, token]) => interactions.getReply(token!),
      'token',
    ),
    route(
      'PATCH',
      '/webhooks/:id/:token/messages/:message',
      ({ body }, parts) =>
        withWebhook(parts, (hook) => editWebhookMessage(world, hook, parts[2]!, body)),
      'token',
    ),
    route(
      'POST',
      '/webhooks/:id/:token',
      ({ body, query }, parts) =>
        interactions.has(parts[1]!)
          ? interactions.followUp(parts[1]!, body)
          : withWebhook(parts, (hook) => executeWebhook(world, hook, body, query)),
      'token',
    ),
    route(
      'GET',
      '/webhooks/:id/:token',
      (_, parts) => withWebhook(parts, (hook) => ok(webhookJson(world, hook))),
      'token',
    ),
  ]
}
