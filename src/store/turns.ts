import { AsyncLocalStorage } from 'node:async_hooks'
import type { DatabaseSync } from 'node:sqlite'
import { InvariantError } from '../domain/errors.ts'
import type { Db } from './schema.ts'
import { waitForDisk } from './sqlite/open.ts'

export type Turns = {
  /** The connection for a single statement. */
  readonly outside: () => Db
  /** On the disk for good when it resolves. */
  readonly inTransaction: Transaction
  /**
   * Outlives the process when it resolves, but a power cut only once a later `inTransaction` is through, which takes all
   * earlier ones to the disk with it. What a power cut takes is the end of the history, never a part of its middle.
   */
  readonly inQuickTransaction: Transaction
}

type Transaction = <T>(work: (open: Db) => Promise<T>) => Promise<T>

/**
 * kysely lets one user after the other have the connection. Whoever asks for it from inside a
 * transaction, past its own handle, would wait for itself for ever: that is an error instead.
 */
export function createTurns(db: Db, database: DatabaseSync): Turns {
  const inside = new AsyncLocalStorage<boolean>()
  function outside(): Db {
    if (inside.getStore() !== true) return db
    throw new InvariantError('Inside a transaction only its own handle may be used.')
  }
  function transaction<T>(on: Db, work: (open: Db) => Promise<T>): Promise<T> {
    return on.transaction().execute((open) => inside.run(true, () => work(open)))
  }
  return {
    outside,
    inTransaction: async (work) => transaction(outside(), work),
    inQuickTransaction: async (work) =>
      outside()
        .connection()
        .execute(async (one) => {
          waitForDisk(database, false)
          try {
            return await transaction(one, work)
          } finally {
            waitForDisk(database, true)
          }
        }),
  }
}
