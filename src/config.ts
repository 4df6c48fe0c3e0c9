import { parseEnv } from 'node:util'
import { ConfigError } from './domain/errors.ts'
import type { QuietHours } from './domain/quiet.ts'
import { DAY } from './lib/durations.ts'
import { linesThatSetNothing } from './lib/env-lines.ts'
import { fileTrouble, readTextSync } from './lib/text-file.ts'
import { isChannelId, settingFor, settingName } from './settings.ts'

/** Where a channel's messages go. */
export type ChannelTarget =
  | { readonly kind: 'terminal' }
  | { readonly kind: 'discord'; readonly id: string }
  | { readonly kind: 'webhook'; readonly url: string }

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

export type Config = {
  readonly discordToken: string | undefined
  readonly discordApi: string
  /** By name as rules write it (`trade-alerts`); `default` and `ops` are always there. */
  readonly channels: ReadonlyMap<string, ChannelTarget>
  /** Role ids by name as rules write it. */
  readonly roles: ReadonlyMap<string, string>
  /** Quiet hours by channel name. */
  readonly quiet: ReadonlyMap<string, QuietHours>
  readonly dataDir: string
  readonly feedsDir: string
  readonly rulesDir: string
  /** Milliseconds. */
  readonly keepFor: number
  /** Milliseconds. */
  readonly ageLimit: number
  readonly contact: string
  readonly logLevel: LogLevel
  /** Values that must never be printed. */
  readonly secrets: readonly string[]
  /** A sentence each about settings that look mistaken but stop nothing. */
  readonly warnings: readonly string[]
}

export type Env = Readonly<Record<string, string | undefined>>

/**
 * Reads all settings at once. Throws ConfigError with a sentence for each wrong one; secret values are never in it.
 * `overrides` are what the command line says: --data, --feeds, --rules.
 */
export function loadConfig(
  environment: Env,
  overrides: { readonly data?: string; readonly feeds?: string; readonly rules?: string } = {},
): Config {
  const env = dropEmpty(environment)
  const read = readSettings(env)
  function one<T>(name: string, fallback: T): T {
    return (read.get(name) as T | undefined) ?? fallback
  }
  const channels = family(read, 'CHANNEL_', (value) => toTarget(String(value)))
  if (!channels.has('default')) channels.set('default', { kind: 'terminal' })
  if (!channels.has('ops')) channels.set('ops', { kind: 'terminal' })
  const token = one<string | undefined>('DISCORD_TOKEN', undefined)
  return {
    discordToken: token,
    discordApi: one('DISCORD_API', 'https://discord.com/api').replace(/\/+$/, ''),
    channels,
    roles: family(read, 'ROLE_', String),
    quiet: family(read, 'QUIET_', (hours) => hours as QuietHours),
    dataDir: overrides.data ?? one('DATA_DIR', 'data'),
    feedsDir: overrides.feeds ?? one('FEEDS_DIR', 'feeds'),
    rulesDir: overrides.rules ?? one('RULES_DIR', 'rules'),
    keepFor: one('KEEP_DAYS', 90) * DAY,
    ageLimit: one('AGE_LIMIT', 2 * DAY),
    contact: one('CONTACT_URL', 'https://github.com/trucewatch/trucewatch'),
    logLevel: one<LogLevel>('LOG_LEVEL', 'info'),
    secrets: secretsOf(token, channels),
    warnings: warningsOf(token, channels),
  }
}

export type EnvFile = {
  readonly env: Env
  /** Names whose value begins with #: it is read as a comment. */
  readonly hidden: readonly string[]
  /** Numbers of lines that set nothing. What they hold may be a secret. */
  readonly idle: readonly number[]
}

/** The settings of `.env`; none where there is no such file. Throws ConfigError. */
export function readEnvFile(file: string): EnvFile {
  try {
    const text = readTextSync(file)
    const hidden = [...text.matchAll(/^[ \t]*(?:export\s+)?(\w+)[ \t]*=[ \t]*#[^\s#]/gm)]
    return {
      env: dropEmpty(parseEnv(text)),
      hidden: hidden.map(([, name]) => name!),
      idle: linesThatSetNothing(text),
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { env: {}, hidden: [], idle: [] }
    throw new ConfigError(`${file} cannot be read: ${fileTrouble(error)}.`, 'bad-env', error)
  }
}

function dropEmpty(env: Env): Env {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
}

function readSettings(env: Env): Map<string, unknown> {
  const values = new Map<string, unknown>()
  const problems: string[] = []
  for (const [name, raw] of Object.entries(env)) {
    const setting = settingFor(name)
    if (!setting) continue
    const result = setting.schema.safeParse(raw!.trim())
    if (result.success) values.set(name, result.data)
    else problems.push(`${name} ${result.error.issues[0]!.message}.`)
  }
  if (problems.length > 0)
    throw new ConfigError(`${problems.join('\n')}\nSee .env.example for every setting.`)
  return values
}

function family<T>(
  values: ReadonlyMap<string, unknown>,
  prefix: string,
  make: (value: unknown) => T,
): Map<string, T> {
  const found = [...values].filter(([name]) => name.startsWith(prefix))
  return new Map(
    found.map(([name, value]) => [
      name.slice(prefix.length).toLowerCase().replaceAll('_', '-'),
      make(value),
    ]),
  )
}

function toTarget(value: string): ChannelTarget {
  if (value === 'terminal') return { kind: 'terminal' }
  if (isChannelId(value)) return { kind: 'discord', id: value }
  return { kind: 'webhook', url: value }
}

function secretsOf(
  token: string | undefined,
  channels: ReadonlyMap<string, ChannelTarget>,
): readonly string[] {
  const hooks = [...channels.values()].flatMap((target) =>
    target.kind === 'webhook' ? [target.url, target.url.replace(/\/$/, '').split('/').at(-1)!] : [],
  )
  return [...new Set(token ? [token, ...hooks] : hooks)]
}

function warningsOf(
  token: string | undefined,
  channels: ReadonlyMap<string, ChannelTarget>,
): readonly string[] {
  const ids = [...channels].filter(([, target]) => target.kind === 'discord').map(([name]) => name)
  if (ids.length > 0 && !token) {
    const names = ids.map((name) => settingName('CHANNEL_', name)).join(', ')
    throw new ConfigError(
      `${names} names a Discord channel, but DISCORD_TOKEN is not set. Set it, or use a webhook URL.`,
    )
  }
  if (token && ids.length === 0)
    return [
      'DISCORD_TOKEN is set, but no CHANNEL_… holds a Discord channel id: nothing is posted by the bot. Set CHANNEL_DEFAULT.',
    ]
  return []
}
