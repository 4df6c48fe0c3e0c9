import { AsyncLocalStorage } from 'node:async_hooks'
import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { Kysely } from 'kysely'
import { InvariantError } from '../domain/errors.ts'
import type { Clock, Store } from '../domain/ports.ts'
import * as alerts from './queries/alerts.ts'
import * as articles from './queries/articles.ts'
import * as deliveries from './queries/deliveries.ts'
import { lease, nextDue } from './queries/lease.ts'
import { ledger } from './queries/ledger.ts'
import { pruneChunk } from './queries/prune.ts'
import * as readers from './queries/readers.ts'
import { reportsSince } from './queries/reports.ts'
import { counts } from './queries/status.ts'
import type { Db, Tables } from './schema.ts'
import { sqliteDialect } from './sqlite/dialect.ts'
import { shrink, sizeOf } from './sqlite/open.ts'
import { createTx } from './tx.ts'

const SHRINK_PAGES = 256
const MANY = 1_000_000_000

export function createDb(database: DatabaseSync, file: string): Db {
  return new Kysely<Tables>({ dialect: sqliteDialect(database, file) })
}

/** The Store over an open database whose tables are of the newest version. */
export function createStore(db: Db, database: DatabaseSync, clock: Clock): Store {
  const { outside, inTransaction } = createTurns(db)
  return {
    transaction: (work) => inTransaction((open) => work(createTx(open, clock.now()))),

    feedStates: () => readers.feedStates(outside()),
    putFeedState: (state) => readers.putFeedState(outside(), state),

    reportsSince: (since) => reportsSince(outside(), since),
    article: (id) => articles.article(outside(), id),
    articlesSince: (since, limit = MANY) =>
      articles.articlesSince(
        (before, size) => articles.articlePage(outside(), since, before, size),
        limit,
      ),
    matchesOf: (article) => articles.matchesOf(outside(), article),

    lease: (now, leaseMs, limit, except) =>
      inTransaction((open) => lease(open, now, leaseMs, limit, except)),
    nextDue: (except) => nextDue(outside(), except),
    sent: (key, messageId, at) =>
      inTransaction((open) => deliveries.sent(open, key, messageId, at)),
    requeue: (key, dueAt, options) =>
      inTransaction((open) => deliveries.requeue(open, key, dueAt, options)),
    bury: (key, error, at) => inTransaction((open) => deliveries.bury(open, key, error, at)),
    freeLeases: () => deliveries.freeLeases(outside()),
    deadDeliveries: (limit) => deliveries.deadDeliveries(outside(), limit),

    alert: (id) => alerts.alert(outside(), id),
    alertsOfStory: (story) => alerts.alertsOfStory(outside(), story),
    recentAlerts: (limit) => alerts.recentAlerts(outside(), limit),
    ledger: (query) => ledger(outside(), query),
    notices: (limit) => alerts.notices(outside(), limit),

    mutes: (now) => readers.mutes(outside(), now),
    mute: (mute) => readers.mute(outside(), mute),
    unmute: (topic) => readers.unmute(outside(), topic),
    addFeedback: (feedback) => readers.addFeedback(outside(), feedback),
    feedbackByTopic: () => readers.feedbackByTopic(outside()),

    getValue: (name) => readers.getValue(outside(), name),
    setValue: (name, value) => readers.setValue(outside(), name, value),

    prune: (before) => prune(inTransaction, database, before),
    status: async () => ({
      ...(await counts(outside())),
      file: database.location() ?? ':memory:',
      bytes: sizeOf(database),
    }),
    close: () => close(db, database),
  }
}

type InTransaction = <T>(work: (open: Db) => Promise<T>) => Promise<T>

/**
 * kysely lets one user after the other have the connection. Whoever asks for it from inside a
 * transaction, past its own handle, would wait for itself for ever: that is an error instead.
 */
function createTurns(db: Db): { outside: () => Db; inTransaction: InTransaction } {
  const inside = new AsyncLocalStorage<boolean>()
  function outside(): Db {
    if (inside.getStore() !== true) return db
    throw new InvariantError('Inside a transaction only its own handle may be used.')
  }
  async function inTransaction<T>(work: (open: Db) => Promise<T>): Promise<T> {
    return outside()
      .transaction()
      .execute((open) => inside.run(true, () => work(open)))
  }
  return { outside, inTransaction }
}

/** Chunk by chunk, so that polls and deliveries go between. */
async function prune(
  inTransaction: InTransaction,
  database: DatabaseSync,
  before: number,
): Promise<number> {
  let articlesGone = 0
  for (;;) {
    const { articles: gone, done } = await inTransaction((open) => pruneChunk(open, before))
    articlesGone += gone
    await setImmediate()
    if (done) break
  }
  while (!database.isTransaction && shrink(database, SHRINK_PAGES)) await setImmediate()
  return articlesGone
}

async function close(db: Db, database: DatabaseSync): Promise<void> {
  await db.destroy()
  if (database.isOpen) database.close()
}
