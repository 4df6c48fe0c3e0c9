import { z } from 'zod'
import { cronTrouble, isCron, isCronBelowMinute } from '../../lib/cron.ts'
import { MINUTE, SECOND, parseDuration } from '../../lib/durations.ts'
import { cutTo } from '../../lib/width.ts'
import { selectorTrouble } from '../parse/selector.ts'
import { isZone } from '../../lib/zones.ts'

const HOW_OFTEN =
  'must be a duration of a minute or more, such as 10m, or a cron expression such as "0 9 * * 1-5"'
const TOO_OFTEN =
  'must be a minute or more; only a feed with allow_private: true may be asked more often, every second at most'

/** Feed files are read with every scalar as text: `10`, `no` and `~` stay what they look like. */
const word = z.string('must be a text').trim().min(1, 'must not be empty')
const url = z.string('must be an address').refine((value) => {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
}, 'must be an http or https address')
/** What a header may hold (RFC 9110, 5.5); a request with another one is never sent. */
const header = word.regex(
  /^[\t -~\u00A0-\u00FF]*$/,
  'must be one line of Latin letters, digits and signs: a header can hold nothing else',
)
const flag = z
  .enum(['true', 'false'], 'must be true or false')
  .transform((value) => value === 'true')
const tags = z.union(
  [z.array(word), word.transform((tag) => [tag])],
  'must be a word or a list of words, such as [official, us]',
)
const ZONE = 'must be a time zone such as Asia/Shanghai, America/New_York or UTC'
const zone = z.string(ZONE).refine(isZone, ZONE)
const every = z.string(HOW_OFTEN).transform((value, context) => {
  const ms = parseDuration(value)
  if (ms !== undefined && ms >= SECOND) return { kind: 'interval' as const, ms }
  if (ms === undefined && isCron(value)) return { kind: 'cron' as const, expression: value.trim() }
  const trouble = cronTrouble(value)
  if (ms !== undefined) context.addIssue(TOO_OFTEN)
  else context.addIssue(trouble ? `is no cron expression: ${trouble}` : HOW_OFTEN)
  return z.NEVER
})

const selector = word.superRefine((value, context) => {
  const trouble = selectorTrouble(value)
  if (trouble) context.addIssue(`is no CSS selector: ${cutTo(value, 60)} (${trouble})`)
})
/** By CSS selectors. */
export const list = z.strictObject(
  {
    item: selector.describe('selects each row'),
    title: selector.optional().describe('the title inside a row; the text of the link without it'),
    link: selector.optional().describe('the link inside a row; the first one without it'),
    lead: selector.optional().describe('the summary inside a row'),
    date: selector.optional().describe('the date inside a row'),
  },
  'must hold selectors: item, title, link, lead, date',
)
/** By dotted paths. */
export const json = z.strictObject(
  {
    items: z
      .string('must be a text')
      .optional()
      .describe('where the list is; the answer itself without it'),
    title: word.describe('the title inside an item'),
    link: word.optional().describe('the address inside an item'),
    lead: word.optional().describe('the summary inside an item'),
    date: word.optional().describe('the date inside an item'),
    id: word.optional().describe('what names the item for good'),
  },
  'must hold paths: items, title, link, lead, date, id',
)
const reading = {
  list: list.optional().describe('CSS selectors, for a page without a feed'),
  json: json.optional().describe('dotted paths, for an answer in JSON that is no JSON Feed'),
}

const LANG = 'must be a two-letter code such as en or zh'

/** What `defaults` may say for all feeds of a file, and each feed for itself. */
const common = {
  publisher: word
    .optional()
    .describe('who publishes it, as alerts name them; the title without it'),
  lang: z
    .string(LANG)
    .regex(/^[a-z]{2}$/, LANG)
    .optional()
    .describe('the language of its articles, two letters; read off the text without it'),
  tags: tags
    .optional()
    .describe('words that rules can ask for with `only`; `official` has a meaning of its own'),
  every: every
    .optional()
    .describe('how often it is asked: a duration or a cron expression; its own rhythm without it'),
  zone: zone.optional().describe('the time zone of dates that carry none, and of a cron `every`'),
  user_agent: header.optional().describe('what it is told in place of our own User-Agent'),
  allow_private: flag
    .optional()
    .describe('true: it may lie on this machine or in your own network'),
  enabled: flag.optional().describe('false: it is not asked'),
}

const OR = 'must be a list of addresses: write `- url: https://…` below it'
/** One of the further addresses of a feed. */
export const address = z
  .strictObject({ url: url.describe('where that is'), ...reading }, OR)
  .superRefine(oneReading)
const ID = 'must be small letters, digits and hyphens, at most 63 of them'

/** A feed as it is written, with what `defaults` says filled in. */
export const feedSchema = z
  .strictObject(
    {
      id: z
        .string(ID)
        .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, ID)
        .describe('its name in rules, tables and commands; never changed later'),
      title: word.describe('its name for people'),
      url: url.describe('where it is, http or https'),
      or: z
        .array(address, OR)
        .optional()
        .describe('further addresses, tried in order while the one above fails'),
      ...reading,
      ...common,
    },
    'must be a feed: a block with id, title and url',
  )
  .superRefine((feed, context) => {
    if (feed.every && isBelowMinute(feed.every) && feed.allow_private !== true)
      context.addIssue({ code: 'custom', path: ['every'], message: TOO_OFTEN })
  })
  .superRefine(oneReading)

export const defaults = z.strictObject(
  common,
  'must hold keys such as lang, tags or every, for all feeds of the file; where it holds none, take it out',
)
const FEEDS = 'must be a list of feeds: write `- id: …` below it, then title and url'

export const fileSchema = z.strictObject(
  {
    defaults: defaults.optional().describe('what holds for all feeds of this file'),
    feeds: z.array(z.unknown(), FEEDS).describe('the feeds'),
  },
  'the file must hold feeds: and below it a list of feeds',
)

export type WrittenFeed = z.infer<typeof feedSchema>
type WrittenEvery = NonNullable<WrittenFeed['every']>

type Reading = { readonly list?: object | undefined; readonly json?: object | undefined }

function oneReading(written: Reading, context: z.RefinementCtx): void {
  if (written.list && written.json)
    context.addIssue({ code: 'custom', path: ['json'], message: 'cannot stand beside list' })
}

function isBelowMinute(written: WrittenEvery): boolean {
  if (written.kind === 'interval') return written.ms < MINUTE
  return isCronBelowMinute(written.expression)
}
