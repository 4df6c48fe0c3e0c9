import type { DeliveryState } from '../../domain/alert.ts'
import type { StoreStatus } from '../../domain/ports.ts'
import type { Db } from '../schema.ts'

export async function counts(db: Db): Promise<Omit<StoreStatus, 'file' | 'bytes'>> {
  const articles = await db
    .selectFrom('articles')
    .select((eb) => [eb.fn.countAll<number>().as('n'), eb.fn.min('first_seen_at').as('oldest')])
    .executeTakeFirst()
  const stories = await db
    .selectFrom('reports')
    .select((eb) => eb.fn.count<number>('story').distinct().as('n'))
    .executeTakeFirst()
  const alerts = await db
    .selectFrom('alerts')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('kind', '=', 'alert')
    .executeTakeFirst()
  return {
    articles: Number(articles?.n ?? 0),
    oldestArticleAt: articles?.oldest ?? undefined,
    stories: Number(stories?.n ?? 0),
    alerts: Number(alerts?.n ?? 0),
    ...(await queue(db)),
  }
}

async function queue(
  db: Db,
): Promise<Pick<StoreStatus, 'queue' | 'unpublished' | 'oldestQueuedAt'>> {
  const rows = await db
    .selectFrom('deliveries')
    .select((eb) => [
      'state',
      'op',
      eb.fn.countAll<number>().as('n'),
      eb.fn.min('created_at').as('oldest'),
    ])
    .groupBy(['state', 'op'])
    .execute()
  const states: Record<DeliveryState, number> = { queued: 0, leased: 0, sent: 0, dead: 0 }
  let unpublished = 0
  for (const { state, op, n } of rows) {
    if (state === 'dead' && op === 'publish') unpublished += Number(n)
    else states[state] += Number(n)
  }
  const queued = rows.filter(({ state }) => state === 'queued').map(({ oldest }) => oldest)
  const oldest = queued.length > 0 ? Math.min(...queued) : undefined
  return { queue: states, unpublished, oldestQueuedAt: oldest }
}
