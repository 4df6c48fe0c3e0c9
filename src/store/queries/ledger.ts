import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { DeliveryState, DigestedStory, LedgerEntry } from '../../domain/alert.ts'
import type { LedgerQuery, LedgerRow } from '../../domain/ports.ts'
import { loudest } from '../../domain/rule.ts'
import { holdsWord, ledgerOf, parsed } from '../rows.ts'
import type { Db, DeliveryTable, LedgerTable } from '../schema.ts'
import { chunks } from './chunks.ts'

const MOST_ROWS = 1_000_000

/** A line that is there already stays as it is. It names its article, which may be forgotten before it. */
export async function addLedger(db: Db, entry: LedgerEntry): Promise<void> {
  const { id, at, article, story, channel, decision, severity, alert = null, rulesHash } = entry
  await sql`insert into ledger (id, at, article, story, channel, decision, reason, severity, topics, alert, rules_hash,
      title, url, publisher)
    select ${id}, ${at}, ${article}, ${story}, ${channel}, ${decision.kind}, ${decision.reason}, ${severity},
      ${JSON.stringify(entry.topics)}, ${alert}, ${rulesHash},
      coalesce(articles.title, ''), articles.url, coalesce(articles.publisher, '')
    from (select 1) left join articles on articles.id = ${article} where true
    on conflict (id) do nothing`.execute(db)
}

export async function waitingForDigest(db: Db, channel: string): Promise<readonly LedgerEntry[]> {
  const rows = await db
    .selectFrom('ledger')
    .selectAll()
    .where('channel', '=', channel)
    .where('decision', '=', 'digest')
    .where('alert', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return rows.map(ledgerOf)
}

export async function waitingTopics(
  db: Db,
  channel: string,
): Promise<readonly (readonly string[])[]> {
  const rows = await db
    .selectFrom('ledger')
    .select('topics')
    .distinct()
    .where('channel', '=', channel)
    .where('decision', '=', 'digest')
    .where('alert', 'is', null)
    .execute()
  return rows.map(({ topics }) => parsed<string[]>(topics))
}

/** A digest that told the story weighs more than one that is still to come. */
export async function digestOf(
  db: Db,
  story: string,
  channel: string,
): Promise<DigestedStory | undefined> {
  const rows = await db
    .selectFrom('ledger')
    .select(['severity', sql<number>`alert is not null`.as('isTold')])
    .distinct()
    .where('story', '=', story)
    .where('channel', '=', channel)
    .where('decision', '=', 'digest')
    .execute()
  if (rows.length === 0) return undefined
  const told = rows.filter(({ isTold }) => isTold === 1)
  const [state, those] = told.length > 0 ? (['told', told] as const) : (['waiting', rows] as const)
  return { state, severity: loudest(those.map(({ severity }) => severity)) }
}

export async function digested(db: Db, ids: readonly string[], alert: string): Promise<void> {
  for (const some of chunks(ids)) {
    await db.updateTable('ledger').set({ alert }).where('id', 'in', some).execute()
  }
}

/** Newest first; with each line how the delivery that tells it stands. */
export async function ledger(db: Db, query: LedgerQuery): Promise<readonly LedgerRow[]> {
  let lines = db.selectFrom('ledger').selectAll()
  if (query.since !== undefined) lines = lines.where('at', '>=', query.since)
  if (query.story !== undefined) lines = lines.where('story', '=', query.story)
  if (query.topic !== undefined) {
    lines = lines.where(sql<boolean>`topics like ${holdsWord(query.topic)} escape '\\'`)
  }
  const rows = await lines
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit ?? MOST_ROWS)
    .execute()
  const deliveries = await deliveriesOf(db, rows)
  return rows.map((row) => withDelivery(row, deliveries))
}

type Told = Pick<Selectable<DeliveryTable>, 'alert' | 'op' | 'state' | 'error'>

/** By alert: its send, and its last edit (an edit shows all that came before it). */
type ToldByAlert = ReadonlyMap<string, { readonly send?: Told; readonly edit?: Told }>

async function deliveriesOf(
  db: Db,
  rows: readonly Selectable<LedgerTable>[],
): Promise<ToldByAlert> {
  const alerts = new Set(rows.flatMap((row) => row.alert ?? []))
  const found = new Map<string, { send?: Told; edit?: Told }>()
  for (const some of chunks([...alerts])) {
    const deliveries = await db
      .selectFrom('deliveries')
      .select(['alert', 'op', 'state', 'error'])
      .where('alert', 'in', some)
      .where('op', '!=', 'publish')
      .orderBy('seq')
      .execute()
    for (const delivery of deliveries) {
      const told = found.get(delivery.alert) ?? {}
      found.set(delivery.alert, { ...told, [delivery.op]: delivery })
    }
  }
  return found
}

function withDelivery(row: Selectable<LedgerTable>, deliveries: ToldByAlert): LedgerRow {
  const told = row.alert === null ? undefined : deliveries.get(row.alert)
  const delivery = row.decision === 'update' ? (told?.edit ?? told?.send) : told?.send
  const state: DeliveryState | undefined = delivery?.state
  return {
    ...ledgerOf(row),
    title: row.title,
    url: row.url ?? undefined,
    publisher: row.publisher,
    delivery: state,
    deliveryError: delivery?.error ?? undefined,
  }
}
