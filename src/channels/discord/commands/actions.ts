import type { Store } from '../../../domain/ports.ts'
import type { Topic } from '../../../domain/rule.ts'

/** A part of `/status`: a name and its lines, as plain text. */
export type StatusSection = { readonly name: string; readonly lines: readonly string[] }

/** What the commands and buttons do, handed in by whoever wires the bot. Most of it is the Store's own. */
export type BotActions = Pick<
  Store,
  'recentAlerts' | 'alertsOfStory' | 'mutes' | 'mute' | 'unmute' | 'addFeedback'
> & {
  /** Feeds, rules, queue, last alerts. */
  status(): Promise<readonly StatusSection[]>
  /** The topics of the rules in use. */
  topics(): readonly Topic[]
  /** The id of a role that rules mention by name, from the settings or remembered. */
  roleId(name: string): string | undefined
  /** Keeps the id of a role that was found or made, so that alerts mention it from now on. */
  rememberRole(name: string, id: string): Promise<void>
}
