import { createHash, hash as hashed } from 'node:crypto'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

/** SHA-256 of the parts, which are kept apart, as lower-case hex. */
export function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) {
    hash.update(part)
    hash.update('\0')
  }
  return hash.digest('hex')
}

/** A short stable name: the first `length` characters of the hash in base32 (5 bits each, RFC 4648 letters in lower case). */
export function shortHash(length: number, ...parts: readonly string[]): string {
  // What sha256 makes of the parts, in one call.
  const bytes = hashed('sha256', `${parts.join('\0')}\0`, 'binary')
  const letters: number[] = []
  let bits = 0
  let value = 0
  for (let at = 0; letters.length < length && at < bytes.length; at++) {
    value = (value << 8) | bytes.charCodeAt(at)
    for (bits += 8; bits >= 5 && letters.length < length; bits -= 5)
      letters.push(ALPHABET.charCodeAt((value >>> (bits - 5)) & 31))
  }
  return String.fromCharCode(...letters)
}
