import type { Notice, NoticeCard } from '../../domain/alert.ts'
import type { Matchable, RuleSet } from '../../domain/rule.ts'
import { shortHash } from '../../lib/hash.ts'
import { placeText } from '../check/render.ts'
import type { RuleProblem } from '../problem.ts'
import type { RuleSource } from '../source.ts'
import { changeInWords, changesBetween, effectOn } from './changes.ts'

type Force = { readonly set: RuleSet; readonly source: RuleSource }

/** A bad edit: the first three errors; what was in force stays. */
export function refused(problems: readonly RuleProblem[], at: number): Notice {
  return about('rules-refused', at, 'error', 'The edited rules are not in force', [
    ...firstOf('error', problems),
    'The rules from before the edit stay in force. `trucewatch rules check` shows everything.',
  ])
}

/** A cold start with a bad folder. */
export function startedOnLastGood(problems: readonly RuleProblem[], at: number): Notice {
  const notice = about('rules-refused', at, 'error', 'Started with the last good rules', [
    ...firstOf('error', problems),
    'What was last in force is used until the files are mended.',
  ])
  // Told once a day, however often the bot starts with the same fault.
  const day = new Date(at).toISOString().slice(0, 10)
  return { ...notice, key: `rules-refused:start:${shortHash(12, ...notice.card.lines)}:${day}` }
}

export function mended(hash: string, at: number): Notice {
  return about('rules-mended', at, 'info', 'The rules are mended', [
    `All rule files are good again and in force (rules ${hash.slice(0, 4)}).`,
  ])
}

/** What an edit changes, and what it would have changed lately. Undefined where nothing that fires differs. */
export async function changed(
  old: Force,
  force: Force,
  articles: AsyncIterable<Matchable>,
  at: number,
): Promise<Notice | undefined> {
  const changes = changesBetween(old.source, force.source)
  if (changes.length === 0) return undefined
  const effects = await effectOn(articles, old.set, force.set)
  const lines = changes.map((change) => changeInWords(change, effects.get(change.topic)))
  const named = new Set(changes.map(({ topic }) => topic))
  const indirect = [...effects].filter(
    ([topic, { gained, lost }]) => !named.has(topic) && gained + lost > 0,
  )
  lines.push(
    ...indirect.map(([topic, effect]) => changeInWords({ topic, words: ['by a list'] }, effect)),
  )
  return about('rules-changed', at, 'info', 'The rules have changed', lines)
}

/** The first three problems of a level, each in one line with its place, and how many more there are. */
export function firstOf(
  level: RuleProblem['level'],
  problems: readonly RuleProblem[],
): readonly string[] {
  const found = problems.filter((problem) => problem.level === level)
  const lines = found.slice(0, 3).map((problem) => {
    const { id, message, cure } = problem
    const advice = cure ? ` — ${cure.split('\n')[0]}` : ''
    return `${placeText(problem)} ${message}${advice} [${id}]`
  })
  const rest = found.length - lines.length
  return rest > 0 ? [...lines, `and ${rest} more`] : lines
}

function about(
  kind: string,
  at: number,
  level: Notice['card']['level'],
  title: string,
  lines: readonly string[],
): Notice & { readonly card: NoticeCard } {
  return { key: `${kind}:rules:${at}`, at, card: { kind: 'notice', level, title, lines } }
}
