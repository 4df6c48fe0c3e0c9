import { AsyncLocalStorage } from 'node:async_hooks'
import { InvariantError } from '../domain/errors.ts'
import type { Db } from './schema.ts'

export type Turns = {
  /** The connection for a single statement. */
  readonly outside: () => Db
  readonly inTransaction: <T>(work: (open: Db) => Promise<T>) => Promise<T>
}

/**
 * kysely lets one user after the other have the connection. Whoever asks for it from inside a
 * transaction, past its own handle, would wait for itself for ever: that is an error instead.
 */
export function createTurns(db: Db): Turns {
  const inside = new AsyncLocalStorage<boolean>()
  function outside(): Db {
    if (inside.getStore() !== true) return db
    throw new InvariantError('Inside a transaction only its own handle may be used.')
  }
  return {
    outside,
    inTransaction: async (work) =>
      outside()
        .transaction()
        .execute((open) => inside.run(true, () => work(open))),
  }
}
