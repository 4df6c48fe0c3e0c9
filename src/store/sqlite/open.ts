import { existsSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { StoreError } from '../../domain/errors.ts'
import { cannotOpen, damaged, explained } from './errors.ts'
import { makeFolder, makePrivateFile, unusable } from './folder.ts'

/** How long a statement waits for another process (a backup tool, say) before it fails. */
const BUSY_TIMEOUT_MS = 5_000
/**
 * 8 MB: a first poll of many feeds writes its pages back to the database half as often as by default. More would keep the
 * bot longer: the disk is waited for then, and not at commits on the way in.
 */
const CHECKPOINT_PAGES = 2_000
/** 'trce': marks the file as ours (https://www.sqlite.org/pragma.html#pragma_application_id). */
const APPLICATION_ID = 0x74726365

export function databaseFile(folder: string): string {
  return join(resolve(folder), 'trucewatch.db')
}

/** Opens the database for writing; makes folder and file where there are none. Throws StoreError. */
export function openForWriting(folder: string): DatabaseSync {
  const file = databaseFile(folder)
  makeFolder(folder)
  makePrivateFile(folder, file)
  return opened(file, () => {
    if (wasCutOff(file)) mustBeSound(file)
    const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS })
    return prepared(database, () => {
      claim(database, file)
      database.exec('pragma journal_mode = wal')
      waitForDisk(database, true)
      database.exec(`pragma wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
      database.exec('pragma journal_size_limit = 67108864')
      // What a statement might have to take back: otherwise it goes to files in the system's folder for temporary ones.
      database.exec('pragma temp_store = memory')
    })
  })
}

/**
 * Whether commits from now on wait until the disk has them. Without that the write-ahead log stays whole and in order,
 * and a power cut takes its end (https://www.sqlite.org/pragma.html#pragma_synchronous). Not inside a transaction; a
 * prepared statement would do it once only, when it is prepared.
 */
export function waitForDisk(database: DatabaseSync, isToWait: boolean): void {
  database.exec(`pragma synchronous = ${isToWait ? 'full' : 'normal'}`)
}

/** Opens an existing database beside a running bot, or alone, without changing anything. Throws StoreError. */
export function openForReading(folder: string): DatabaseSync {
  const file = databaseFile(folder)
  if (!existsSync(file)) throw noDatabase(folder)
  if (statSync(file).isDirectory()) throw unusable(folder, 'EISDIR')
  return opened(file, () => {
    const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, readOnly: true })
    try {
      return prepared(database, () => expectOurs(database, file))
    } catch (error) {
      if (!cannotOpen(error) || existsSync(`${file}-wal`)) throw error
      return openFrozen(file)
    }
  })
}

export function openInMemory(): DatabaseSync {
  return new DatabaseSync(':memory:')
}

export function versionOf(database: DatabaseSync): number {
  return pragma(database, 'user_version')
}

export function setVersion(database: DatabaseSync, version: number): void {
  database.exec(`pragma user_version = ${version}`)
}

/** Bytes on the disk, the write-ahead log included; in memory what the pages take. */
export function sizeOf(database: DatabaseSync): number {
  const file = database.location()
  if (file === null) return pragma(database, 'page_count') * pragma(database, 'page_size')
  let bytes = 0
  for (const part of [file, `${file}-wal`]) if (existsSync(part)) bytes += statSync(part).size
  return bytes
}

/** Writes a whole copy beside the file. Throws StoreError. */
export function copyTo(database: DatabaseSync, copy: string): void {
  rmSync(copy, { force: true })
  makePrivateFile(dirname(copy), copy)
  opened(copy, () => database.prepare('vacuum into ?').run(copy))
}

/** Gives free pages back to the system, a few at a time. Returns whether more can be given back. */
export function shrink(database: DatabaseSync, pages: number): boolean {
  const before = pragma(database, 'freelist_count')
  database.exec(`pragma incremental_vacuum(${pages})`)
  const after = pragma(database, 'freelist_count')
  return after > 0 && after < before
}

function opened<T>(file: string, open: () => T): T {
  try {
    return open()
  } catch (error) {
    throw explained(error, file)
  }
}

function prepared(database: DatabaseSync, work: () => void): DatabaseSync {
  try {
    work()
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** A folder that this user may not write and a database at rest: no lock file is needed. */
function openFrozen(file: string): DatabaseSync {
  const address = pathToFileURL(file)
  address.searchParams.set('immutable', '1')
  const database = new DatabaseSync(address, { readOnly: true })
  return prepared(database, () => expectOurs(database, file))
}

function claim(database: DatabaseSync, file: string): void {
  if (tables(database) > 0) return expectOurs(database, file)
  database.exec('pragma auto_vacuum = incremental')
  database.exec(`pragma application_id = ${APPLICATION_ID}`)
}

/** Ours, and not shorter than it says, as a copy that was cut off is. */
function expectOurs(database: DatabaseSync, file: string): void {
  const bytes = pragma(database, 'page_count') * pragma(database, 'page_size')
  if (!wasCutOff(file) && bytes > statSync(file).size)
    throw new StoreError('corrupt', damaged(file))
  if (tables(database) === 0 || pragma(database, 'application_id') === APPLICATION_ID) return
  throw new StoreError(
    'foreign',
    `${file} is a database of another program. Set DATA_DIR (or --data) to a folder of trucewatch's own.`,
  )
}

/** Whoever ends well takes the write-ahead log along. */
function wasCutOff(file: string): boolean {
  return existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0
}

/**
 * After a crash every page is read once: damage is told at the start, not in the middle of the night.
 * By a connection that only reads, which leaves file and log as they are when it is closed.
 */
function mustBeSound(file: string): void {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, readOnly: true })
  try {
    const [row] = database.prepare('pragma quick_check(1)').all()
    if (row?.['quick_check'] !== 'ok') throw new StoreError('corrupt', damaged(file))
  } finally {
    database.close()
  }
}

function tables(database: DatabaseSync): number {
  const row = database.prepare('select count(*) as n from sqlite_schema').get()
  return Number(row?.['n'] ?? 0)
}

function pragma(database: DatabaseSync, name: string): number {
  const row = database.prepare(`pragma ${name}`).get()
  return Number(row?.[name] ?? 0)
}

function noDatabase(folder: string): StoreError {
  return new StoreError(
    'no-database',
    `There is no database in ${folder} yet. Start the bot once with npm start, or name its folder with --data.`,
  )
}
