import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { pruneChunk } from './queries/prune.ts'
import { shrink } from './sqlite/open.ts'
import type { Turns } from './turns.ts'

const PAGES = 256

/** Chunk by chunk, so that polls and deliveries go between; then gives the room back to the disk. */
export async function prune(turns: Turns, database: DatabaseSync, before: number): Promise<number> {
  let articlesGone = 0
  for (let done = false; !done; await setImmediate()) {
    const chunk = await turns.inTransaction((open) => pruneChunk(open, before))
    articlesGone += chunk.articles
    done = chunk.done
  }
  while (await alone(turns, () => shrink(database, PAGES))) await setImmediate()
  return articlesGone
}

function alone<T>(turns: Turns, work: () => T): Promise<T> {
  return turns
    .outside()
    .connection()
    .execute(async () => work())
}
