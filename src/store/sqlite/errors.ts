import { StoreError } from '../../domain/errors.ts'

/** Primary result codes of https://www.sqlite.org/rescode.html that an operator can do something about. */
const BUSY = 5
const LOCKED = 6
const READONLY = 8
const IOERR = 10
const CORRUPT = 11
const FULL = 13
const CANTOPEN = 14
const NOTADB = 26

/** An IOERR for want of room: the file that readers and writers share (-shm) could not grow. */
const IOERR_SHMSIZE = 4874

type Explanation = { readonly code: string; readonly say: (file: string) => string }

const EXPLANATIONS: Readonly<Record<number, Explanation>> = {
  [BUSY]: { code: 'busy', say: busy },
  [LOCKED]: { code: 'busy', say: busy },
  [READONLY]: {
    code: 'read-only',
    say: (file) =>
      `The database ${file} cannot be written. Give the user that runs trucewatch the right to write the file and its folder, or set DATA_DIR to another folder.`,
  },
  [IOERR]: {
    code: 'disk-error',
    say: (file) =>
      `The disk failed while reading or writing ${file}. Nothing committed is lost; check the disk (and that the folder is not on a network share), then start again.`,
  },
  [CORRUPT]: { code: 'corrupt', say: damaged },
  [NOTADB]: { code: 'corrupt', say: damaged },
  [FULL]: {
    code: 'disk-full',
    say: (file) =>
      `The disk is full: ${file} cannot grow. Nothing committed is lost and nothing half-written is kept; free some space, or lower KEEP_DAYS.`,
  },
  [CANTOPEN]: {
    code: 'cannot-open',
    say: (file) =>
      `The database ${file} cannot be opened. Check that its folder exists and may be read and written, or set DATA_DIR to another folder.`,
  },
}

function busy(file: string): string {
  return `The database ${file} is in use by another program. Close what has it open, then try again.`
}

/** What to do about a file that is damaged or is no database. */
export function damaged(file: string): string {
  return `The database ${file} is damaged and was left as it is. Stop trucewatch, then put back a copy of the file, or move it away (with its -wal and -shm files) to start with an empty one.`
}

/** An error of node:sqlite (`errcode` is SQLite's extended result code) as a sentence; any other error as it is. */
export function explained(error: unknown, file: string): unknown {
  const code = isFull(error) ? FULL : resultCode(error)
  const explanation = code === undefined ? undefined : EXPLANATIONS[code]
  if (explanation === undefined) return error
  return new StoreError(explanation.code, explanation.say(file), error)
}

/** The primary result code: the low byte of the extended one. */
export function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === IOERR_SHMSIZE
}

export function isBusy(error: unknown): boolean {
  const code = resultCode(error)
  return code === BUSY || code === LOCKED
}

export function cannotOpen(error: unknown): boolean {
  const code = resultCode(error)
  return code === CANTOPEN || code === READONLY
}
