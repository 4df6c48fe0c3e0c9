import type { ChannelTarget, Config } from '../config.ts'
import { settingName } from '../settings.ts'

/** Which channels there are: one name for each place, however many names lead there. */
export type Directory = {
  /** The places, by the one name under which each is known. */
  readonly places: ReadonlyMap<string, ChannelTarget>
  /** The known name of the channel that rules call `name`; CHANNEL_DEFAULT's for one that is not mapped. */
  readonly channelOf: (name: string) => string
}

export function createDirectory(channels: Config['channels']): Directory {
  const places = new Map<string, ChannelTarget>()
  const known = new Map<string, string>()
  // `default` comes first, so that a place with several names goes by the plainest one.
  const names = ['default', ...[...channels.keys()].filter((name) => name !== 'default')]
  for (const name of names) {
    const target = channels.get(name)!
    const same = [...places].find(([, place]) => isSamePlace(place, target))
    if (!same) places.set(name, target)
    known.set(name, same?.[0] ?? name)
  }
  return { places, channelOf: (name) => known.get(name) ?? 'default' }
}

/** A sentence for each channel that rules name and no setting maps. */
export function unmappedChannels(
  used: Iterable<{ readonly topic: string; readonly channel: string }>,
  channels: Config['channels'],
): readonly string[] {
  const topics = new Map<string, string[]>()
  for (const { topic, channel } of used) {
    if (!channels.has(channel)) topics.set(channel, [...(topics.get(channel) ?? []), topic])
  }
  return [...topics].map(
    ([channel, of]) =>
      `The channel ${channel} (${of.join(', ')}) has no ${settingName('CHANNEL_', channel)}: its alerts go to CHANNEL_DEFAULT.`,
  )
}

function isSamePlace(a: ChannelTarget, b: ChannelTarget): boolean {
  if (a.kind === 'discord' && b.kind === 'discord') return a.id === b.id
  if (a.kind === 'webhook' && b.kind === 'webhook') return a.url === b.url
  return a.kind === b.kind && a.kind === 'terminal'
}
