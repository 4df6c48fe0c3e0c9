import type { Selectable } from 'kysely'
import type { LeasedDelivery } from '../../domain/ports.ts'
import { alertOf, deliveryOf } from '../rows.ts'
import type { Db, DeliveryTable } from '../schema.ts'

type DeliveryRow = Selectable<DeliveryTable>

/**
 * Leases what is due, at most one delivery a channel, so that the order within a channel is kept:
 * nothing overtakes a message that is still to be sent, an edit waits for what its alert has before
 * it (a queued edit holds up no new message), and a reply waits until its parent is sent or dead.
 * An expired lease is taken over; whether that attempt arrived is then unknown.
 */
export async function lease(
  db: Db,
  now: number,
  leaseMs: number,
  limit: number,
  except: readonly string[],
): Promise<readonly LeasedDelivery[]> {
  const next = byChannel(await unblocked(db, except))
  const taken: DeliveryRow[] = []
  for (const rows of next.values()) {
    const isBusy = rows.some((row) => isUnderWay(row, now, leaseMs))
    const row = isBusy ? undefined : rows.find((open) => dueAt(open, now) <= now)
    if (row !== undefined) taken.push(row)
  }
  taken.sort((a, b) => a.seq - b.seq)
  const leased: DeliveryRow[] = []
  for (const row of taken.slice(0, limit)) leased.push(await take(db, row, now, now + leaseMs))
  return withAlerts(db, leased)
}

/** When the earliest of them is due; in a channel where something is leased, when that lease ends. */
export async function nextDue(
  db: Db,
  now: number,
  except: readonly string[],
): Promise<number | undefined> {
  let earliest: number | undefined
  for (const rows of byChannel(await unblocked(db, except)).values()) {
    const ends = rows.flatMap((row) => row.leased_until ?? [])
    const due =
      ends.length > 0 ? Math.max(...ends) : Math.min(...rows.map((row) => dueAt(row, now)))
    if (earliest === undefined || due < earliest) earliest = due
  }
  return earliest
}

const OPEN = ['queued', 'leased'] as const

/** Open deliveries that wait for no other, due or not, and those that are leased; in their order. */
function unblocked(db: Db, except: readonly string[]): Promise<DeliveryRow[]> {
  let query = db
    .with('heads', (ctes) =>
      ctes
        .selectFrom('deliveries')
        .select((eb) => ['channel', eb.fn.min('seq').as('head')])
        .where('state', 'in', OPEN)
        .where('op', '=', 'send')
        .groupBy('channel'),
    )
    .selectFrom('deliveries as d')
    .leftJoin('heads', 'heads.channel', 'd.channel')
    .selectAll('d')
    .where('d.state', 'in', OPEN)
    .where((eb) => eb.or([eb('heads.head', 'is', null), eb('d.seq', '<=', eb.ref('heads.head'))]))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('deliveries as earlier')
            .select('earlier.seq')
            .whereRef('earlier.alert', '=', 'd.alert')
            .whereRef('earlier.seq', '<', 'd.seq')
            .where('earlier.state', 'in', OPEN),
        ),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('alerts as reply')
            .innerJoin('deliveries as parent', 'parent.alert', 'reply.replies_to')
            .select('parent.seq')
            .whereRef('reply.id', '=', 'd.alert')
            .where('parent.op', '=', 'send')
            .where('parent.state', 'in', OPEN),
        ),
      ),
    )
  if (except.length > 0) query = query.where('d.channel', 'not in', [...except])
  return query.orderBy('d.seq').execute()
}

function byChannel(rows: readonly DeliveryRow[]): Map<string, DeliveryRow[]> {
  return Map.groupBy(rows, (row) => row.channel)
}

/** A lease that would last longer than any is of before the clock was set back: it has run out. */
function isUnderWay({ leased_until }: DeliveryRow, now: number, leaseMs: number): boolean {
  return leased_until !== null && leased_until > now && leased_until <= now + leaseMs
}

function dueAt(row: DeliveryRow, now: number): number {
  return row.leased_until !== null || isOfTheFuture(row, now) ? now : row.due_at
}

/** Queued, and due, at a time that the clock showed before it was set back: it has waited enough. */
function isOfTheFuture({ created_at, due_at }: DeliveryRow, now: number): boolean {
  return created_at > now && due_at >= created_at
}

async function take(db: Db, row: DeliveryRow, now: number, until: number): Promise<DeliveryRow> {
  const changed = {
    state: 'leased' as const,
    attempts: row.attempts + 1,
    leased_until: until,
    first_tried_at: row.first_tried_at ?? now,
    uncertain: row.state === 'leased' ? 1 : row.uncertain,
  }
  await db.updateTable('deliveries').set(changed).where('seq', '=', row.seq).execute()
  return { ...row, ...changed }
}

async function withAlerts(db: Db, rows: readonly DeliveryRow[]): Promise<LeasedDelivery[]> {
  const leased: LeasedDelivery[] = []
  for (const row of rows) {
    const alert = await db
      .selectFrom('alerts as a')
      .leftJoin('alerts as parent', 'parent.id', 'a.replies_to')
      .selectAll('a')
      .select('parent.message_id as parent_message')
      .where('a.id', '=', row.alert)
      .executeTakeFirstOrThrow()
    leased.push({
      ...deliveryOf(row),
      alertRow: alertOf(alert),
      replyTo: alert.parent_message ?? undefined,
    })
  }
  return leased
}
