import type { ChannelMatches } from '../domain/alert.ts'
import { compareSeverity, loudest, type Match } from '../domain/rule.ts'

/**
 * The matches of an article, channel by channel, loudest first. `channelOf` gives the one name under which a place is
 * known, so that two names for one place make one alert.
 */
export function byChannel(
  matches: readonly Match[],
  channelOf: (name: string) => string = (name) => name,
): readonly ChannelMatches[] {
  const groups = new Map<string, [Match, ...Match[]]>()
  for (const match of matches.toSorted((a, b) => compareSeverity(b.severity, a.severity))) {
    const channel = channelOf(match.alert.channel)
    const group = groups.get(channel)
    if (group) group.push(match)
    else groups.set(channel, [match])
  }
  return [...groups].map(([channel, group]) => together(channel, group))
}

/** A channel's matches without the topics that are muted; undefined when none is left. */
export function audible(
  group: ChannelMatches,
  muted: ReadonlySet<string>,
): ChannelMatches | undefined {
  const [first, ...others] = group.matches.filter(({ topic }) => !muted.has(topic))
  return first && together(group.channel, [first, ...others])
}

function together(channel: string, matches: readonly [Match, ...Match[]]): ChannelMatches {
  return {
    channel,
    matches,
    severity: loudest(matches.map(({ severity }) => severity)),
    settings: matches[0].alert,
  }
}
