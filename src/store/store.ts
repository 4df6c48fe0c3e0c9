import type { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import type { Clock, Store } from '../domain/ports.ts'
import { prune } from './pruning.ts'
import * as alerts from './queries/alerts.ts'
import * as articles from './queries/articles.ts'
import * as deliveries from './queries/deliveries.ts'
import { lease, nextDue } from './queries/lease.ts'
import { ledger } from './queries/ledger.ts'
import * as readers from './queries/readers.ts'
import { reportsSince } from './queries/reports.ts'
import { counts } from './queries/status.ts'
import type { Db, Tables } from './schema.ts'
import { sqliteDialect } from './sqlite/dialect.ts'
import { sizeOf } from './sqlite/open.ts'
import { createTurns } from './turns.ts'
import { createTx } from './tx.ts'

const MANY = 1_000_000_000

export function createDb(database: DatabaseSync, file: string): Db {
  return new Kysely<Tables>({ dialect: sqliteDialect(database, file) })
}

/** The Store over an open database whose tables are of the newest version. */
export function createStore(db: Db, database: DatabaseSync, clock: Clock): Store {
  const turns = createTurns(db, database)
  const { outside, inTransaction, inQuickTransaction } = turns
  const oldNames = { mayBe: true }
  return {
    // Whatever leaves the process is leased first: that commit takes these to the disk with it.
    transaction: (work) =>
      inQuickTransaction((open) => work(createTx(open, clock.now(), oldNames))),

    feedStates: () => readers.feedStates(outside()),
    putFeedState: (state) => readers.putFeedStates(outside(), [state]),

    reportsSince: (since) => reportsSince(outside(), since),
    article: (id) => articles.article(outside(), id),
    findArticles: (name) => articles.findArticles(outside(), name),
    articlesSince: (since, limit = MANY) =>
      articles.articlesSince(
        (before, size) => articles.articlePage(outside(), since, before, size),
        limit,
      ),
    matchesOf: (article) => articles.matchesOf(outside(), article),

    lease: (now, leaseMs, limit, except) =>
      inTransaction((open) => lease(open, now, leaseMs, limit, except)),
    nextDue: (except) => nextDue(outside(), clock.now(), except),
    sent: (key, messageId, at) =>
      inTransaction((open) => deliveries.sent(open, key, messageId, at)),
    requeue: (key, dueAt, options) =>
      inTransaction((open) => deliveries.requeue(open, key, dueAt, options)),
    bury: (key, error, at) => inTransaction((open) => deliveries.bury(open, key, error, at)),
    countPublished: (channel, from, to) => deliveries.countPublished(outside(), channel, from, to),
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

    prune: (before) => prune(turns, database, before),
    status: async () => ({
      ...(await counts(outside())),
      file: database.location() ?? ':memory:',
      bytes: sizeOf(database),
    }),
    close: () => close(db, database),
  }
}

async function close(db: Db, database: DatabaseSync): Promise<void> {
  await db.destroy()
  if (database.isOpen) database.close()
}
