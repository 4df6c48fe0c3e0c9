import { z } from 'zod'
import { isCron } from '../../lib/cron.ts'
import { MINUTE, SECOND, parseDuration } from '../../lib/durations.ts'

const word = z.string().trim().min(1, 'must not be empty')
const address = z.string().refine((value) => {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
}, 'must be an http or https address')
const flag = z
  .enum(['true', 'false'], 'must be true or false')
  .transform((value) => value === 'true')
const tags = z.union([z.array(word), word.transform((tag) => [tag])])
const zone = z.string().refine(isZone, 'must be a time zone such as Asia/Shanghai or +08:00')
const every = z.string().transform((value, context) => {
  const ms = parseDuration(value)
  if (ms !== undefined && ms >= SECOND) return { kind: 'interval' as const, ms }
  if (ms === undefined && isCron(value)) return { kind: 'cron' as const, expression: value }
  context.addIssue('must be a duration of a second or more, such as 10m, or a cron expression')
  return z.NEVER
})
const selector = word
const list = z.strictObject({
  item: selector.describe('selects a row'),
  title: selector.optional(),
  link: selector.optional(),
  lead: selector.optional(),
  date: selector.optional(),
})
const json = z.strictObject({
  items: z.string().optional(),
  title: word,
  link: word.optional(),
  lead: word.optional(),
  date: word.optional(),
  id: word.optional(),
})
const reading = {
  list: list
    .optional()
    .describe('CSS selectors of a page without a feed: item, title, link, lead, date'),
  json: json
    .optional()
    .describe('dotted paths into a JSON answer: items, title, link, lead, date, id'),
}

/** What `defaults` may say, and each feed for itself. */
const common = {
  publisher: word.optional().describe('who publishes it; the title where it is not written'),
  lang: z
    .string()
    .regex(/^[a-z]{2}$/, 'must be a two-letter code such as en')
    .optional()
    .describe('language of its articles, two letters'),
  tags: tags.optional().describe('words that rules can ask for with `only`'),
  every: every.optional().describe('how often it is asked: a duration, or a cron expression'),
  zone: zone.optional().describe('time zone of dates that carry none'),
  user_agent: word.optional().describe('what it is told instead of our own User-Agent'),
  allow_private: flag
    .optional()
    .describe('true: it may lie on this machine or in your own network'),
  enabled: flag.optional().describe('false: it is not asked'),
}

/** A feed as it is written. */
export const feedSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be small letters, digits and hyphens')
      .describe('its name in rules and tables'),
    title: word.describe('what people read'),
    url: address.describe('where it is'),
    or: z
      .array(z.strictObject({ url: address, ...reading }))
      .optional()
      .describe('further addresses, tried in order while the one above fails'),
    ...reading,
    ...common,
  })
  .superRefine((feed, context) => {
    const isShort = feed.every?.kind === 'interval' && feed.every.ms < MINUTE
    if (isShort && feed.allow_private !== true)
      context.addIssue({
        code: 'custom',
        path: ['every'],
        message: 'must be a minute or more, unless allow_private is true',
      })
    if (feed.list && feed.json)
      context.addIssue({ code: 'custom', path: ['json'], message: 'cannot stand beside list' })
  })

export const fileSchema = z.strictObject({
  defaults: z.strictObject(common).optional(),
  feeds: z.array(z.unknown()),
})

export type WrittenFeed = z.infer<typeof feedSchema>

/** Every key of a feed with what it means, in order: docs/feeds.md prints this table. */
export function feedKeys(): readonly { readonly key: string; readonly about: string }[] {
  return Object.entries(feedSchema.shape).map(([key, schema]) => ({
    key,
    about: schema.description ?? '',
  }))
}

function isZone(value: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: value }))
  } catch {
    return false
  }
}
