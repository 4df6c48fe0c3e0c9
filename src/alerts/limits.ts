import type { Tx } from '../domain/ports.ts'
import type { Limit, Topic } from '../domain/rule.ts'

/** How many messages a channel may get, and how many of them a topic may send. */
export type Limits = {
  readonly ofChannel: (channel: string) => Limit | undefined
  readonly ofTopic: (topic: string) => Limit | undefined
}

/** `topics` are those in force; `channelOf` gives the one name under which a place is known. */
export function limitsOf(
  topics: () => readonly Topic[],
  channelOf: (name: string) => string,
): Limits {
  return {
    ofChannel: (channel) =>
      topics().find(({ alert }) => channelOf(alert.channel) === channel)?.alert.channelLimit,
    ofTopic: (topic) => topics().find(({ id }) => id === topic)?.alert.limit,
  }
}

/** Whether a channel got as many messages as a limit allows, or as many of one topic; `reserved` are still to come. */
export async function isFull(
  limit: Limit | undefined,
  counts: Pick<Tx, 'countAlerts'>,
  at: { channel: string; now: number; topic?: string; reserved?: number },
): Promise<boolean> {
  if (!limit) return false
  const told = await counts.countAlerts(at.channel, at.now - limit.ms, at.topic)
  return told + (at.reserved ?? 0) >= limit.count
}
