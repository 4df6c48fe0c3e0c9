import { audible, byChannel } from './alerts/channels.ts'
import { composeAlert, composeUpdate } from './alerts/compose.ts'
import { decide, decideAtOnce } from './alerts/decide.ts'
import { isFull } from './alerts/limits.ts'
import type { Alert, AlertCard, ChannelMatches, Decision, LedgerEntry } from './domain/alert.ts'
import type { Article } from './domain/article.ts'
import type { Tx } from './domain/ports.ts'
import { compareSeverity, type Match } from './domain/rule.ts'
import type { Placement } from './domain/story.ts'
import { shortHash } from './lib/hash.ts'

/** What holds for all entries of one poll. `toldSoFar` counts the alerts that a first poll has made. */
export type Circumstances = {
  readonly firstPoll: boolean
  toldSoFar: number
  held: boolean
}

export type TellingParts = {
  /** Milliseconds: what was published longer ago never alerts. */
  readonly ageLimit: number
  /** The one name under which a channel is known; names that lead to the same place are one channel. */
  readonly channelOf: (name: string) => string
  readonly isQuiet: (channel: string, now: number) => boolean
}

/** An article that matched, and what is known of it. */
export type Hit = {
  readonly article: Article
  readonly matches: readonly Match[]
  readonly placement: Placement
  readonly circumstances: Circumstances
  readonly rulesHash: string
  readonly now: number
}

/** decide → compose → outbox, for every channel that the matches name; each decision goes into the ledger. */
export async function tell(parts: TellingParts, tx: Tx, hit: Hit): Promise<void> {
  const muted = new Set((await tx.mutes(hit.now)).map(({ topic }) => topic))
  for (const whole of byChannel(hit.matches, parts.channelOf)) {
    // Muted topics are neither counted nor shown; where all are, the decision says so.
    const group = audible(whole, muted) ?? whole
    const { decision, alert } = await answer(parts, tx, hit, group, muted)
    await tx.addLedger(ledgerEntry(hit, { ...group, matches: whole.matches }, decision, alert))
  }
}

type Answer = { readonly decision: Decision; readonly alert?: string | undefined }

async function answer(
  { ageLimit, isQuiet }: TellingParts,
  tx: Tx,
  hit: Hit,
  group: ChannelMatches,
  muted: ReadonlySet<string>,
): Promise<Answer> {
  const occasion = { ...hit, group, muted, ageLimit }
  const settled = decideAtOnce(occasion)
  if (settled) return { decision: settled }
  const { story } = hit.placement.report
  const told = await tx.told(story, group.channel)
  const decision = decide({
    ...occasion,
    told,
    isQuiet: isQuiet(group.channel, hit.now),
    isOverLimit: await isOverLimit(tx, group, hit.now),
    digested: await tx.digestOf(story, group.channel),
  })
  return { decision, alert: await carryOut(tx, hit, group, told, decision) }
}

/** What waits for a digest has its message coming: it takes a place of each limit already. */
async function isOverLimit(tx: Tx, group: ChannelMatches, now: number): Promise<boolean> {
  const { channel, matches, settings } = group
  const limited = matches.filter(({ alert }) => alert.limit)
  if (!settings.channelLimit && limited.length === 0) return false
  const waiting = await tx.waitingTopics(channel)
  const at = { channel, now, reserved: waiting.length > 0 ? 1 : 0 }
  if (await isFull(settings.channelLimit, tx, at)) return true
  for (const { topic, alert } of limited) {
    const reserved = waiting.some((topics) => topics.includes(topic)) ? 1 : 0
    const own = { channel, now, topic, reserved }
    if (await isFull(alert.limit, tx, own)) return true
  }
  return false
}

async function carryOut(
  tx: Tx,
  hit: Hit,
  group: ChannelMatches,
  told: readonly Alert[],
  decision: Decision,
): Promise<string | undefined> {
  if (decision.kind === 'alert') {
    const alert = await sendAlert(tx, hit, group, told, decision)
    if (told.length === 0) await leaveDigest(tx, hit, group, alert)
    return alert
  }
  if (decision.kind === 'update') return editAlert(tx, hit, group, told)
  return undefined
}

async function sendAlert(
  tx: Tx,
  hit: Hit,
  group: ChannelMatches,
  told: readonly Alert[],
  decision: Decision,
): Promise<string> {
  const { placement, circumstances, now } = hit
  const { story } = placement.report
  const turn = told.length
  const id = `${story}:${group.channel}:${turn}`
  const reports = await tx.reports(story)
  const card = composeAlert({ ...hit, group, turn, decision, reports, told })
  circumstances.toldSoFar++
  await tx.addAlert({
    id,
    channel: group.channel,
    story,
    turn,
    severity: card.severity,
    topics: card.topics.map((topic) => topic.id),
    card,
    createdAt: now,
    repliesTo: told[0]?.id,
    messageId: undefined,
    sentAt: undefined,
    editedAt: undefined,
  })
  await tx.enqueue({
    key: id,
    alert: id,
    channel: group.channel,
    op: 'send',
    dueAt: now,
    createdAt: now,
  })
  return id
}

/**
 * What waited for a digest and is told by the story's first alert, which names all its reporters: lines that are no
 * louder and of no other topic. A digest would tell them a second time. A follow-up names none, so theirs go on waiting.
 */
async function leaveDigest(
  tx: Tx,
  { placement }: Hit,
  { channel, matches, severity }: ChannelMatches,
  alert: string,
): Promise<void> {
  const topics = new Set(matches.map(({ topic }) => topic))
  const waiting = await tx.waitingForDigest(channel)
  const told = waiting.filter(
    (line) =>
      line.story === placement.report.story &&
      compareSeverity(line.severity, severity) <= 0 &&
      line.topics.every((topic) => topics.has(topic)),
  )
  if (told.length > 0)
    await tx.digested(
      told.map(({ id }) => id),
      alert,
    )
}

/** The newest message of the story is the one that grows. */
async function editAlert(
  tx: Tx,
  hit: Hit,
  group: ChannelMatches,
  told: readonly Alert[],
): Promise<string> {
  const alert = told.at(-1)!
  const reports = await tx.reports(hit.placement.report.story)
  const card = composeUpdate(alert.card as AlertCard, { ...hit, group, reports })
  await tx.changeCard(alert.id, card)
  const { channel } = group
  const key = `${alert.id}:edit:${hit.article.id}`
  await tx.enqueue({
    key,
    alert: alert.id,
    channel,
    op: 'edit',
    dueAt: hit.now,
    createdAt: hit.now,
  })
  return alert.id
}

function ledgerEntry(
  { article, placement, rulesHash, now }: Hit,
  group: ChannelMatches,
  decision: Decision,
  alert: string | undefined,
): LedgerEntry {
  const { story } = placement.report
  const topics = group.matches.map(({ topic }) => topic)
  return {
    id: shortHash(
      20,
      article.id,
      group.channel,
      decision.kind,
      decision.reason,
      ...topics,
      `${now}`,
    ),
    at: now,
    article: article.id,
    story,
    channel: group.channel,
    decision,
    severity: group.severity,
    topics,
    alert,
    rulesHash,
  }
}
