import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StoreError } from '../../domain/errors.ts'
import { explained, isBusy } from './errors.ts'
import { makeFolder, makePrivateFile } from './folder.ts'

export type RunLock = { readonly release: () => void }

/** Held here because a database that nobody refers to is closed by the garbage collector, and its lock freed. */
const held = new Set<DatabaseSync>()

/**
 * Lets one `run` at a time use a data folder: an exclusive transaction on lock.db, which the
 * system frees when the process ends, however it ends. Throws StoreError `locked`.
 */
export function lockRun(folder: string): RunLock {
  makeFolder(folder)
  const file = join(folder, 'lock.db')
  makePrivateFile(folder, file)
  const database = open(file)
  try {
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    if (!isBusy(error)) throw explained(error, file)
    throw new StoreError(
      'locked',
      `Another trucewatch is already running with the data folder ${folder}. Stop that one first, or give this one its own folder with DATA_DIR (or --data). Commands that only read, such as status, work beside it.`,
      error,
    )
  }
  held.add(database)
  return {
    release: () => {
      if (held.delete(database)) database.close()
    },
  }
}

function open(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file, { timeout: 0 })
  } catch (error) {
    throw explained(error, file)
  }
}
