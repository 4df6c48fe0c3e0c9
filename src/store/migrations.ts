import { sql } from 'kysely'
import type { Db } from './schema.ts'

export type Migration = {
  /** 1, 2, 3, …; the version that the database has afterwards. */
  readonly version: number
  up(db: Db): Promise<void>
}

/** In order and never changed once released: a correction is a further migration. */
export const MIGRATIONS: readonly Migration[] = [{ version: 1, up: firstTables }]

export const NEWEST_VERSION = MIGRATIONS.length

async function firstTables(db: Db): Promise<void> {
  await articleTables(db)
  await alertTables(db)
  await deliveryTable(db)
  await smallTables(db)
}

async function articleTables(db: Db): Promise<void> {
  await db.schema
    .createTable('articles')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('url', 'text')
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('lead', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('lang', 'text', (column) => column.notNull())
    .addColumn('publisher', 'text', (column) => column.notNull())
    .addColumn('published_at', 'bigint')
    .addColumn('first_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('feeds', 'text', (column) => column.notNull())
    .addColumn('langs', 'text', (column) => column.notNull())
    .addColumn('tags', 'text', (column) => column.notNull())
    .execute()
  await index(db, 'articles_by_age', 'articles', ['first_seen_at', 'id'])

  await db.schema
    .createTable('keys')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('article', 'text', (column) => column.notNull())
    .addColumn('seen_day', 'integer', (column) => column.notNull())
    // SQLite's: the hash is kept once, not in table and index (https://www.sqlite.org/withoutrowid.html).
    .modifyEnd(sql`without rowid`)
    .execute()

  await db.schema
    .createTable('matches')
    .addColumn('article', 'text', (column) =>
      column.notNull().references('articles.id').onDelete('cascade'),
    )
    .addColumn('topic', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('rules_hash', 'text', (column) => column.notNull())
    .addColumn('json', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('matches_key', ['article', 'topic'])
    .execute()

  await db.schema
    .createTable('reports')
    .addColumn('article', 'text', (column) => column.primaryKey())
    .addColumn('story', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('json', 'text', (column) => column.notNull())
    .execute()
  await index(db, 'reports_by_story', 'reports', ['story', 'at'])
  await index(db, 'reports_by_age', 'reports', ['at'])
}

async function alertTables(db: Db): Promise<void> {
  await db.schema
    .createTable('alerts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('story', 'text')
    .addColumn('turn', 'integer', (column) => column.notNull())
    .addColumn('severity', 'text', (column) => column.notNull())
    .addColumn('topics', 'text', (column) => column.notNull())
    .addColumn('card', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('replies_to', 'text')
    .addColumn('message_id', 'text')
    .addColumn('sent_at', 'bigint')
    .addColumn('edited_at', 'bigint')
    .execute()
  await index(db, 'alerts_by_story', 'alerts', ['story', 'channel', 'turn'])
  await index(db, 'alerts_by_channel', 'alerts', ['channel', 'created_at'])
  await index(db, 'alerts_by_age', 'alerts', ['created_at'])

  await db.schema
    .createTable('ledger')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('article', 'text', (column) => column.notNull())
    .addColumn('story', 'text', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('decision', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('severity', 'text', (column) => column.notNull())
    .addColumn('topics', 'text', (column) => column.notNull())
    .addColumn('alert', 'text')
    .addColumn('rules_hash', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('url', 'text')
    .addColumn('publisher', 'text', (column) => column.notNull())
    .execute()
  await index(db, 'ledger_by_age', 'ledger', ['at'])
  await index(db, 'ledger_by_story', 'ledger', ['story'])
  await db.schema
    .createIndex('ledger_waiting')
    .on('ledger')
    .columns(['channel', 'at'])
    .where(sql<boolean>`decision = 'digest' and alert is null`)
    .execute()
}

async function deliveryTable(db: Db): Promise<void> {
  await db.schema
    .createTable('deliveries')
    .addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('key', 'text', (column) => column.notNull().unique())
    .addColumn('alert', 'text', (column) => column.notNull().references('alerts.id'))
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('op', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('leased_until', 'bigint')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('first_tried_at', 'bigint')
    .addColumn('finished_at', 'bigint')
    .addColumn('uncertain', 'integer', (column) => column.notNull())
    .addColumn('error', 'text')
    .execute()
  await index(db, 'deliveries_by_alert', 'deliveries', ['alert', 'seq'])
  await db.schema
    .createIndex('deliveries_open')
    .on('deliveries')
    .columns(['channel', 'seq'])
    .where(sql<boolean>`state in ('queued', 'leased')`)
    .execute()
  await db.schema
    .createIndex('deliveries_dead')
    .on('deliveries')
    .columns(['finished_at', 'seq'])
    .where(sql<boolean>`state = 'dead'`)
    .execute()
}

async function smallTables(db: Db): Promise<void> {
  await db.schema
    .createTable('notices')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('card', 'text', (column) => column.notNull())
    .execute()
  await index(db, 'notices_by_age', 'notices', ['at'])
  await db.schema
    .createTable('feed_states')
    .addColumn('feed', 'text', (column) => column.primaryKey())
    .addColumn('state', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('mutes')
    .addColumn('topic', 'text', (column) => column.primaryKey())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addColumn('by', 'text', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('feedback')
    .addColumn('alert', 'text', (column) => column.notNull())
    .addColumn('by', 'text', (column) => column.notNull())
    .addColumn('story', 'text', (column) => column.notNull())
    .addColumn('topics', 'text', (column) => column.notNull())
    .addColumn('verdict', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('feedback_key', ['alert', 'by'])
    .execute()
  await db.schema
    .createTable('vals')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute()
}

async function index(db: Db, name: string, table: string, columns: string[]): Promise<void> {
  await db.schema.createIndex(name).on(table).columns(columns).execute()
}
