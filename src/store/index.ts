import { existsSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { Clock, Store } from '../domain/ports.ts'
import { expectVersion, migrate } from './migrate.ts'
import { MIGRATIONS, NEWEST_VERSION } from './migrations.ts'
import { explained } from './sqlite/errors.ts'
import { databaseFile, openForReading, openForWriting, openInMemory } from './sqlite/open.ts'
import { createDb, createStore } from './store.ts'

export { lockRun, type RunLock } from './sqlite/lock.ts'

export type StoreOptions = {
  /** The data folder; made, for its owner alone, where it is not there. */
  readonly folder: string
  /** Changes nothing and works beside a running bot; the database must exist. */
  readonly readOnly?: boolean
  readonly clock?: Clock
}

const SYSTEM_CLOCK: Clock = { now: () => Date.now() }

/**
 * Opens the database `trucewatch.db` in the data folder. Throws StoreError with what to do: `folder`,
 * `cannot-open`, `read-only`, `corrupt`, `foreign`, `newer-database`, `disk-full`, `busy`; for
 * reading also `no-database` and `older-database`. Take `lockRun` first to write.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { folder, readOnly = false, clock = SYSTEM_CLOCK } = options
  const file = databaseFile(folder)
  const database = readOnly ? openForReading(folder) : openForWriting(folder)
  const db = createDb(database, file)
  await orClose(database, file, async () => {
    if (readOnly) expectVersion(database, NEWEST_VERSION)
    else await migrate(db, database, MIGRATIONS)
  })
  return createStore(db, database, clock)
}

/** The database for reading; undefined where the bot has never run. Throws StoreError like `openStore`. */
export async function openStoreIfThere(folder: string): Promise<Store | undefined> {
  if (!existsSync(databaseFile(folder))) return undefined
  return openStore({ folder, readOnly: true })
}

/** A store that is gone when it is closed: for commands that only try things, and for tests. */
export async function openMemoryStore(clock: Clock = SYSTEM_CLOCK): Promise<Store> {
  const database = openInMemory()
  const db = createDb(database, ':memory:')
  await migrate(db, database, MIGRATIONS)
  return createStore(db, database, clock)
}

async function orClose(
  database: DatabaseSync,
  file: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (database.isOpen) database.close()
    throw explained(error, file)
  }
}
