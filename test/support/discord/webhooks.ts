import { invalidForm, REFUSALS, type Answer } from './answer.ts'
import { changeMessage, isEmpty, messageJson, put } from './messages.ts'
import { isRecord, list, problemsOf } from './validate.ts'
import type { Json, Webhook, World } from './world.ts'

export function findWebhook(world: World, id: string, token: string): Webhook | Answer {
  const webhook = world.webhooks.get(id)
  if (!webhook) return REFUSALS.unknownWebhook
  return webhook.token === token ? webhook : REFUSALS.invalidWebhookToken
}

/** https://discord.com/developers/docs/resources/webhook#execute-webhook */
export function executeWebhook(
  world: World,
  { id, channel }: Webhook,
  body: unknown,
  query: URLSearchParams,
): Answer {
  const problems = problemsOf('webhook', body)
  if (problems.length > 0 || !isRecord(body)) return invalidForm(problems)
  const withComponents = query.get('with_components') === 'true'
  if (withComponents && hasInteractive(body))
    return invalidForm(['components: a webhook of no application sends link buttons only'])
  const { components: _left, ...bare } = body
  const kept = withComponents ? body : bare
  if (isEmpty(kept)) return REFUSALS.emptyMessage
  const message = put(world, channel, kept, { webhook: id })
  if (query.get('wait') !== 'true') return { status: 204 }
  return { status: 200, body: messageJson(world, message) }
}

export function editWebhookMessage(
  world: World,
  { id }: Webhook,
  messageId: string,
  body: unknown,
): Answer {
  const message = world.messages.find((known) => known.id === messageId && known.webhook === id)
  if (!message || message.deleted) return REFUSALS.unknownMessage
  return changeMessage(world, message, 'webhook-edit', body)
}

export function webhookJson(world: World, { id, token, channel }: Webhook): Json {
  return {
    id,
    token,
    type: 1,
    channel_id: channel,
    guild_id: world.guild,
    name: 'webhook',
    avatar: null,
    application_id: null,
  }
}

function hasInteractive(body: Json): boolean {
  const buttons = list(body['components']).flatMap((row) => list(row['components']))
  return buttons.some(({ style }) => style !== 5)
}
