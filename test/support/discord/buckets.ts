import type { Answer } from './answer.ts'

export type RateLimit = {
  /** Requests in a window. */
  readonly limit: number
  readonly windowMs: number
}

export type Buckets = {
  /** Headers for a request that may pass, or the 429. */
  take(bucket: string, now: number): { headers: Record<string, string>; refused?: Answer }
}

/** https://discord.com/developers/docs/topics/rate-limits: a bucket a channel and route. */
export function createBuckets({ limit, windowMs }: RateLimit): Buckets {
  const windows = new Map<string, { left: number; resetAt: number }>()
  return {
    take(bucket, now) {
      let window = windows.get(bucket)
      if (!window || window.resetAt <= now) {
        window = { left: limit, resetAt: now + windowMs }
        windows.set(bucket, window)
      }
      const after = (window.resetAt - now) / 1000
      const isFull = window.left <= 0
      if (!isFull) window.left--
      const headers = {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(window.left),
        'x-ratelimit-reset': String(window.resetAt / 1000),
        'x-ratelimit-reset-after': String(after),
        'x-ratelimit-bucket': bucket.replaceAll(/\W/g, ''),
      }
      return isFull ? { headers, refused: tooMany(after, false) } : { headers }
    },
  }
}

/** `retryAfter` in seconds. */
export function tooMany(retryAfter: number, isGlobal: boolean): Answer {
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: retryAfter, global: isGlobal },
    headers: {
      'retry-after': String(retryAfter),
      'x-ratelimit-scope': isGlobal ? 'global' : 'user',
      ...(isGlobal ? { 'x-ratelimit-global': 'true' } : {}),
    },
  }
}
