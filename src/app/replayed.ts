import type { Limits } from '../alerts/limits.ts'
import type { Alert } from '../domain/alert.ts'
import type { LedgerRow } from '../domain/ports.ts'
import type { Limit } from '../domain/rule.ts'
import { HOUR } from '../lib/durations.ts'

/** What a channel would have looked like; of a topic with a limit of its own, its part of it too. */
export type ChannelLook = {
  readonly channel: string
  readonly topic: string | undefined
  /** Alerts and digests; an edit is no message. */
  readonly messages: number
  /** The most messages in any stretch of the limit's length (an hour where there is none), critical alerts apart. */
  readonly busiest: number
  readonly busiestAt: number
  readonly limit: Limit | undefined
}

/** What must not happen; each list or number is empty or 0 in good order. */
export type Faults = {
  /** Channels, and topics in a channel, whose busiest stretch is above their limit. */
  readonly overLimit: readonly string[]
  /** Stories whose first report a channel was told more than once. */
  readonly toldFirstTwice: readonly string[]
  /** Articles that matched and are not in the ledger. */
  readonly unaccounted: number
}

export function looksOf(alerts: readonly Alert[], limits: Limits): readonly ChannelLook[] {
  const channels = new Set(alerts.map(({ channel }) => channel))
  return [...channels].toSorted().flatMap((channel) => {
    const own = alerts.filter((alert) => alert.channel === channel)
    const topics = new Set(own.flatMap((alert) => alert.topics))
    const limited = [...topics].toSorted().flatMap((topic) => {
      const limit = limits.ofTopic(topic)
      return limit ? [lookAt(own, channel, limit, topic)] : []
    })
    return [lookAt(own, channel, limits.ofChannel(channel)), ...limited]
  })
}

function lookAt(
  alerts: readonly Alert[],
  channel: string,
  limit: Limit | undefined,
  topic?: string,
): ChannelLook {
  const own = alerts.filter(({ topics }) => topic === undefined || topics.includes(topic))
  const times = own
    .filter(({ card, severity }) => card.kind === 'digest' || severity !== 'critical')
    .map(({ createdAt }) => createdAt)
  const { count, from } = busiest(times, limit?.ms ?? HOUR)
  return { channel, topic, messages: own.length, busiest: count, busiestAt: from, limit }
}

/** `desk`, or `metals in desk`. */
export function nameOf({ channel, topic }: ChannelLook): string {
  return topic === undefined ? channel : `${topic} in ${channel}`
}

/** The fullest stretch of `ms` milliseconds, and when it begins. */
function busiest(times: readonly number[], ms: number): { count: number; from: number } {
  const sorted = times.toSorted((a, b) => a - b)
  let best = { count: 0, from: 0 }
  for (let first = 0, last = 0; last < sorted.length; last++) {
    while (sorted[last]! - sorted[first]! >= ms) first++
    if (last - first + 1 > best.count) best = { count: last - first + 1, from: sorted[first]! }
  }
  return best
}

/** `matched` are the ids of the articles that matched. */
export function faultsOf(
  rows: readonly LedgerRow[],
  looks: readonly ChannelLook[],
  matched: ReadonlySet<string>,
): Faults {
  const firsts = rows
    .filter(({ decision }) => decision.kind === 'alert' && decision.reason === 'first')
    .map(({ story, channel }) => `${story} in ${channel}`)
  const accounted = new Set(rows.map(({ article }) => article))
  return {
    overLimit: looks
      .filter(({ busiest: most, limit }) => limit !== undefined && most > limit.count)
      .map(nameOf),
    toldFirstTwice: [...new Set(firsts.filter((one, at) => firsts.indexOf(one) !== at))],
    unaccounted: [...matched].filter((id) => !accounted.has(id)).length,
  }
}
