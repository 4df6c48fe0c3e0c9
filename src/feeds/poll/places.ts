import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { Fetcher } from '../../domain/fetching.ts'
import type { Parse } from '../poll.ts'
import { askInTurn, type Way } from './asking.ts'
import { isHeavy } from './parser.ts'
import { createRoom } from './room.ts'
import { createSemaphore, type Semaphore } from './semaphore.ts'

/** Bytes of documents that are fetched and not yet taken in: while there are more, nothing is asked for. */
const MOST_HELD = 4 * 1024 * 1024
/** What a document counts at most: a few large ones keep none of the others out. */
const MOST_COUNTED = 128 * 1024
/** Documents that are read at once: enough to keep a thread busy, few enough to leave turns for others. */
const MOST_READ = 8
/** Those that are taken in at once: enough to share a commit; more would wait with all their entries in memory. */
const MOST_TAKEN = 10

/** A poll's way from the network to the store: a turn at the gate, then room, then a turn at reading and taking in. */
export type Place = {
  readonly fetcher: Fetcher
  readonly parse: Parse
  take<T>(work: () => Promise<T>): Promise<T>
  /** To be called at the end, however it ends. */
  leave(): void
}

type Tools = Way & { readonly parse: Parse }

/** Hands out places. Nobody holds room while waiting for a host, so that a busy host keeps nobody out. */
export function createPlaces(tools: Tools): (isDoubtful: boolean) => Place {
  const room = createRoom(MOST_HELD)
  const reading = createSemaphore(MOST_READ)
  const taking = createSemaphore(MOST_TAKEN)
  return (isDoubtful) => {
    const held = new Set<Semaphore>()
    let bytes = 0
    async function enter(semaphore: Semaphore): Promise<void> {
      if (held.has(semaphore)) return
      await semaphore.take()
      held.add(semaphore)
    }
    function exit(semaphore: Semaphore): void {
      if (held.delete(semaphore)) semaphore.free()
    }
    function leave(): void {
      for (const semaphore of held) semaphore.free()
      held.clear()
      room.free(bytes)
      bytes = 0
    }
    return {
      leave,
      fetcher: {
        ...tools.fetcher,
        async fetch(request) {
          leave()
          const answer = await askInTurn(tools, room, request, isDoubtful)
          bytes = Math.min(answer.body.length, MOST_COUNTED)
          room.hold(bytes)
          return answer
        },
      },
      async parse(bytes, options) {
        // It has a thread to itself, and holds up none of the others.
        if (isHeavy(bytes)) return tools.parse(bytes, options)
        await enter(reading)
        return tools.parse(bytes, options)
      },
      async take(work) {
        await enter(taking)
        exit(reading)
        try {
          return await work()
        } finally {
          // The built-in SQLite does not yield: without this the next one would begin before any timer or request.
          await turnOfTheLoop()
        }
      },
    }
  }
}
