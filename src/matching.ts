import type { Article } from './domain/article.ts'
import type { Clock, Tx } from './domain/ports.ts'
import type { Match, RuleSet } from './domain/rule.ts'
import type { Placement } from './domain/story.ts'
import { reportOf, type StoryDraft } from './stories/index.ts'
import { tell, type Circumstances, type Hit, type TellingParts } from './telling.ts'

export type MatchingParts = TellingParts & {
  /** Asked for each article: a reload swaps the rules between two. */
  readonly rules: () => RuleSet
  readonly clock: Clock
}

/**
 * match → group → decide → outbox, for one article: whether it fired a topic that it had not fired before. Undefined where
 * no rule matches, as with most articles: there is nothing to wait for.
 */
export function matchAndTell(
  parts: MatchingParts,
  tx: Tx,
  draft: StoryDraft,
  article: Article,
  circumstances: Circumstances,
  isKnown: boolean,
): Promise<boolean> | undefined {
  const rules = parts.rules()
  const matches = rules.match(article)
  if (matches.length === 0) return undefined
  const hit = { article, matches, rulesHash: rules.hash, circumstances, isKnown }
  return tellHit(parts, tx, draft, hit)
}

type Fired = Pick<Hit, 'article' | 'matches' | 'rulesHash' | 'circumstances'> & {
  readonly isKnown: boolean
}

async function tellHit(
  parts: MatchingParts,
  tx: Tx,
  draft: StoryDraft,
  { isKnown, ...hit }: Fired,
): Promise<boolean> {
  const now = parts.clock.now()
  const { article, rulesHash } = hit
  const firedBefore = isKnown ? await tx.firedTopics(article.id) : NONE
  const matches = hit.matches.filter((match) => !firedBefore.has(match.topic))
  if (matches.length === 0) return false
  await tx.addMatches(article.id, matches, rulesHash, now)
  const story = isKnown ? await tx.storyOf(article.id) : undefined
  const placement = await placeIn(tx, draft, article, matches, now, story)
  await tell(parts, tx, { ...hit, matches, placement, now })
  return true
}

const NONE: ReadonlySet<string> = new Set()

/** An article keeps its story: one that has matched before is a later report of it, without new facts. */
async function placeIn(
  tx: Tx,
  draft: StoryDraft,
  article: Article,
  matches: readonly Match[],
  now: number,
  story: string | undefined,
): Promise<Placement> {
  if (story) return { report: reportOf(article, story), relation: 'report', newFacts: [] }
  const placement = draft.place(article, matches, now)
  draft.add(placement.report)
  await tx.addReport(placement.report)
  return placement
}
