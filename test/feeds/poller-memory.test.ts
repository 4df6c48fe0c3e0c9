import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import type { Entry } from '../../src/domain/article.ts'
import { anEntry, parsed } from './support.ts'
import { many, setUp, WHOLE } from './rig.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

test.each(['pollAll', 'idle'] as const)(
  'who waits by %s for a round of polls holds none of their entries',
  async (wait) => {
    const last = Promise.withResolvers<void>()
    const entries: WeakRef<readonly Entry[]>[] = []
    const { poller } = setUp(
      many(3),
      async ({ url }) => {
        if (url.includes('host-2.')) await last.promise
        return { body: WHOLE }
      },
      {
        take: ({ entries: brought }) => Promise.resolve(entries.push(new WeakRef(brought))),
        parse: () => parsed([anEntry()]),
      },
    )
    const waiting = wait === 'pollAll' ? poller.pollAll() : poller.tick().then(() => poller.idle())
    await expect.poll(() => entries.length).toBe(2)
    // A turn of the loop ends what the polls that are over still hold on their stacks.
    await expect
      .poll(() => (collect(), entries.map((entry) => entry.deref())))
      .toEqual([undefined, undefined])
    last.resolve()
    await waiting
    expect(entries).toHaveLength(3)
  },
)
