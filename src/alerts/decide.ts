import type { Alert, ChannelMatches, Decision, DigestedStory } from '../domain/alert.ts'
import { happenedAt, type Article } from '../domain/article.ts'
import { compareSeverity, loudest } from '../domain/rule.ts'
import type { Placement } from '../domain/story.ts'
import { HOUR } from '../lib/durations.ts'
import { audible } from './channels.ts'
import { nameKey } from './reporters.ts'

/** One article in one channel. */
export type Occasion = {
  readonly article: Article
  readonly placement: Placement
  readonly group: ChannelMatches
  readonly now: number
  /** Milliseconds; what happened longer ago never alerts. */
  readonly ageLimit: number
  readonly circumstances: {
    readonly firstPoll: boolean
    readonly toldSoFar: number
    readonly held: boolean
  }
  readonly muted: ReadonlySet<string>
}

/** All that a decision depends on. */
export type Question = Occasion & {
  /** What the channel was told of the story, by turn. */
  readonly told: readonly Alert[]
  readonly isQuiet: boolean
  readonly isOverLimit: boolean
  /** Whether the story waits for a digest of the channel, or one has told it; absent: neither. */
  readonly digested?: DigestedStory | undefined
}

/** A new feed tells at most this many of its entries, and none that is older. */
export const FIRST_POLL = { most: 3, age: 6 * HOUR } as const

/** Whether to tell, and how: the first rule that speaks decides. Pure. */
export function decide(question: Question): Decision {
  const settled = decideAtOnce(question)
  if (settled) return settled
  const heard = { ...question, group: audible(question.group, question.muted)! }
  return question.told.length > 0 ? later(heard) : first(heard)
}

/** What follows whatever the channel was told and may still get: most of what a first poll brings is too old. */
export function decideAtOnce(occasion: Occasion): Decision | undefined {
  if (!audible(occasion.group, occasion.muted)) return { kind: 'suppress', reason: 'muted' }
  return isStale(occasion) ? { kind: 'suppress', reason: 'stale' } : undefined
}

function isStale({ article, now, ageLimit, circumstances }: Occasion): boolean {
  const age = now - happenedAt(article)
  return age > ageLimit || (circumstances.firstPoll && age > FIRST_POLL.age)
}

/** The channel has no message of the story; a digest may have named it. */
function first(question: Question): Decision {
  const { digested, placement, group } = question
  if (digested?.state === 'told' && !isNews(digested, question))
    return {
      kind: 'suppress',
      reason: placement.relation === 'copy' ? 'copy' : 'nothing-new',
    }
  // Its digest is still to come, and will show the loudest of it; only critical does not wait.
  if (digested?.state === 'waiting' && group.severity !== 'critical')
    return postponed(question) ?? { kind: 'digest', reason: 'limit' }
  return postponed(question) ?? { kind: 'alert', reason: 'first' }
}

/** Whether a report of a story that a digest has told is louder, or brings a new fact. */
function isNews({ severity }: DigestedStory, { placement, group }: Question): boolean {
  if (compareSeverity(group.severity, severity) > 0) return true
  return placement.relation !== 'copy' && placement.newFacts.length > 0
}

/** The channel knows the story: a raised level or a new fact is a follow-up, everything else edits the message. */
function later(question: Question): Decision {
  const reason = followUp(question)
  if (reason) return postponed(question) ?? { kind: 'alert', reason }
  const { placement, group, told } = question
  const known = new Set(told.flatMap(({ topics }) => topics))
  if (group.matches.some(({ topic }) => !known.has(topic)))
    return { kind: 'update', reason: 'further-topic' }
  if (!isNamed(question)) return { kind: 'update', reason: 'later-report' }
  return { kind: 'suppress', reason: placement.relation === 'copy' ? 'copy' : 'nothing-new' }
}

function followUp({
  placement,
  group,
  told,
  now,
}: Question): 'raised' | 'new-fact' | 'repeat' | undefined {
  const before = loudest(told.map(({ severity }) => severity))
  if (compareSeverity(group.severity, before) > 0) return 'raised'
  if (placement.relation !== 'copy' && placement.newFacts.length > 0) return 'new-fact'
  const { repeat } = group.settings
  const last = Math.max(...told.map(({ createdAt }) => createdAt))
  return repeat !== undefined && now - last >= repeat ? 'repeat' : undefined
}

/** Whether the newest message names the publisher already: then an edit would change nothing. */
function isNamed({ article, told }: Question): boolean {
  const card = told.at(-1)?.card
  if (card?.kind !== 'alert') return false
  const names = [card.publisher, ...card.alsoReportedBy.map(({ publisher }) => publisher)]
  return names.some((name) => nameKey(name) === nameKey(article.publisher))
}

/** A held feed and a first poll tell nothing at once; quiet hours and limits let critical alerts through. */
function postponed({ circumstances, group, isQuiet, isOverLimit }: Question): Decision | undefined {
  if (circumstances.held) return { kind: 'digest', reason: 'held' }
  if (circumstances.firstPoll && circumstances.toldSoFar >= FIRST_POLL.most)
    return { kind: 'digest', reason: 'first-poll' }
  if (group.severity === 'critical') return undefined
  if (isQuiet) return { kind: 'digest', reason: 'quiet' }
  if (isOverLimit) return { kind: 'digest', reason: 'limit' }
  return undefined
}
