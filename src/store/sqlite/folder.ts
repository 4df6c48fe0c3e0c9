import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readdirSync } from 'node:fs'
import { StoreError } from '../../domain/errors.ts'

/** Makes the data folder, for its owner alone. One that exists and holds other things keeps its rights. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (readdirSync(folder).length === 0) chmodSync(folder, 0o700)
  } catch (error) {
    throw unusable(folder, error)
  }
}

/** Makes an empty file that its owner alone may read: SQLite gives -wal and -shm the same rights. */
export function makePrivateFile(folder: string, file: string): void {
  try {
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
    makePrivate(file)
    closeSync(openSync(file, 'r+'))
  } catch (error) {
    throw unusable(folder, error)
  }
}

/** Only the owner may change rights; whoever else may write the file may also use it. */
function makePrivate(file: string): void {
  try {
    chmodSync(file, 0o600)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error
  }
}

/** `error` is what the system threw, or its code. */
export function unusable(folder: string, error: unknown): StoreError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  const full = code === 'ENOSPC' || code === 'EDQUOT'
  const reason = full ? 'the disk is full' : (REASONS[code] ?? code)
  const cure = IN_THE_WAY.has(code)
    ? 'Move that away'
    : 'Make it writable for the user that runs trucewatch'
  return new StoreError(
    full ? 'disk-full' : 'folder',
    `The data folder ${folder} cannot be used: ${reason}. ${full ? 'Free some space' : cure}, or set DATA_DIR (or --data) to another folder.`,
    error,
  )
}

const IN_THE_WAY = new Set(['EEXIST', 'EISDIR', 'ENOTDIR'])

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'there is a file of that name',
  ENOENT: 'it does not exist and cannot be made',
  EISDIR: 'there is a folder where the database should be',
  EINVAL: 'its name is not allowed here',
}
