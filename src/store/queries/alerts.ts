import { sql } from 'kysely'
import type { Alert, Card, Notice, NoticeCard } from '../../domain/alert.ts'
import { alertOf, alertRow, holdsWord, parsed } from '../rows.ts'
import type { Db } from '../schema.ts'

/** An alert that is there already stays as it is: its id is its idempotency key. */
export async function addAlert(db: Db, alert: Alert): Promise<void> {
  await db
    .insertInto('alerts')
    .values(alertRow(alert))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

export async function changeCard(db: Db, alert: string, card: Card): Promise<void> {
  await db
    .updateTable('alerts')
    .set({ card: JSON.stringify(card) })
    .where('id', '=', alert)
    .execute()
}

export async function told(db: Db, story: string, channel: string): Promise<readonly Alert[]> {
  const rows = await db
    .selectFrom('alerts')
    .selectAll()
    .where('story', '=', story)
    .where('channel', '=', channel)
    .orderBy('turn')
    .execute()
  return rows.map(alertOf)
}

/** Alerts and digests since `since`, critical alerts apart; notices and edits are no messages to readers. */
export async function countAlerts(
  db: Db,
  channel: string,
  since: number,
  topic: string | undefined,
): Promise<number> {
  let query = db
    .selectFrom('alerts')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('channel', '=', channel)
    .where('created_at', '>=', since)
    .where((eb) =>
      eb.or([
        eb('kind', '=', 'digest'),
        eb.and([eb('kind', '=', 'alert'), eb('severity', '!=', 'critical')]),
      ]),
    )
  if (topic !== undefined) {
    query = query.where(sql<boolean>`topics like ${holdsWord(topic)} escape '\\'`)
  }
  const row = await query.executeTakeFirst()
  return Number(row?.n ?? 0)
}

export async function alert(db: Db, id: string): Promise<Alert | undefined> {
  const row = await db.selectFrom('alerts').selectAll().where('id', '=', id).executeTakeFirst()
  return row && alertOf(row)
}

export async function alertsOfStory(db: Db, story: string): Promise<readonly Alert[]> {
  const rows = await db
    .selectFrom('alerts')
    .selectAll()
    .where('story', '=', story)
    .orderBy('created_at')
    .orderBy('channel')
    .orderBy('turn')
    .execute()
  return rows.map(alertOf)
}

export async function recentAlerts(db: Db, limit: number): Promise<readonly Alert[]> {
  const rows = await db
    .selectFrom('alerts')
    .selectAll()
    .where('kind', '=', 'alert')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(alertOf)
}

export async function addNotice(db: Db, notice: Notice): Promise<boolean> {
  const result = await db
    .insertInto('notices')
    .values({ key: notice.key, at: notice.at, card: JSON.stringify(notice.card) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0
}

export async function notices(db: Db, limit: number): Promise<readonly Notice[]> {
  const rows = await db
    .selectFrom('notices')
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('key', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ key: row.key, at: row.at, card: parsed<NoticeCard>(row.card) }))
}
