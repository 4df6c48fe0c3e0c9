import type { Report } from '../../domain/story.ts'
import { parsed } from '../rows.ts'
import type { Db } from '../schema.ts'
import { putRow } from './many.ts'

/** A later reading of the same article replaces the earlier one. */
export async function addReport(db: Db, report: Report): Promise<void> {
  const { article, story, at } = report
  await putRow(db, 'reports', ['article'], { article, story, at, json: JSON.stringify(report) })
}

export async function storyOf(db: Db, article: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('reports')
    .select('story')
    .where('article', '=', article)
    .executeTakeFirst()
  return row?.story
}

export async function reports(db: Db, story: string): Promise<readonly Report[]> {
  const rows = await db
    .selectFrom('reports')
    .select('json')
    .where('story', '=', story)
    .orderBy('at')
    .orderBy('article')
    .execute()
  return rows.map((row) => parsed<Report>(row.json))
}

export async function reportsSince(db: Db, since: number): Promise<readonly Report[]> {
  const rows = await db
    .selectFrom('reports')
    .select('json')
    .where('at', '>=', since)
    .orderBy('at')
    .orderBy('article')
    .execute()
  return rows.map((row) => parsed<Report>(row.json))
}
