import type { Alert, Feedback, Mute } from '../../../src/domain/alert.ts'
import type { Topic } from '../../../src/domain/rule.ts'
import type { BotActions } from '../../../src/channels/discord/commands/actions.ts'

export function topic(id: string, title: string, mention?: string): Topic {
  return {
    id,
    title,
    severity: 'high',
    why: undefined,
    owner: undefined,
    alert: {
      channel: 'default',
      mention,
      limit: undefined,
      channelLimit: undefined,
      repeat: undefined,
    },
    file: `rules/${id}.yaml`,
    lines: 3,
  }
}

/** What the bot does for its commands, over plain arrays. */
export function actionsOver(alerts: readonly Alert[] = []): BotActions & {
  readonly muted: Mute[]
  readonly verdicts: Feedback[]
  readonly roles: Map<string, string>
} {
  const muted: Mute[] = []
  const verdicts: Feedback[] = []
  const roles = new Map<string, string>()
  return {
    muted,
    verdicts,
    roles,
    status: async () => [{ name: 'Feeds', lines: ['41 of 42 work', 'ustr: timeout'] }],
    recentAlerts: async (limit) => alerts.slice(0, limit),
    alertsOfStory: async (story) => alerts.filter((alert) => alert.story === story),
    mutes: async () => muted,
    mute: async (mute) => void muted.push(mute),
    async unmute(name) {
      const index = muted.findIndex((mute) => mute.topic === name)
      if (index >= 0) muted.splice(index, 1)
      return index >= 0
    },
    addFeedback: async (feedback) => void verdicts.push(feedback),
    topics: () => [
      topic('rare-earths', 'Rare earths', 'rare-earth-desk'),
      topic('tariffs', 'Tariffs'),
    ],
    roleId: (name) => roles.get(name),
    rememberRole: async (name, id) => void roles.set(name, id),
  }
}
