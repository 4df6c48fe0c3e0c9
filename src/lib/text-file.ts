import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'it may not be read or written by this user',
  EPERM: 'it may not be read or written by this user',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EEXIST: 'there is something of that name already',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'a part of the path is a file, not a folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many files are open',
}

/** What the system says of a file, for people; its own words where there are no better ones. */
export function fileTrouble(error: unknown): string {
  if (error instanceof NotText) return error.message
  const { code = '', message } = error as NodeJS.ErrnoException
  return WORDS[code] ?? message
}

/** Whether `fileTrouble` knows it: a file, a folder or the disk is to blame. */
export function isFileTrouble(error: unknown): boolean {
  return Object.hasOwn(WORDS, (error as NodeJS.ErrnoException).code ?? '')
}

/** What stands in a file and is no text. */
export class NotText extends Error {}

/** A text that a person wrote; see `decodeText`. Throws what `fileTrouble` explains. */
export async function readText(path: string): Promise<string> {
  return decodeText(await readFile(path))
}

export function readTextSync(path: string): string {
  return decodeText(readFileSync(path))
}

/** UTF-8, or UTF-16 with its mark, as Windows' PowerShell writes it; the mark is no part of the text. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  const coding = isUtf16 ? (first === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8'
  try {
    const text = new TextDecoder(coding, { fatal: true }).decode(bytes)
    if (!text.includes('\0')) return text
  } catch {
    // Said below.
  }
  throw new NotText('it is not UTF-8 text; save it as UTF-8 in your editor')
}
