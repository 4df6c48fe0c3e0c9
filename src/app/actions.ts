import type { BotActions, StatusSection } from '../channels/discord/commands/actions.ts'
import type { Store } from '../domain/ports.ts'
import type { RuleSet } from '../domain/rule.ts'

export type ActionParts = {
  readonly store: Store
  readonly rules: () => RuleSet
  readonly roles: Map<string, string>
  readonly status: () => Promise<readonly StatusSection[]>
}

/** What Discord's commands and buttons do, over the store. */
export function createActions({ store, rules, roles, status }: ActionParts): BotActions {
  return {
    recentAlerts: (limit) => store.recentAlerts(limit),
    alertsOfStory: (story) => store.alertsOfStory(story),
    mutes: (now) => store.mutes(now),
    mute: (mute) => store.mute(mute),
    unmute: (topic) => store.unmute(topic),
    addFeedback: (feedback) => store.addFeedback(feedback),
    status,
    topics: () => rules().topics,
    roleId: (name) => roles.get(name),
    async rememberRole(name, id) {
      roles.set(name, id)
      await store.setValue(`role:${name}`, id)
    },
  }
}
