import { hash } from 'node:crypto'
import { sql } from 'kysely'
import type { Article } from '../../domain/article.ts'
import type { Keyed } from '../../domain/ports.ts'
import type { Match } from '../../domain/rule.ts'
import { articleOf, articleRow, parsed } from '../rows.ts'
import type { Db, KeyTable } from '../schema.ts'
import { chunks } from './chunks.ts'

type ArticleRow = ReturnType<typeof articleRow>

const DAY_MS = 86_400_000
/** The day on which a key was last listed is kept this roughly, so that a quiet feed costs no writes. */
const TOUCH_DAYS = 30
const PAGE = 500

/** 96 bits of SHA-256: among a hundred million keys the chance of two alike is one in ten trillion. */
export function keyHash(key: string): string {
  return hash('sha256', key, 'base64url').slice(0, 16)
}

/** Which articles own these keys. Notes, once a month, that the keys are still listed. */
export async function known(
  db: Db,
  keys: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, string>> {
  const keyOf = new Map(keys.map((key) => [keyHash(key), key]))
  const today = Math.floor(now / DAY_MS)
  const hashes = JSON.stringify([...keyOf.keys()])
  const { rows } = await sql<KeyTable>`select hash, article, seen_day from keys
    where hash in (select value from json_each(${hashes}))`.execute(db)
  const stale = rows.filter((row) => row.seen_day < today - TOUCH_DAYS)
  if (stale.length > 0)
    await touch(
      db,
      stale.map((row) => row.hash),
      today,
    )
  return new Map(rows.map((row) => [keyOf.get(row.hash) ?? '', row.article]))
}

async function touch(db: Db, hashes: readonly string[], today: number): Promise<void> {
  for (const some of chunks(hashes)) {
    await db.updateTable('keys').set({ seen_day: today }).where('hash', 'in', some).execute()
  }
}

export async function articlesById(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Article>> {
  const found = new Map<string, Article>()
  for (const some of chunks([...new Set(ids)])) {
    const rows = await db.selectFrom('articles').selectAll().where('id', 'in', some).execute()
    for (const row of rows) found.set(row.id, articleOf(row))
  }
  return found
}

export async function article(db: Db, id: string): Promise<Article | undefined> {
  const row = await db.selectFrom('articles').selectAll().where('id', '=', id).executeTakeFirst()
  return row && articleOf(row)
}

/** All in two statements of one parameter each: with a parameter a column, building them took longer than their work. */
export async function addArticles(db: Db, added: readonly Keyed[], now: number): Promise<void> {
  if (added.length === 0) return
  const rows = JSON.stringify(added.map(({ article: one }) => wellFormed(articleRow(one))))
  await sql`insert into articles
      (id, url, title, lead, body, lang, publisher, published_at, first_seen_at, feeds, langs, tags)
    select value ->> 'id', value ->> 'url', value ->> 'title', value ->> 'lead', value ->> 'body', value ->> 'lang',
      value ->> 'publisher', value ->> 'published_at', value ->> 'first_seen_at', value ->> 'feeds',
      value ->> 'langs', value ->> 'tags'
    from json_each(${rows}) where true
    on conflict (id) do nothing`.execute(db)
  await addKeys(db, added, now)
}

/** Half a character, as a feed may write it, is the replacement sign: SQLite's JSON would make three of it. */
function wellFormed(row: ArticleRow): ArticleRow {
  return {
    ...row,
    title: row.title.toWellFormed(),
    lead: row.lead.toWellFormed(),
    body: row.body.toWellFormed(),
  }
}

export async function reviseArticle(
  db: Db,
  revised: Article,
  keys: readonly string[],
  now: number,
): Promise<void> {
  const { id, ...columns } = articleRow(revised)
  await db.updateTable('articles').set(columns).where('id', '=', id).execute()
  await addKeys(db, [{ article: revised, keys }], now)
}

async function addKeys(db: Db, added: readonly Keyed[], now: number): Promise<void> {
  const pairs = added.flatMap(({ article: { id }, keys }) => keys.map((key) => [keyHash(key), id]))
  if (pairs.length === 0) return
  await sql`insert into keys (hash, article, seen_day)
    select value ->> 0, value ->> 1, ${Math.floor(now / DAY_MS)} from json_each(${JSON.stringify(pairs)}) where true
    on conflict (hash) do nothing`.execute(db)
}

/** Newest first, read page by page so that other work goes between. */
export async function* articlesSince(
  page: (before: Position | undefined, size: number) => Promise<readonly Article[]>,
  limit: number,
): AsyncIterable<Article> {
  let left = limit
  let last: Position | undefined
  while (left > 0) {
    const size = Math.min(PAGE, left)
    const articles = await page(last, size)
    yield* articles
    const end = articles.at(-1)
    if (end === undefined || articles.length < size) return
    last = { at: end.firstSeenAt, id: end.id }
    left -= articles.length
  }
}

type Position = { readonly at: number; readonly id: string }

export async function articlePage(
  db: Db,
  since: number,
  before: Position | undefined,
  size: number,
): Promise<readonly Article[]> {
  let query = db.selectFrom('articles').selectAll().where('first_seen_at', '>=', since)
  if (before !== undefined) {
    query = query.where((eb) =>
      eb.or([
        eb('first_seen_at', '<', before.at),
        eb.and([eb('first_seen_at', '=', before.at), eb('id', '<', before.id)]),
      ]),
    )
  }
  const rows = await query
    .orderBy('first_seen_at', 'desc')
    .orderBy('id', 'desc')
    .limit(size)
    .execute()
  return rows.map(articleOf)
}

export async function firedTopics(db: Db, of: string): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('matches').select('topic').where('article', '=', of).execute()
  return new Set(rows.map((row) => row.topic))
}

/** The latest match of a topic replaces an earlier one of the same article. */
export async function addMatches(
  db: Db,
  of: string,
  matches: readonly Match[],
  rulesHash: string,
  at: number,
): Promise<void> {
  for (const match of matches) {
    const columns = { at, rules_hash: rulesHash, json: JSON.stringify(match) }
    await db
      .insertInto('matches')
      .values({ article: of, topic: match.topic, ...columns })
      .onConflict((conflict) => conflict.columns(['article', 'topic']).doUpdateSet(columns))
      .execute()
  }
}

export async function matchesOf(db: Db, of: string): Promise<readonly Match[]> {
  const rows = await db
    .selectFrom('matches')
    .select('json')
    .where('article', '=', of)
    .orderBy('at')
    .orderBy('topic')
    .execute()
  return rows.map((row) => parsed<Match>(row.json))
}
