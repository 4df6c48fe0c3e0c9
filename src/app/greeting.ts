import type { Config } from '../config.ts'
import type { Feed } from '../domain/feed.ts'
import type { RuleSet } from '../domain/rule.ts'
import { count } from '../lib/count.ts'
import { version } from '../version.ts'
import { unmappedChannels, type Directory } from './directory.ts'
import type { Quiet } from './quiet.ts'

type Greeting = {
  readonly config: Config
  readonly feeds: readonly Feed[]
  readonly rules: RuleSet
  readonly directory: Directory
  readonly quietWarnings: Quiet['warnings']
}

/** The first lines that a person sees: what is on, where the data lies, what is missing for Discord. */
export function greetingLines({
  config,
  feeds,
  rules,
  directory,
  quietWarnings,
}: Greeting): readonly string[] {
  const on = feeds.filter(({ enabled }) => enabled).length
  const places = [...directory.places].map(([name, { kind }]) => `${name} (${kind})`)
  const used = rules.topics.map(({ id, alert }) => ({ topic: id, channel: alert.channel }))
  const unmapped =
    config.channels.size > 2 || config.discordToken ? unmappedChannels(used, config.channels) : []
  return [
    `trucewatch ${version}: ${count(on, 'feed')}, ${count(rules.topics.length, 'topic')} (${rules.topics.map(({ id }) => id).join(', ')})`,
    `Channels: ${places.join(', ')}. Data: ${config.dataDir}. Stop with Ctrl-C.`,
    ...discordHint(config),
    ...unmapped,
    ...quietWarnings(),
    ...config.warnings,
  ]
}

function discordHint({ channels }: Config): readonly string[] {
  const posts = [...channels.values()].some(({ kind }) => kind !== 'terminal')
  if (posts) return []
  return [
    'Alerts are printed here. For Discord set DISCORD_TOKEN and CHANNEL_DEFAULT in .env; README.md shows how.',
  ]
}
