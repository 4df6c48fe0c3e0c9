import type { FeedState } from '../../domain/feed.ts'
import type { FetchAnswer } from '../../domain/fetching.ts'

/** A permanent redirect is followed from the start once it was met this often, the same each time. */
const MOVES_TO_BELIEVE = 3

type Move = Pick<FeedState, 'movedTo' | 'movedCount'>

/** Where a feed's first address is asked: where the file says, or where that has moved for good. The file stays as it is. */
export function currentAddress(written: string, { movedTo, movedCount }: Move): string {
  return movedTo !== undefined && movedCount >= MOVES_TO_BELIEVE ? movedTo : written
}

/** What is remembered of redirects after an answer that was understood. */
export function moved(before: Move, { redirects }: FetchAnswer, asked: string): Move {
  if (asked === before.movedTo) return { movedTo: before.movedTo, movedCount: before.movedCount }
  const to = permanentTarget(redirects)
  const isSafe = to !== undefined && !(asked.startsWith('https:') && to.startsWith('http:'))
  if (!isSafe) return UNMOVED
  return { movedTo: to, movedCount: before.movedTo === to ? before.movedCount + 1 : 1 }
}

export const UNMOVED: Move = { movedTo: undefined, movedCount: 0 }

/** Where the permanent redirects at the beginning of a chain lead: what follows a temporary one counts for today alone. */
function permanentTarget(redirects: FetchAnswer['redirects']): string | undefined {
  const temporary = redirects.findIndex(({ status }) => status !== 301 && status !== 308)
  return redirects.slice(0, temporary < 0 ? undefined : temporary).at(-1)?.to
}
