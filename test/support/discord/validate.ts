import {
  ApplicationCommandAutocompleteCallbackRequestSchema,
  ApplicationCommandUpdateRequestSchema,
  CreateMessageInteractionCallbackRequestSchema,
  IncomingWebhookInteractionRequestSchema,
  IncomingWebhookRequestPartialSchema,
  IncomingWebhookUpdateRequestPartialSchema,
  MessageCreateRequestSchema,
  MessageEditRequestPartialSchema,
  UpdateMessageInteractionCallbackRequestSchema,
} from 'discord-api-spec/zod'
import type { Json } from './world.ts'

// Discord's own description of its bodies first, then the limits that it leaves out or sets too wide.
// Written apart from src/, so that a mistake there is found here.

const SCHEMAS = {
  message: MessageCreateRequestSchema,
  edit: MessageEditRequestPartialSchema,
  webhook: IncomingWebhookRequestPartialSchema,
  'webhook-edit': IncomingWebhookUpdateRequestPartialSchema,
  followup: IncomingWebhookInteractionRequestSchema,
  command: ApplicationCommandUpdateRequestSchema,
  reply: CreateMessageInteractionCallbackRequestSchema,
  update: UpdateMessageInteractionCallbackRequestSchema,
  autocomplete: ApplicationCommandAutocompleteCallbackRequestSchema,
} as const

export type BodyKind = keyof typeof SCHEMAS

/** What is wrong with a body, `path: message` each; empty when Discord would take it. */
export function problemsOf(kind: BodyKind, body: unknown): string[] {
  const parsed = SCHEMAS[kind].safeParse(kind === 'command' ? withNumberBits(body) : body)
  const issues = parsed.success ? [] : parsed.error.issues
  return [
    ...issues.map(({ path, message }) => `${path.map(String).join('.') || 'body'}: ${message}`),
    ...(isRecord(body) ? limitsOf(kind, body) : ['body: must be an object']),
  ]
}

/** The description calls these bits a number, the documentation a string; Discord takes both. */
function withNumberBits(command: unknown): unknown {
  const bits = record(command)['default_member_permissions']
  if (typeof bits !== 'string' || !/^\d+$/.test(bits)) return command
  return { ...record(command), default_member_permissions: Number(bits) }
}

function limitsOf(kind: BodyKind, body: Json): string[] {
  if (kind === 'command' || kind === 'autocomplete') return []
  const message = kind === 'reply' || kind === 'update' ? record(body['data']) : body
  return [...messageProblems(message), ...flagProblems(kind, message)]
}

function flagProblems(kind: BodyKind, { flags }: Json): string[] {
  if (flags === undefined || flags === null) return []
  const allowed = {
    message: 4 | 4096 | 32768,
    webhook: 4 | 4096 | 32768,
    edit: 4,
    'webhook-edit': 4,
  }
  const mask = allowed[kind as keyof typeof allowed] ?? 4 | 64 | 4096 | 32768
  return typeof flags === 'number' && (flags & ~mask) === 0
    ? []
    : ['flags: not settable by this request']
}

function messageProblems(message: Json): string[] {
  const embeds = list(message['embeds'])
  const total = embeds.reduce((sum, embed) => sum + embedLength(embed), 0)
  return [
    ...longer(message['content'], 2000, 'content'),
    ...longer(message['nonce'], 25, 'nonce'),
    ...(embeds.length > 10 ? ['embeds: at most 10'] : []),
    ...(total > 6000 ? ['embeds: more than 6000 characters in all'] : []),
    ...embeds.flatMap((embed, index) => embedProblems(embed, `embeds.${index}`)),
    ...componentProblems(list(message['components'])),
    ...mentionProblems(record(message['allowed_mentions'])),
  ]
}

function embedProblems(embed: Json, path: string): string[] {
  const fields = list(embed['fields'])
  return [
    ...longer(embed['title'], 256, `${path}.title`),
    ...longer(embed['description'], 4096, `${path}.description`),
    ...longer(record(embed['footer'])['text'], 2048, `${path}.footer.text`),
    ...longer(record(embed['author'])['name'], 256, `${path}.author.name`),
    ...(fields.length > 25 ? [`${path}.fields: at most 25`] : []),
    ...fields.flatMap(({ name, value }, index) => [
      ...blank(name, `${path}.fields.${index}.name`),
      ...blank(value, `${path}.fields.${index}.value`),
      ...longer(name, 256, `${path}.fields.${index}.name`),
      ...longer(value, 1024, `${path}.fields.${index}.value`),
    ]),
    ...webAddress(embed['url'], `${path}.url`, 2048),
  ]
}

function componentProblems(rows: readonly Json[]): string[] {
  const buttons = rows.flatMap((row) => list(row['components']))
  const ids = buttons.flatMap(({ custom_id: id }) => (typeof id === 'string' ? [id] : []))
  return [
    ...(rows.length > 5 ? ['components: at most 5 rows'] : []),
    ...(new Set(ids).size < ids.length ? ['components: custom_id used twice'] : []),
    ...rows.flatMap((row, index) => {
      const count = list(row['components']).length
      return count < 1 || count > 5 ? [`components.${index}: must hold 1 to 5`] : []
    }),
    ...buttons.flatMap((button, index) => buttonProblems(button, `components.button${index}`)),
  ]
}

function buttonProblems(button: Json, path: string): string[] {
  const isLink = button['style'] === 5
  const problems = [
    ...longer(button['label'], 80, `${path}.label`),
    ...longer(button['custom_id'], 100, `${path}.custom_id`),
    ...webAddress(button['url'], `${path}.url`, 512),
  ]
  if (isLink && (button['url'] === undefined || button['custom_id'] !== undefined))
    problems.push(`${path}: a link button has a url and no custom_id`)
  if (!isLink && (button['custom_id'] === undefined || button['url'] !== undefined))
    problems.push(`${path}: a button has a custom_id and no url`)
  return problems
}

function mentionProblems({ parse, roles, users }: Json): string[] {
  const all = Array.isArray(parse) ? parse : []
  return [
    ...(all.includes('roles') && roles
      ? ['allowed_mentions: parse and roles exclude each other']
      : []),
    ...(all.includes('users') && users
      ? ['allowed_mentions: parse and users exclude each other']
      : []),
    ...(Array.isArray(roles) && roles.length > 100 ? ['allowed_mentions.roles: at most 100'] : []),
  ]
}

function embedLength(embed: Json): number {
  const texts = [
    embed['title'],
    embed['description'],
    record(embed['footer'])['text'],
    record(embed['author'])['name'],
    ...list(embed['fields']).flatMap(({ name, value }) => [name, value]),
  ]
  return texts.reduce<number>((sum, text) => sum + (typeof text === 'string' ? text.length : 0), 0)
}

function longer(text: unknown, limit: number, path: string): string[] {
  return typeof text === 'string' && text.length > limit
    ? [`${path}: must be ${limit} or fewer in length`]
    : []
}

function blank(text: unknown, path: string): string[] {
  return typeof text === 'string' && text.trim() === '' ? [`${path}: this field is required`] : []
}

function webAddress(url: unknown, path: string, limit: number): string[] {
  if (url === undefined || url === null) return []
  const isWeb = typeof url === 'string' && /^https?:\/\/[^/]/.test(url) && URL.canParse(url)
  return [...(isWeb ? [] : [`${path}: scheme must be http or https`]), ...longer(url, limit, path)]
}

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function record(value: unknown): Json {
  return isRecord(value) ? value : {}
}

export function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}
