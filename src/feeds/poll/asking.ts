import type { FetchAnswer, Fetcher, FetchRequest } from '../../domain/fetching.ts'
import { publicUrl } from '../fetch/public-url.ts'
import type { Gate } from './gate.ts'
import type { Room } from './room.ts'
import { rateLimited } from './status.ts'

/** The way out for all polls. */
export type Way = {
  readonly fetcher: Fetcher
  readonly gate: Gate
  readonly signal: AbortSignal
}

/**
 * Waits for the host's turn, and for that of each other host to which a redirect leads; asks none that wants to rest.
 * Throws FeedError.
 */
export async function askInTurn(
  { gate, fetcher, signal }: Way,
  room: Room,
  request: FetchRequest,
  isDoubtful: boolean,
): Promise<FetchAnswer> {
  const { url, allowPrivate = false } = request
  const turn = { allowPrivate, signal, isDoubtful }
  let end: (() => void) | undefined = await gate.enter({ ...turn, url })
  function letRest(to: string): void {
    const rest = gate.restsUntil({ allowPrivate }, to)
    if (rest !== undefined) throw rateLimited(restText(url, to), { at: rest }, to)
  }
  async function toOtherHost(to: string): Promise<void> {
    // Left first: hosts that lead to each other would wait for each other.
    end?.()
    end = undefined
    letRest(to)
    end = await gate.enter({ ...turn, url: to })
    // It may have asked for that meanwhile.
    letRest(to)
  }
  try {
    await room.enter()
    return await fetcher.fetch({ ...request, toOtherHost })
  } finally {
    end?.()
  }
}

function restText(from: string, to: string): string {
  return `${publicUrl(from)} redirects to ${publicUrl(to)}, whose host asks for fewer requests.`
}
