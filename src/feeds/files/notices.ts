import type { Notice, NoticeCard } from '../../domain/alert.ts'
import type { Feed } from '../../domain/feed.ts'
import { count } from '../../lib/count.ts'
import { shortHash } from '../../lib/hash.ts'
import { showProblem, type Problem } from './problem.ts'

/** A bad edit: the first three problems; what was in force stays. */
export function refused(problems: readonly Problem[], at: number): Notice {
  return about('feeds-refused', at, 'error', 'The edited feed files are not in force', [
    ...firstOf(problems),
    'The feeds from before the edit go on. `trucewatch feeds check` shows everything.',
  ])
}

/** A start with bad feed files. */
export function startedOnLastGood(problems: readonly Problem[], at: number): Notice {
  const notice = about('feeds-refused', at, 'error', 'Started with the last good feed files', [
    ...firstOf(problems),
    'What was last in force is used until the files are mended.',
  ])
  // Told once a day, however often the bot starts with the same fault.
  const day = new Date(at).toISOString().slice(0, 10)
  return { ...notice, key: `feeds-refused:start:${shortHash(12, ...notice.card.lines)}:${day}` }
}

export function mended(feeds: readonly Feed[], at: number): Notice {
  return about('feeds-mended', at, 'info', 'The feed files are mended', [
    `All feed files are good again and in force (${count(on(feeds).size, 'feed')}).`,
  ])
}

/** What an edit changes; undefined where it changes no feed that is asked. */
export function changed(
  before: readonly Feed[],
  after: readonly Feed[],
  at: number,
): Notice | undefined {
  const [old, now] = [on(before), on(after)]
  const added = [...now.keys()].filter((id) => !old.has(id))
  const gone = [...old.keys()].filter((id) => !now.has(id))
  const edited = [...now].filter(([id, feed]) => old.has(id) && differs(old.get(id)!, feed))
  const lines = [
    listed('New', added),
    listed('No longer asked', gone),
    listed(
      'Changed',
      edited.map(([id]) => id),
    ),
  ].filter((line) => line !== undefined)
  if (lines.length === 0) return undefined
  return about('feeds-changed', at, 'info', 'The feeds have changed', lines)
}

function on(feeds: readonly Feed[]): ReadonlyMap<string, Feed> {
  return new Map(feeds.filter(({ enabled }) => enabled).map((feed) => [feed.id, feed]))
}

/** Where a feed stands in its file is no part of what it is. */
function differs(a: Feed, b: Feed): boolean {
  return JSON.stringify({ ...a, file: '', line: 0 }) !== JSON.stringify({ ...b, file: '', line: 0 })
}

function listed(word: string, ids: readonly string[]): string | undefined {
  if (ids.length === 0) return undefined
  const shown = ids.slice(0, 12).join(', ')
  return `${word}: ${shown}${ids.length > 12 ? ` and ${ids.length - 12} more` : ''}`
}

function firstOf(problems: readonly Problem[]): readonly string[] {
  const lines = problems.slice(0, 3).map(showProblem)
  const rest = problems.length - lines.length
  return rest > 0 ? [...lines, `and ${rest} more`] : lines
}

function about(
  kind: string,
  at: number,
  level: Notice['card']['level'],
  title: string,
  lines: readonly string[],
): Notice & { readonly card: NoticeCard } {
  return { key: `${kind}:feeds:${at}`, at, card: { kind: 'notice', level, title, lines } }
}
