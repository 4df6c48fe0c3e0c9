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
