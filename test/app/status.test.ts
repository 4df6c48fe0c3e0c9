import { expect, onTestFinished, test } from 'vitest'
import { statusSections } from '../../src/app/status.ts'
import type { FeedState } from '../../src/domain/feed.ts'
import { newState } from '../../src/feeds/poll/state.ts'
import { openMemoryStore } from '../../src/store/index.ts'
import { aFeed } from '../feeds/support.ts'
import { HOUR, NOON } from '../support/things.ts'

const FEEDS = ['a', 'b', 'c'].map((id) => aFeed({ id }))

async function feedLines(over: (id: string) => Partial<FeedState>): Promise<readonly string[]> {
  const store = await openMemoryStore({ now: () => NOON })
  onTestFinished(() => store.close())
  const states = FEEDS.map((feed) => ({ ...newState(feed), ...over(feed.id) }))
  const parts = {
    store,
    feeds: FEEDS,
    states,
    topics: [],
    feedProblems: [],
    ruleProblems: [],
    now: NOON,
  }
  return (await statusSections(parts)).find(({ name }) => name === 'Feeds')!.lines
}

const AWAY: Partial<FeedState> = {
  failures: 2,
  fault: 'dns',
  faultText: 'The name cannot be found.',
  failingSince: NOON - HOUR,
}

test('a feed that fails is named with its cause', async () => {
  const lines = await feedLines((id) => (id === 'a' ? AWAY : { lastSuccessAt: NOON - HOUR }))
  expect(lines).toEqual([
    '3 feeds on, 2 read in the last day, 1 failing',
    'a: dns for 1 hour (The name cannot be found.)',
  ])
})

test('where nothing can be reached, the network is asked after first', async () => {
  const lines = await feedLines(() => AWAY)
  expect(lines.slice(0, 2)).toEqual([
    '3 feeds on, 0 read in the last day, 3 failing',
    'none could be reached: is there internet here?',
  ])
  const refused = await feedLines((id) => (id === 'a' ? AWAY : { ...AWAY, fault: 'http-4xx' }))
  expect(refused.join()).not.toContain('internet')
})
