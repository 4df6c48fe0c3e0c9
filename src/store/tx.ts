import type { Mute } from '../domain/alert.ts'
import type { Tx } from '../domain/ports.ts'
import * as alerts from './queries/alerts.ts'
import * as articles from './queries/articles.ts'
import * as deliveries from './queries/deliveries.ts'
import { known, type OldNames } from './queries/keys.ts'
import * as ledger from './queries/ledger.ts'
import * as readers from './queries/readers.ts'
import * as reports from './queries/reports.ts'
import type { Db } from './schema.ts'

/** The handle of one open transaction. */
export function createTx(db: Db, now: number, oldNames: OldNames): Tx {
  // Nobody mutes while it is open, and each article that matches asks.
  let muted: Promise<readonly Mute[]> | undefined
  return {
    known: (keys) => known(db, keys, now, oldNames),
    articles: (ids) => articles.articlesById(db, ids),
    addArticles: (all) => articles.addArticles(db, all, now),
    reviseArticle: (article, keys) => articles.reviseArticle(db, article, keys, now),
    firedTopics: (article) => articles.firedTopics(db, article),
    addMatches: (article, matches, hash, at) => articles.addMatches(db, article, matches, hash, at),
    addReport: (report) => reports.addReport(db, report),
    storyOf: (article) => reports.storyOf(db, article),
    reports: (story) => reports.reports(db, story),
    told: (story, channel) => alerts.told(db, story, channel),
    addLedger: (entry) => ledger.addLedger(db, entry),
    waitingForDigest: (channel) => ledger.waitingForDigest(db, channel),
    waitingTopics: (channel) => ledger.waitingTopics(db, channel),
    digestOf: (story, channel) => ledger.digestOf(db, story, channel),
    digested: (ids, alert) => ledger.digested(db, ids, alert),
    countAlerts: (channel, since, topic) => alerts.countAlerts(db, channel, since, topic),
    addAlert: (alert) => alerts.addAlert(db, alert),
    changeCard: (alert, card) => alerts.changeCard(db, alert, card),
    enqueue: (delivery) => deliveries.enqueue(db, delivery),
    addNotice: (notice) => alerts.addNotice(db, notice),
    mutes: async (at) => (await (muted ??= readers.mutes(db, 0))).filter(({ until }) => until > at),
    putFeedStates: (states) => readers.putFeedStates(db, states),
  }
}
