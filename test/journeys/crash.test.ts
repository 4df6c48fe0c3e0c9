import { expect, test } from 'vitest'
import { crashRounds } from '../crash/rounds.ts'

test(
  'kill -9 at any moment loses nothing and doubles nothing within the window of the nonce',
  { timeout: 120_000 },
  async () => {
    const result = await crashRounds({
      rounds: 3,
      seed: 7,
      faults: { lostReply: 0.2, serverError: 0.1 },
    })
    expect(result.deaths).toEqual([])
    expect(result).toMatchObject({
      kills: 3,
      lost: 0,
      unrecorded: 0,
      undelivered: 0,
      doubledInside: 0,
    })
    expect(result.doubledOutside).toBeLessThanOrEqual(1)
    expect(result.stories).toBeGreaterThan(0)
    expect(result.stop.code).toBe(0)
  },
)
