import type { Db } from '../schema.ts'

const DAY_MS = 86_400_000
/**
 * Keys stay this much longer than their articles: a feed that lists an old item, or that comes back
 * after months, must not have it told again. A key costs about 60 bytes.
 */
const KEYS_LONGER_DAYS = 400
const CHUNK = 500

/**
 * Removes one chunk of what is older than `before`: matches go with their article, keys and
 * notices ("told once") a good year later; alerts, ledger and feedback stay.
 */
export async function pruneChunk(
  db: Db,
  before: number,
): Promise<{ readonly articles: number; readonly done: boolean }> {
  const articles = await deleteOldArticles(db, before)
  const reports = await deleteOldReports(db, before)
  const keys = await deleteOldKeys(db, Math.floor(before / DAY_MS) - KEYS_LONGER_DAYS)
  const notices = await deleteOldNotices(db, before - KEYS_LONGER_DAYS * DAY_MS)
  return { articles, done: Math.max(articles, reports, keys, notices) < CHUNK }
}

async function deleteOldArticles(db: Db, before: number): Promise<number> {
  const old = db
    .selectFrom('articles')
    .select('id')
    .where('first_seen_at', '<', before)
    .orderBy('first_seen_at')
    .limit(CHUNK)
  const result = await db.deleteFrom('articles').where('id', 'in', old).executeTakeFirst()
  return Number(result.numDeletedRows)
}

async function deleteOldReports(db: Db, before: number): Promise<number> {
  const old = db.selectFrom('reports').select('article').where('at', '<', before).limit(CHUNK)
  const result = await db.deleteFrom('reports').where('article', 'in', old).executeTakeFirst()
  return Number(result.numDeletedRows)
}

async function deleteOldKeys(db: Db, beforeDay: number): Promise<number> {
  const old = db.selectFrom('keys').select('hash').where('seen_day', '<', beforeDay).limit(CHUNK)
  const result = await db.deleteFrom('keys').where('hash', 'in', old).executeTakeFirst()
  return Number(result.numDeletedRows)
}

async function deleteOldNotices(db: Db, before: number): Promise<number> {
  const old = db.selectFrom('notices').select('key').where('at', '<', before).limit(CHUNK)
  const result = await db.deleteFrom('notices').where('key', 'in', old).executeTakeFirst()
  return Number(result.numDeletedRows)
}
