import type { DatabaseSync } from 'node:sqlite'
import { StoreError } from '../domain/errors.ts'
import type { Migration } from './migrations.ts'
import type { Db } from './schema.ts'
import { copyTo, setVersion, versionOf } from './sqlite/open.ts'

/**
 * Brings the tables to the newest version, each step in its own transaction. An existing database
 * is copied beside itself first (`trucewatch.db.v3.bak`). Throws StoreError `newer-database`.
 */
export async function migrate(
  db: Db,
  database: DatabaseSync,
  migrations: readonly Migration[],
): Promise<void> {
  const version = versionOf(database)
  refuseNewer(database, version, migrations.length)
  const missing = migrations.filter((migration) => migration.version > version)
  if (missing.length === 0) return
  const file = database.location()
  if (version > 0 && file !== null) copyTo(database, `${file}.v${version}.bak`)
  for (const migration of missing) {
    await db.transaction().execute(async (transaction) => {
      await migration.up(transaction)
      setVersion(database, migration.version)
    })
  }
}

/** For reading: the tables must be of this very version, since nothing may be changed. */
export function expectVersion(database: DatabaseSync, newest: number): void {
  const version = versionOf(database)
  refuseNewer(database, version, newest)
  if (version === newest) return
  throw new StoreError(
    'older-database',
    `The database ${database.location()} is of an earlier trucewatch. Start the bot once with npm start: it brings the database up to date, after making a copy.`,
  )
}

function refuseNewer(database: DatabaseSync, version: number, newest: number): void {
  if (version <= newest) return
  throw new StoreError(
    'newer-database',
    `The database ${database.location()} was made by a newer trucewatch (version ${version} of its tables; this one knows ${newest}). Update trucewatch, or set DATA_DIR (or --data) to another folder.`,
  )
}
