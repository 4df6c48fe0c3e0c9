import type { StatusSection } from '../channels/discord/commands/actions.ts'
import type { Alert } from '../domain/alert.ts'
import type { Feed, FeedState } from '../domain/feed.ts'
import type { Store } from '../domain/ports.ts'
import type { Topic } from '../domain/rule.ts'
import { count } from '../lib/count.ts'
import { DAY, formatDuration } from '../lib/durations.ts'

export type StatusParts = {
  readonly store: Store
  readonly feeds: readonly Feed[]
  readonly states: readonly FeedState[]
  readonly topics: readonly Topic[]
  /** What keeps the files in the folders from being in force: what was before is then. */
  readonly feedProblems: readonly string[]
  readonly ruleProblems: readonly string[]
  /** Channels that get nothing now, and why. */
  readonly paused?: readonly string[]
  readonly now: number
}

/** How the bot stands: feeds, rules, queue, last alerts, notices; plain lines for Discord and the terminal. */
export async function statusSections(parts: StatusParts): Promise<readonly StatusSection[]> {
  const { store, now } = parts
  const [status, alerts, notices, mutes, feedback] = await Promise.all([
    store.status(),
    store.recentAlerts(5),
    store.notices(5),
    store.mutes(now),
    store.feedbackByTopic(),
  ])
  const { queue } = status
  const oldest =
    status.oldestQueuedAt === undefined ? '' : `, the oldest for ${ago(status.oldestQueuedAt, now)}`
  const told = [...feedback]
    .filter(([, { notRelevant }]) => notRelevant > 0)
    .map(([topic, verdict]) => `${topic}: ${verdict.notRelevant} of ${verdict.told} not relevant`)
  return [
    { name: 'Feeds', lines: feedLines(parts) },
    {
      name: 'Rules',
      lines: ruleLines(
        parts,
        mutes.map(({ topic, until }) => `${topic} is muted for ${ago(now, until)}`),
      ),
    },
    {
      name: 'Queue',
      lines: [
        `${queue.queued + queue.leased} waiting${oldest}, ${queue.sent} sent, ${queue.dead} given up`,
        ...(status.unpublished > 0
          ? [
              `${count(status.unpublished, 'message')} not published to followers: Discord takes about ten an hour`,
            ]
          : []),
        ...(parts.paused ?? []),
      ],
    },
    {
      name: 'Last alerts',
      lines: alerts.length > 0 ? alerts.map((alert) => alertLine(alert, now)) : ['none yet'],
    },
    ...(told.length > 0 ? [{ name: 'Readers say', lines: told }] : []),
    ...(notices.length > 0
      ? [
          {
            name: 'Notices',
            lines: notices.map(({ at, card }) => `${ago(at, now)} ago: ${card.title}`),
          },
        ]
      : []),
    {
      name: 'Data',
      lines: [
        `${status.file}, ${megabytes(status.bytes)}; ${count(status.articles, 'article')}, ${status.stories === 1 ? '1 story' : `${status.stories.toLocaleString('en')} stories`}`,
      ],
    },
  ]
}

function feedLines({ feeds, states, feedProblems, now }: StatusParts): readonly string[] {
  const on = feeds.filter(({ enabled }) => enabled)
  const byId = new Map(states.map((state) => [state.feed, state]))
  const failing = on.flatMap((feed) => {
    const state = byId.get(feed.id)
    return state?.fault
      ? [
          `${feed.id}: ${state.fault} for ${ago(state.failingSince ?? now, now)} (${state.faultText ?? ''})`,
        ]
      : []
  })
  const recent = on.filter(({ id }) => (byId.get(id)?.lastSuccessAt ?? 0) > now - DAY).length
  const head = `${count(on.length, 'feed')} on, ${recent} read in the last day, ${failing.length} failing`
  const more =
    failing.length > 8 ? [`and ${failing.length - 8} more; see trucewatch feeds check`] : []
  const faults = on.flatMap(({ id }) => byId.get(id)?.fault ?? [])
  const isOffline = recent === 0 && faults.length > 1 && faults.every((each) => AWAY.has(each))
  const hint = isOffline ? ['none could be reached: is there internet here?'] : []
  const refused = refusedLines('feed files', feedProblems, feeds.length > 0, 'feeds list')
  return [head, ...refused, ...hint, ...failing.slice(0, 8), ...more]
}

/** That an edit is not in force, and why not; nothing where it is. */
function refusedLines(
  what: string,
  problems: readonly string[],
  isAnyInForce: boolean,
  command: string,
): readonly string[] {
  if (problems.length === 0) return []
  const instead = isAnyInForce ? 'those from before the edit are' : 'there are none from before'
  const more = problems.length > MOST_PROBLEMS ? [`…; see trucewatch ${command}`] : []
  return [
    `the ${what} as they stand are not in force, ${instead}:`,
    ...problems.slice(0, MOST_PROBLEMS),
    ...more,
  ]
}

const MOST_PROBLEMS = 3

/** Causes that many feeds share where the network is away. */
const AWAY = new Set(['dns', 'refused', 'network', 'timeout'])

function ruleLines(
  { topics, ruleProblems }: StatusParts,
  mutes: readonly string[],
): readonly string[] {
  const names = topics.map(({ id }) => id).join(', ')
  const head = topics.length > 0 ? `${count(topics.length, 'topic')}: ${names}` : 'no topic'
  const refused = refusedLines('rule files', ruleProblems, topics.length > 0, 'rules check')
  return [head, ...refused, ...mutes]
}

function alertLine({ createdAt, severity, card, topics, sentAt }: Alert, now: number): string {
  const title = card.kind === 'digest' ? `digest of ${card.total}` : card.title
  return `${ago(createdAt, now)} ago · ${severity} · ${topics.join(', ')} · ${title}${sentAt === undefined ? ' (waiting)' : ''}`
}

function ago(from: number, to: number): string {
  const ms = Math.max(0, to - from)
  const unit = [DAY, DAY / 24, 60_000, 1000].find((each) => ms >= each) ?? 1000
  return formatDuration(Math.max(1000, Math.floor(ms / unit) * unit))
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
