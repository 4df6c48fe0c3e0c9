import { z } from 'zod'
import { parseQuiet } from './domain/quiet.ts'
import { parseDuration } from './lib/durations.ts'

type Setting = {
  /** The variable's name; `<NAME>` in it stands for any name written in capitals. */
  readonly name: string
  /** What .env.example and --help say, one line. */
  readonly about: string
  /** What is used when it is not set, in words or as a value. */
  readonly fallback: string
  readonly secret?: boolean
  readonly schema: z.ZodType<unknown, string>
}

const SNOWFLAKE = /^\d{17,20}$/
/** https://discord.com/developers/docs/resources/webhook: /api[/vN]/webhooks/{id}/{token}; loopback for tests. */
const WEBHOOK = /^https?:\/\/[^/]+\/api(?:\/v\d+)?\/webhooks\/\d{1,20}\/[\w-]+\/?$/
/** Three base64url parts; the first is the bot's id. */
const TOKEN = /^[\w-]{18,}\.[\w-]{5,}\.[\w-]{20,}$/

const text = z.string()
const channel = z
  .string()
  .refine(
    (value) => value === 'terminal' || SNOWFLAKE.test(value) || WEBHOOK.test(value),
    'must be a Discord channel id (a number of 17 to 20 digits), a webhook URL or the word terminal',
  )
const duration = z.string().transform((value, context) => {
  const ms = parseDuration(value)
  if (ms !== undefined && ms > 0) return ms
  context.addIssue('must be a duration such as 48h or 2 days')
  return z.NEVER
})
const quietHours = z.string().transform((value, context) => {
  const hours = parseQuiet(value)
  if (typeof hours !== 'string') return hours
  context.addIssue(hours)
  return z.NEVER
})
const wholeNumber = z
  .string()
  .regex(/^[1-9]\d{0,4}$/, 'must be a whole number from 1 to 99999')
  .transform(Number)

/** The one table of settings: the Config, `--help` and .env.example are made from it. */
export const SETTINGS = [
  {
    name: 'DISCORD_TOKEN',
    about: "The bot's token, from the Bot page of discord.com/developers. A webhook needs none.",
    fallback: 'not set: alerts go to the terminal',
    secret: true,
    schema: z
      .string()
      .regex(TOKEN, 'is not a bot token; copy it anew from the Bot page of discord.com/developers'),
  },
  {
    name: 'CHANNEL_DEFAULT',
    about:
      'Where alerts go whose channel has no line of its own: channel id, webhook URL or terminal.',
    fallback: 'terminal',
    secret: true,
    schema: channel,
  },
  {
    name: 'CHANNEL_OPS',
    about: 'Where the bot reports trouble with feeds, rules and deliveries.',
    fallback: 'terminal',
    secret: true,
    schema: channel,
  },
  {
    name: 'CHANNEL_<NAME>',
    about: 'A channel that rules name: `channel: trade-alerts` is CHANNEL_TRADE_ALERTS.',
    fallback: 'CHANNEL_DEFAULT',
    secret: true,
    schema: channel,
  },
  {
    name: 'ROLE_<NAME>',
    about:
      'The id of the role that `mention: rare-earth-desk` means: ROLE_RARE_EARTH_DESK; high and critical alerts mention it.',
    fallback: 'nobody is mentioned',
    schema: z.string().regex(SNOWFLAKE, 'must be a Discord role id (a number of 17 to 20 digits)'),
  },
  {
    name: 'QUIET_<NAME>',
    about:
      'Quiet hours of a channel, such as 22:00-07:00 Europe/Berlin: only critical alerts come through. QUIET_DEFAULT is for all that go to CHANNEL_DEFAULT.',
    fallback: 'none',
    schema: quietHours,
  },
  {
    name: 'DATA_DIR',
    about: 'Where the database lies.',
    fallback: 'data',
    schema: text,
  },
  {
    name: 'FEEDS_DIR',
    about: 'The folder of feed files.',
    fallback: 'feeds',
    schema: text,
  },
  {
    name: 'RULES_DIR',
    about: 'The folder of rule files.',
    fallback: 'rules',
    schema: text,
  },
  {
    name: 'KEEP_DAYS',
    about: 'How many days articles are kept; alerts and feedback stay.',
    fallback: '90',
    schema: wholeNumber,
  },
  {
    name: 'AGE_LIMIT',
    about: 'Articles published longer ago than this never alert.',
    fallback: '48h',
    schema: duration,
  },
  {
    name: 'CONTACT_URL',
    about: 'Told to publishers in the User-Agent, so that they can reach whoever runs this bot.',
    fallback: 'https://github.com/trucewatch/trucewatch',
    schema: z.url({ protocol: /^(https?|mailto)$/, error: 'must be an http(s) or mailto address' }),
  },
  {
    name: 'LOG_LEVEL',
    about: 'debug, info, warn or error.',
    fallback: 'info',
    schema: z.enum(['debug', 'info', 'warn', 'error'], 'must be debug, info, warn or error'),
  },
  {
    name: 'DISCORD_API',
    about: "Discord's address; only tests change it.",
    fallback: 'https://discord.com/api',
    schema: z.url('must be an address such as https://discord.com/api'),
  },
] as const satisfies readonly Setting[]

/** The name that rules write for a variable's family name: `TRADE_ALERTS` is `trade-alerts`. */
export function settingName(prefix: string, name: string): string {
  return `${prefix}${name.toUpperCase().replaceAll('-', '_')}`
}

/** The text of .env.example: every setting with its comment, nothing set. */
export function envExample(): string {
  const blocks = SETTINGS.map(
    ({ name, about, fallback }) =>
      `# ${about}\n# Default: ${fallback}\n#${name.replace('<NAME>', 'TRADE_ALERTS')}=`,
  )
  const head =
    '# Copy this file to .env, take away the # of a line and write its value behind the =.\n'
  return `${head}\n${blocks.join('\n\n')}\n`
}

/** The settings as a help text, aligned. */
export function settingsHelp(): string {
  const width = Math.max(...SETTINGS.map(({ name }) => name.length))
  const rows = SETTINGS.map(({ name, about, fallback }) => {
    return `  ${name.padEnd(width)}  ${about}\n  ${' '.repeat(width)}  (${fallback})`
  })
  return `Settings, in the environment or in .env:\n${rows.join('\n')}`
}

/** The table's row for a variable; undefined for a variable that is not ours. */
export function settingFor(name: string): Setting | undefined {
  const exact = SETTINGS.find((setting) => setting.name === name)
  if (exact) return exact
  return SETTINGS.find(
    (setting) => setting.name.endsWith('<NAME>') && name.startsWith(setting.name.slice(0, -6)),
  )
}

/** A Discord id: https://discord.com/developers/docs/reference#snowflakes */
export function isChannelId(value: string): boolean {
  return SNOWFLAKE.test(value)
}
