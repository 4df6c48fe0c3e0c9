import { sql } from 'kysely'
import type { Feedback, Mute } from '../../domain/alert.ts'
import type { FeedState } from '../../domain/feed.ts'
import { parsed } from '../rows.ts'
import type { Db } from '../schema.ts'

export async function feedStates(db: Db): Promise<readonly FeedState[]> {
  const rows = await db.selectFrom('feed_states').select('state').orderBy('feed').execute()
  return rows.map((row) => parsed<FeedState>(row.state))
}

/** One parameter for all of them. */
export async function putFeedStates(db: Db, states: readonly FeedState[]): Promise<void> {
  const rows = states.map((state) => [state.feed, JSON.stringify(state)])
  await sql`insert into feed_states (feed, state)
    select value ->> 0, value ->> 1 from json_each(${JSON.stringify(rows)}) where true
    on conflict (feed) do update set state = excluded.state`.execute(db)
}

/** Mutes that still hold, by topic. */
export async function mutes(db: Db, now: number): Promise<readonly Mute[]> {
  return db.selectFrom('mutes').selectAll().where('until', '>', now).orderBy('topic').execute()
}

export async function mute(db: Db, { topic, until, by }: Mute): Promise<void> {
  await db
    .insertInto('mutes')
    .values({ topic, until, by })
    .onConflict((conflict) => conflict.column('topic').doUpdateSet({ until, by }))
    .execute()
}

export async function unmute(db: Db, topic: string): Promise<boolean> {
  const result = await db.deleteFrom('mutes').where('topic', '=', topic).executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** One verdict of a person on an alert; the latest counts. */
export async function addFeedback(db: Db, feedback: Feedback): Promise<void> {
  const { alert, by, story, verdict, at } = feedback
  const columns = { story, verdict, at, topics: JSON.stringify(feedback.topics) }
  await db
    .insertInto('feedback')
    .values({ alert, by, ...columns })
    .onConflict((conflict) => conflict.columns(['alert', 'by']).doUpdateSet(columns))
    .execute()
}

type Count = { told: number; notRelevant: number }

/** Story alerts that arrived, and those that at least one reader found not relevant. */
export async function feedbackByTopic(db: Db): Promise<ReadonlyMap<string, Readonly<Count>>> {
  const told = await db
    .selectFrom('alerts')
    .select((eb) => ['topics', eb.fn.countAll<number>().as('n')])
    .where('kind', '=', 'alert')
    .where('sent_at', 'is not', null)
    .groupBy('topics')
    .execute()
  const unwanted = await db
    .selectFrom('feedback')
    .select((eb) => ['topics', eb.fn.count<number>('alert').distinct().as('n')])
    .where('verdict', '=', 'not-relevant')
    .groupBy('topics')
    .execute()
  const counts = new Map<string, Count>()
  for (const row of told) add(counts, row, 'told')
  for (const row of unwanted) add(counts, row, 'notRelevant')
  return counts
}

function add(
  counts: Map<string, Count>,
  row: { readonly topics: string; readonly n: number },
  what: keyof Count,
): void {
  for (const topic of parsed<string[]>(row.topics)) {
    const count = counts.get(topic) ?? { told: 0, notRelevant: 0 }
    count[what] += Number(row.n)
    counts.set(topic, count)
  }
}

export async function getValue(db: Db, name: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('vals')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.value
}

export async function setValue(db: Db, name: string, value: string): Promise<void> {
  await db
    .insertInto('vals')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}
