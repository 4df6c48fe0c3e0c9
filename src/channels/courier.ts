import type { Notice } from '../domain/alert.ts'
import type { Channel, Clock, LeasedDelivery, Log, Store } from '../domain/ports.ts'
import { SECOND } from '../lib/durations.ts'
import { attempt, isPublished, type Outcome } from './attempt.ts'
import type { Pause, Pauses } from './pauses.ts'
import { buriedNotice, pauseNotice } from './trouble.ts'
import { judge, type Verdict } from './verdict.ts'

/** What was done: `retried` went back to the queue, `dead` was given up with its reason. */
export type Tally = Record<
  'sent' | 'edited' | 'published' | 'retried' | 'dead' | 'unpublished',
  number
>

/** What the deliveries of a process share. */
export type Desk = {
  readonly store: Pick<Store, 'sent' | 'requeue' | 'bury' | 'countPublished' | 'transaction'>
  readonly channels: ReadonlyMap<string, Channel>
  readonly clock: Clock
  readonly log: Log
  readonly onNotice: (notice: Notice) => Promise<void>
  readonly pauses: Pauses
  /** How often a delivery was refused, by key. */
  readonly refusals: Map<string, number>
  /** What is being sent at this moment, by key. */
  readonly underWay: Map<string, LeasedDelivery>
  readonly tally: Tally
}

/** Tries one leased delivery and writes down what became of it. */
export async function deliver(desk: Desk, delivery: LeasedDelivery): Promise<void> {
  const { store, channels, clock, underWay } = desk
  const channel = channels.get(delivery.channel) ?? channels.get('default')
  if (!channel) return bury(desk, delivery, `there is no channel ${delivery.channel}`, true)
  underWay.set(delivery.key, delivery)
  try {
    const outcome = await attempt(delivery, channel, clock.now(), store)
    if (underWay.has(delivery.key)) await settle(desk, delivery, channel, outcome)
  } catch (error) {
    if (underWay.has(delivery.key)) await fail(desk, delivery, channel, error)
  } finally {
    // Where stopping put it back already, what comes now is found by its nonce at the next start.
    underWay.delete(delivery.key)
  }
}

/** Gives a lease back as if it had not been taken. */
export async function putBack({ store }: Desk, delivery: LeasedDelivery): Promise<void> {
  const { key, dueAt, uncertain } = delivery
  await store.requeue(key, dueAt, { uncertain, counted: false })
}

/** What is still under way may have arrived: it goes back as uncertain. */
export async function abandon({ underWay, store }: Desk): Promise<void> {
  const unfinished = [...underWay.values()]
  underWay.clear()
  for (const { key, dueAt } of unfinished)
    await store.requeue(key, dueAt, { uncertain: true, error: 'stopped while it was being sent' })
}

async function settle(
  desk: Desk,
  delivery: LeasedDelivery,
  channel: Channel,
  outcome: Outcome,
): Promise<void> {
  const { store, clock, log, tally } = desk
  const { key, op, uncertain } = delivery
  if (outcome.kind === 'drop') return bury(desk, delivery, outcome.reason, false)
  if (outcome.kind === 'later')
    return store.requeue(key, outcome.dueAt, { uncertain, counted: false })
  if (isPublished(delivery, channel)) await queuePublishing(desk, delivery)
  await store.sent(key, outcome.messageId, clock.now())
  tally[DONE_AS[op]]++
  desk.refusals.delete(key)
  resume(desk, delivery.channel)
  log.info('delivered', { delivery: key, channel: delivery.channel, op })
}

const DONE_AS = { send: 'sent', edit: 'edited', publish: 'published' } as const

async function queuePublishing(
  { store, clock }: Desk,
  { alert, channel }: LeasedDelivery,
): Promise<void> {
  const now = clock.now()
  const key = `${alert}:publish`
  await store.transaction((tx) =>
    tx.enqueue({ key, alert, channel, op: 'publish', dueAt: now, createdAt: now }),
  )
}

async function fail(
  desk: Desk,
  delivery: LeasedDelivery,
  channel: Channel,
  error: unknown,
): Promise<void> {
  const { store, clock, log, tally } = desk
  const { key, dueAt, uncertain } = delivery
  const refusals = desk.refusals.get(key) ?? 0
  const verdict = judge(error, { delivery, channel, now: clock.now(), refusals })
  const { reason } = verdict
  if (verdict.kind === 'bury') return bury(desk, delivery, reason, verdict.isTrouble)
  tally.retried++
  if (verdict.kind === 'pause') {
    const { counted } = verdict
    await store.requeue(key, dueAt, { error: reason, uncertain: verdict.uncertain, counted })
    return pause(desk, verdict, delivery.channel)
  }
  if (verdict.isRefusal) desk.refusals.set(key, refusals + 1)
  log.warn('delivery-postponed', { delivery: key, reason })
  const counted = verdict.isRefusal
  await store.requeue(key, verdict.dueAt, { error: reason, uncertain, counted })
}

async function pause(
  desk: Desk,
  { scope, fault, reason, until }: Extract<Verdict, { kind: 'pause' }>,
  channel: string,
): Promise<void> {
  const now = desk.clock.now()
  const set = desk.pauses.set(channel, { fault, reason }, now, until)
  if (scope === 'bot') holdOthers(desk, channel, set)
  desk.log.warn('channel-paused', { channel, fault, reason, until: set.until })
  const notice = pauseNotice(channel, set, now)
  if (notice) await desk.onNotice(notice)
}

/** The bot's other channels wait a little longer: one request finds out whether the token is right again. */
function holdOthers({ channels, pauses, clock }: Desk, first: string, pause: Pause): void {
  const { fault, reason, until } = pause
  for (const [name, { kind }] of channels) {
    if (kind !== 'discord' || name === first) continue
    pauses.set(name, { fault, reason }, clock.now(), until + 30 * SECOND)
  }
}

function resume({ pauses, log }: Desk, channel: string): void {
  const pause = pauses.clear(channel)
  if (pause === undefined) return
  log.info('channel-resumed', { channel, fault: pause.fault })
  if (pause.fault !== 'unauthorised') return
  for (const [name, { fault }] of pauses.all()) if (fault === pause.fault) pauses.clear(name)
}

async function bury(
  desk: Desk,
  delivery: LeasedDelivery,
  reason: string,
  isTrouble: boolean,
): Promise<void> {
  const { store, clock, log, tally } = desk
  const now = clock.now()
  await store.bury(delivery.key, reason, now)
  desk.refusals.delete(delivery.key)
  tally[delivery.op === 'publish' ? 'unpublished' : 'dead']++
  log.warn('delivery-dropped', { delivery: delivery.key, reason })
  const notice = isTrouble ? buriedNotice(delivery, reason, now) : undefined
  if (notice) await desk.onNotice(notice)
}
