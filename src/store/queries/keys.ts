import { hash } from 'node:crypto'
import { sql } from 'kysely'
import type { Keyed } from '../../domain/ports.ts'
import type { Db, KeyTable } from '../schema.ts'
import { chunks } from './chunks.ts'

const DAY_MS = 86_400_000
/** The day on which a key was last listed is kept this roughly, so that a quiet feed costs no writes. */
const TOUCH_DAYS = 30

/** What a key is called in the table. */
export type KeyNames = (key: string) => string

/** No character of a hash sorts after it: it parts these names from those of the first version, which had none. */
const MARK = '~'

/**
 * A mark, four characters for the feed, host or publisher that the key begins with, then 78 bits of SHA-256. What one
 * feed lists lies together, so that a poll touches a few pages of the table instead of one for each key: of a commit's
 * time most went into writing pages (docs/decisions/0016). Remembers names: for one transaction.
 */
export function createKeyNames(): KeyNames {
  const names = new Map<string, string>()
  const shelves = new Map<string, string>()
  function shelfOf(key: string): string {
    const owner = ownerIn(key)
    const known = shelves.get(owner)
    if (known !== undefined) return known
    const shelf = MARK + hash('sha256', owner, 'base64url').slice(0, 4)
    shelves.set(owner, shelf)
    return shelf
  }
  return function nameOf(key) {
    const known = names.get(key)
    if (known !== undefined) return known
    const name = shelfOf(key) + hash('sha256', key, 'base64url').slice(0, 13)
    names.set(key, name)
    return name
  }
}

/** What stands between the kind of a key (`g:`) and the next `:`, `/` or `?`. */
function ownerIn(key: string): string {
  let end = 2
  for (; end < key.length; end++) {
    const unit = key.charCodeAt(end)
    if (unit === 58 || unit === 47 || unit === 63) break
  }
  return key.slice(2, end)
}

/** As the first version named keys: 96 bits, scattered over the table. */
function oldName(key: string): string {
  return hash('sha256', key, 'base64url').slice(0, 16)
}

/** Whether the table may still hold names of the first version; nobody writes such any more. */
export type OldNames = { mayBe: boolean }

/** Which articles own these keys. Notes, once a month, that the keys are still listed. */
export async function known(
  db: Db,
  nameOf: KeyNames,
  keys: readonly string[],
  now: number,
  oldNames: OldNames,
): Promise<ReadonlyMap<string, string>> {
  const keyOf = new Map(keys.map((key) => [nameOf(key), key]))
  const today = Math.floor(now / DAY_MS)
  const rows = await named(db, [...keyOf.keys()])
  const stale = rows.filter((row) => row.seen_day < today - TOUCH_DAYS)
  await touch(
    db,
    stale.map((row) => row.hash),
    today,
  )
  const owners = new Map(rows.map((row) => [keyOf.get(row.hash)!, row.article]))
  if (owners.size === keys.length) return owners
  oldNames.mayBe &&= await hasOldNames(db)
  if (!oldNames.mayBe) return owners
  const missing = keys.filter((key) => !owners.has(key))
  return new Map([...owners, ...(await renamed(db, nameOf, missing, today))])
}

async function named(db: Db, names: readonly string[]): Promise<readonly KeyTable[]> {
  const { rows } = await sql<KeyTable>`select hash, article, seen_day from keys
    where hash in (select value from json_each(${JSON.stringify(names)}))`.execute(db)
  return rows
}

async function hasOldNames(db: Db): Promise<boolean> {
  const { rows } = await sql`select 1 from keys where hash < ${MARK} limit 1`.execute(db)
  return rows.length > 0
}

/** Those that are known under their old names get their new ones; what nobody lists any more goes with its time. */
async function renamed(
  db: Db,
  nameOf: KeyNames,
  keys: readonly string[],
  today: number,
): Promise<ReadonlyMap<string, string>> {
  const keyOf = new Map(keys.map((key) => [oldName(key), key]))
  const rows = await named(db, [...keyOf.keys()])
  if (rows.length === 0) return new Map()
  const owners = rows.map((row) => [keyOf.get(row.hash)!, row.article] as const)
  for (const some of chunks(rows.map((row) => row.hash)))
    await db.deleteFrom('keys').where('hash', 'in', some).execute()
  await insert(
    db,
    owners.map(([key, article]) => [nameOf(key), article]),
    today,
  )
  return new Map(owners)
}

async function touch(db: Db, names: readonly string[], today: number): Promise<void> {
  for (const some of chunks(names)) {
    await db.updateTable('keys').set({ seen_day: today }).where('hash', 'in', some).execute()
  }
}

/** Keys that another article owns stay there. */
export async function addKeys(
  db: Db,
  nameOf: KeyNames,
  added: readonly Keyed[],
  now: number,
): Promise<void> {
  const owned = added.flatMap(({ article: { id }, keys }) =>
    keys.map((key) => [nameOf(key), id] as const),
  )
  await insert(db, owned, Math.floor(now / DAY_MS))
}

/** One parameter for all of them. */
async function insert(
  db: Db,
  owned: readonly (readonly [name: string, article: string])[],
  today: number,
): Promise<void> {
  if (owned.length === 0) return
  await sql`insert into keys (hash, article, seen_day)
    select value ->> 0, value ->> 1, ${today} from json_each(${JSON.stringify(owned)}) where true
    on conflict (hash) do nothing`.execute(db)
}
