import { SECOND } from '../../lib/durations.ts'

/** What one request may cost; times in milliseconds. */
export type Limits = {
  /** From the first look-up to the last byte, redirects included. */
  readonly total: number
  /** From asking to the answer's headers, for each hop. */
  readonly headers: number
  readonly connect: number
  /** Without a byte of the body. */
  readonly idle: number
  /** Bytes, decoded of their content coding. */
  readonly bytes: number
  /** Bytes of an answer that is an error: enough to tell what page it is. */
  readonly errorBytes: number
  readonly redirects: number
}

export const LIMITS: Limits = {
  total: 30 * SECOND,
  headers: 10 * SECOND,
  connect: 10 * SECOND,
  idle: 10 * SECOND,
  bytes: 8 * 1024 * 1024,
  errorBytes: 64 * 1024,
  redirects: 5,
}
