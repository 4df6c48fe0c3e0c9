import { CompiledQuery, type Insertable } from 'kysely'
import type { Db, Tables } from '../schema.ts'

/** Few lengths make few statements, each written out once. */
const SIZES = [128, 32, 8, 1]
const statements = new Map<string, string>()

/**
 * Inserts rows that all have the same columns in the same order; one that is there already stays as it is. By statements
 * for many rows, written out once: letting kysely build them took longer than their work.
 */
export async function insertMany<T extends keyof Tables>(
  db: Db,
  table: T,
  rows: readonly Insertable<Tables[T]>[],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  for (let from = 0; from < rows.length;) {
    const size = SIZES.find((each) => each <= rows.length - from)!
    const values = rows.slice(from, from + size).flatMap(Object.values<unknown>)
    await db.executeQuery(CompiledQuery.raw(inserting(table, columns, size), values))
    from += size
  }
}

/** Inserts a row; where one has the same `key`, its other columns are replaced. */
export async function putRow<T extends keyof Tables>(
  db: Db,
  table: T,
  key: readonly (keyof Tables[T] & string)[],
  row: Insertable<Tables[T]>,
): Promise<void> {
  const statement = putting(table, key, Object.keys(row))
  await db.executeQuery(CompiledQuery.raw(statement, Object.values(row)))
}

function putting(table: string, key: readonly string[], columns: readonly string[]): string {
  const values = columns.map(() => '?').join()
  const others = columns.filter((column) => !key.includes(column))
  const changes = others.map((column) => `${column} = excluded.${column}`).join()
  return `insert into ${table} (${columns.join()}) values (${values}) on conflict (${key.join()}) do update set ${changes}`
}

function inserting(table: string, columns: readonly string[], size: number): string {
  const name = `${table} ${size}`
  const written = statements.get(name)
  if (written !== undefined) return written
  const row = `(${columns.map(() => '?').join()})`
  const rows = Array.from({ length: size }, () => row).join()
  const statement = `insert into ${table} (${columns.join()}) values ${rows} on conflict do nothing`
  statements.set(name, statement)
  return statement
}
