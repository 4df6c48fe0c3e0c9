import { sql } from 'kysely'
import type { Article } from '../../domain/article.ts'
import type { Keyed } from '../../domain/ports.ts'
import type { Match } from '../../domain/rule.ts'
import { articleOf, articleRow, literally, parsed } from '../rows.ts'
import type { Db } from '../schema.ts'
import { chunks } from './chunks.ts'
import { addKeys } from './keys.ts'
import { insertMany, putRow } from './many.ts'

const PAGE = 500

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

export async function findArticles(db: Db, name: string): Promise<readonly Article[]> {
  const rows = await db
    .selectFrom('articles')
    .selectAll()
    .where((eb) =>
      eb.or([eb('url', '=', name), sql<boolean>`id like ${`%${literally(name)}`} escape '\\'`]),
    )
    .limit(5)
    .execute()
  return rows.map(articleOf)
}

export async function addArticles(db: Db, added: readonly Keyed[], now: number): Promise<void> {
  const rows = added.map(({ article: one }) => articleRow(one))
  await insertMany(db, 'articles', rows)
  await addKeys(db, added, now)
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
    const json = JSON.stringify(match)
    const row = { article: of, topic: match.topic, at, rules_hash: rulesHash, json }
    await putRow(db, 'matches', ['article', 'topic'], row)
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
