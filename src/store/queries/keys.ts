import { sql } from 'kysely'
import type { Keyed } from '../../domain/ports.ts'
import { KEY_MARK, KEY_OWNER } from '../../lib/key-names.ts'
import type { Db, KeyTable } from '../schema.ts'
import { chunks } from './chunks.ts'
import { insertMany } from './many.ts'

const DAY_MS = 86_400_000
/** The day on which a key was last listed is kept this roughly, so that a quiet feed costs no writes. */
const TOUCH_DAYS = 30

const SHELF = KEY_MARK.length + KEY_OWNER
/** Where in a key begins what the first version's names began with, counted from 1. */
const BEHIND_OWNER = SHELF + 1

/** Whether the table may still hold names of the first version; nobody writes such any more. */
export type OldNames = { mayBe: boolean }

/** Which articles own these keys. Notes, once a month, that the keys are still listed. */
export async function known(
  db: Db,
  keys: readonly string[],
  now: number,
  oldNames: OldNames,
): Promise<ReadonlyMap<string, string>> {
  const today = Math.floor(now / DAY_MS)
  const rows = await named(db, keys)
  const stale = rows.filter((row) => row.seen_day < today - TOUCH_DAYS)
  await touch(
    db,
    stale.map((row) => row.hash),
    today,
  )
  const owners = new Map(rows.map((row) => [row.hash, row.article]))
  if (owners.size === keys.length) return owners
  oldNames.mayBe &&= await hasOldNames(db)
  if (!oldNames.mayBe) return owners
  const missing = keys.filter((key) => !owners.has(key))
  return new Map([...owners, ...(await renamed(db, missing, today))])
}

async function named(db: Db, names: readonly string[]): Promise<readonly KeyTable[]> {
  const shelves = await filled(db, new Set(names.map(shelfOf)))
  if (shelves.size === 0) return []
  const sought = names.filter((name) => shelves.has(shelfOf(name)))
  const { rows } = await sql<KeyTable>`select hash, article, seen_day from keys
    where hash in (select value from json_each(${JSON.stringify(sought)}))`.execute(db)
  return rows
}

/** Those where anything stands: a feed that is polled for the first time has hundreds of keys and none of them there. */
async function filled(db: Db, shelves: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const sought = JSON.stringify([...shelves])
  const { rows } = await sql<{ shelf: string }>`select value as shelf from json_each(${sought})
    where exists (select 1 from keys where hash >= value and hash < value || ${KEY_MARK})`.execute(
    db,
  )
  return new Set(rows.map(({ shelf }) => shelf))
}

/** Mark and owner, which all keys of one feed, host or publisher begin with. */
function shelfOf(name: string): string {
  return name.slice(0, SHELF)
}

async function hasOldNames(db: Db): Promise<boolean> {
  const { rows } = await sql`select 1 from keys where hash < ${KEY_MARK} limit 1`.execute(db)
  return rows.length > 0
}

/** Those that are known under their old names get their new ones; what nobody lists any more goes with its time. */
async function renamed(
  db: Db,
  keys: readonly string[],
  today: number,
): Promise<ReadonlyMap<string, string>> {
  const marked = keys.filter((key) => key.startsWith(KEY_MARK))
  const { rows } = await sql<KeyTable & { key: string }>`
    select hash, article, seen_day, value as key from json_each(${JSON.stringify(marked)})
    join keys on hash >= substr(value, ${BEHIND_OWNER}) and hash < substr(value, ${BEHIND_OWNER}) || ${KEY_MARK}`.execute(
    db,
  )
  if (rows.length === 0) return new Map()
  for (const some of chunks(rows.map((row) => row.hash)))
    await db.deleteFrom('keys').where('hash', 'in', some).execute()
  const owners = rows.map(({ key, article }) => [key, article] as const)
  await insert(db, owners, today)
  return new Map(owners)
}

async function touch(db: Db, names: readonly string[], today: number): Promise<void> {
  for (const some of chunks(names)) {
    await db.updateTable('keys').set({ seen_day: today }).where('hash', 'in', some).execute()
  }
}

/** Keys that another article owns stay there. */
export async function addKeys(db: Db, added: readonly Keyed[], now: number): Promise<void> {
  const owned = added.flatMap(({ article: { id }, keys }) => keys.map((key) => [key, id] as const))
  await insert(db, owned, Math.floor(now / DAY_MS))
}

async function insert(
  db: Db,
  owned: readonly (readonly [key: string, article: string])[],
  today: number,
): Promise<void> {
  const rows = owned.map(([hash, article]) => ({ hash, article, seen_day: today }))
  await insertMany(db, 'keys', rows)
}
