import { FeedError } from '../../src/domain/errors.ts'
import type { Feed, FeedState } from '../../src/domain/feed.ts'
import { newState, pollFeed, type Parse, type Poll } from '../../src/feeds/poll.ts'
import { HOUR } from '../../src/lib/durations.ts'
import { aClock, aFeed, fakeFetcher, parsed, type FakeAnswer } from './support.ts'

export const WHOLE = '<rss><channel></channel></rss>'
export const VALIDATED = { headers: { etag: 'W/"x1"', 'last-modified': 'yesterday' }, body: WHOLE }

/** Polls a feed again and again, each answer in turn, an hour apart. */
export async function polls(
  answers: readonly (FakeAnswer | Error)[],
  {
    feed = aFeed(),
    parse = () => parsed(),
    from = newState(feed),
  }: { feed?: Feed; parse?: Parse; from?: FeedState } = {},
) {
  const clock = aClock()
  let turn = 0
  const fetcher = fakeFetcher(() => answers[turn++]!)
  let state = from
  const results: Poll[] = []
  while (turn < answers.length) {
    const tools = { fetcher, parse, now: () => clock.now(), random: () => 1 }
    const poll = await pollFeed(feed, state, tools)
    results.push(poll)
    state = poll.state
    clock.at += HOUR
  }
  return { results, asked: fetcher.asked, state, last: results.at(-1)! }
}

export function fault(code: ConstructorParameters<typeof FeedError>[0]): FeedError {
  return new FeedError(code, 'It went wrong.')
}
