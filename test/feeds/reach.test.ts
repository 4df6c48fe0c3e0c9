import { describe, expect, test } from 'vitest'
import { FeedError } from '../../src/domain/errors.ts'
import { HOUR, MINUTE, SECOND } from '../../src/lib/durations.ts'
import { many, setUp, WHOLE } from './rig.ts'

describe('a network that is away', () => {
  test('is told once, tried each half minute, and all feeds are asked when it is back', async () => {
    let isAway = true
    const reach: boolean[] = []
    const { run, taken, notices } = setUp(
      many(10),
      () => (isAway ? new FeedError('dns', 'No such name.') : { body: WHOLE }),
      { onReach: (isThere) => void reach.push(isThere) },
    )
    await run(8 * HOUR, 10 * SECOND)
    expect(reach).toEqual([false])
    expect(notices).toEqual([])
    isAway = false
    await run(40 * SECOND, 10 * SECOND)
    expect(reach).toEqual([false, true])
    expect(new Set(taken.map(({ feed }) => feed.id)).size).toBe(10)
    await run(5 * MINUTE, 10 * SECOND)
    expect(notices).toEqual([])
  })

  test('is not taken to be away when some dead feeds fail before the others answer', async () => {
    const reach: boolean[] = []
    const { run } = setUp(
      many(20),
      ({ url }) =>
        /host-[0-4]\./.test(url) ? new FeedError('dns', 'No such name.') : { body: WHOLE },
      { onReach: (isThere) => void reach.push(isThere) },
    )
    await run(HOUR, MINUTE)
    expect(reach).toEqual([])
  })

  test('is taken to be away when a few fail, and nobody has answered for some time', async () => {
    let isAway = false
    const reach: boolean[] = []
    const { run } = setUp(
      many(20),
      () => (isAway ? new FeedError('dns', 'No such name.') : { body: WHOLE }),
      { onReach: (isThere) => void reach.push(isThere) },
    )
    await run(0)
    isAway = true
    await run(2 * HOUR, MINUTE)
    expect(reach).toEqual([false])
  })

  test('is taken to be away again where an answer came in between, and every feed was dead already', async () => {
    const polls = new Map<string, number>()
    const reach: boolean[] = []
    const { run } = setUp(
      many(4),
      ({ url }) => {
        const nth = (polls.get(url) ?? 0) + 1
        polls.set(url, nth)
        // The network goes after the first round; one answer comes through in the second.
        const isRead = nth === 1 || (nth === 2 && url.includes('host-3.'))
        return isRead ? { body: WHOLE } : new FeedError('dns', 'No such name.')
      },
      { onReach: (isThere) => void reach.push(isThere) },
    )
    await run(0)
    await run(4 * HOUR, MINUTE)
    expect(reach).toEqual([false, true, false])
  })
})
