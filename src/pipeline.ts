import type { Entry } from './domain/article.ts'
import type { Feed, FeedState } from './domain/feed.ts'
import type { Store, Tx } from './domain/ports.ts'
import {
  allKeys,
  identify,
  keysInTurns,
  type EntryKeys,
  type Identified,
  type Identity,
} from './feeds/identify/index.ts'
import { createBatcher } from './lib/batcher.ts'
import { matchAndTell, type MatchingParts } from './matching.ts'
import type { StoryDraft, StoryIndex } from './stories/index.ts'
import type { Circumstances } from './telling.ts'

/** What a poll brought: the feed's entries, and the state that is kept together with them. */
export type Arrival = {
  readonly feed: Feed
  readonly entries: readonly Entry[]
  /** Of these entries, in their order, where they were made as the document was read. */
  readonly keys?: readonly EntryKeys[] | undefined
  readonly state: FeedState
  readonly firstPoll: boolean
}

/** What became of it, in numbers of articles. */
export type Taken = {
  readonly fresh: number
  readonly revised: number
  readonly fired: number
  readonly held: boolean
}

export type Pipeline = {
  /**
   * identify → match → group → decide → outbox, in transactions of at most 200 entries: an article is marked as seen
   * in the same commit that stores its matches, its story, its alert and its deliveries. Small arrivals share a commit.
   * Rejects with what the store throws; nothing of the failed part is kept then, and the next poll brings it again.
   */
  take(arrival: Arrival): Promise<Taken>
  /** Resolves when nothing is under way. */
  idle(): Promise<void>
}

export type PipelineParts = MatchingParts & {
  readonly store: Store
  readonly stories: StoryIndex
  /** Called after a commit that may have queued deliveries. */
  readonly onCommit: () => void
}

/** The built-in SQLite does not yield while it works: after so many entries the loop gets a turn. */
const BATCH = 200

export function createPipeline(parts: PipelineParts): Pipeline {
  // A commit waits for the disk: what arrives meanwhile shares the next one.
  const commits = createBatcher(BATCH, ({ entries }: Batch) => Math.max(1, entries.length), commit)

  async function take(arrival: Arrival): Promise<Taken> {
    const { feed, firstPoll } = arrival
    const made = arrival.keys ?? (await keysInTurns(feed, arrival.entries, parts.clock.now()))
    const order = oldestFirst(arrival.entries)
    const [entries, keys] = [order.map((at) => arrival.entries[at]!), order.map((at) => made[at]!)]
    let circumstances: Circumstances = { firstPoll, toldSoFar: 0, held: false }
    const taken = { fresh: 0, revised: 0, fired: 0, held: false }
    for (let from = 0; from === 0 || from < entries.length; from += BATCH) {
      const part = await commits.add({
        ...arrival,
        entries: entries.slice(from, from + BATCH),
        keys: keys.slice(from, from + BATCH),
        circumstances,
        // The feed counts as polled only when its last entry is safe.
        isLast: from + BATCH >= entries.length,
      })
      circumstances = part.circumstances
      taken.fresh += part.fresh
      taken.revised += part.revised
      taken.fired += part.fired
      taken.held ||= part.held
    }
    return taken
  }

  async function commit(batches: readonly Batch[]): Promise<readonly Told[]> {
    const draft = parts.stories.draft()
    const told = await parts.store.transaction((tx) => takeBatches(parts, tx, draft, batches))
    draft.commit()
    parts.onCommit()
    return told
  }

  const underWay = new Set<Promise<unknown>>()
  return {
    take(arrival) {
      const taken = take(arrival).finally(() => underWay.delete(taken))
      underWay.add(taken)
      return taken
    },
    async idle() {
      while (underWay.size > 0) await Promise.allSettled(underWay)
    },
  }
}

type Batch = Arrival & {
  readonly keys: readonly EntryKeys[]
  readonly circumstances: Readonly<Circumstances>
  readonly isLast: boolean
}

type Told = Taken & { readonly circumstances: Circumstances }

/** Each step goes over all that share the commit: many small statements would cost more than the work they do. */
async function takeBatches(
  parts: PipelineParts,
  tx: Tx,
  draft: StoryDraft,
  batches: readonly Batch[],
): Promise<readonly Told[]> {
  const found = await identifyAll(tx, batches, parts.clock.now())
  await tx.addArticles(found.flatMap(({ fresh }) => fresh))
  for (const { article, keys } of found.flatMap(knownIn)) await tx.reviseArticle(article, keys)
  const told: Told[] = []
  for (const [at, batch] of batches.entries())
    told.push(await matchBatch(parts, tx, draft, batch, found[at]!))
  const states = batches.filter(({ isLast }) => isLast).map(({ state }) => state)
  if (states.length > 0) await tx.putFeedStates(states)
  return told
}

/** What an earlier one of the batches brings is known to the later ones, as if each had its own commit. */
async function identifyAll(
  tx: Tx,
  batches: readonly Batch[],
  now: number,
): Promise<readonly Identified[]> {
  const keys = batches.flatMap((batch) => batch.keys.flatMap(allKeys))
  const known = new Map(await tx.known(keys))
  const articles = new Map(await tx.articles([...new Set(known.values())]))
  /** A key that another article owns stays there. */
  function claim<T extends Identity>(identity: T): T {
    const { article } = identity
    articles.set(article.id, article)
    const free = identity.keys.filter((key) => {
      const owner = known.get(key)
      if (owner === undefined) known.set(key, article.id)
      return owner === undefined || owner === article.id
    })
    return free.length === identity.keys.length ? identity : { ...identity, keys: free }
  }
  return batches.map((batch) => {
    const found = identify({ ...batch, known, articles, now })
    return {
      ...found,
      fresh: found.fresh.map(claim),
      revised: found.revised.map(claim),
      further: found.further.map(claim),
    }
  })
}

function knownIn({ revised, further }: Identified): readonly Identity[] {
  return [...revised, ...further]
}

async function matchBatch(
  parts: PipelineParts,
  tx: Tx,
  draft: StoryDraft,
  batch: Batch,
  found: Identified,
): Promise<Told> {
  // A copy: where the commit fails, none of this was told.
  const circumstances = { ...batch.circumstances, held: found.held }
  let fired = 0
  for (const { article } of found.fresh) {
    const telling = matchAndTell(parts, tx, draft, article, circumstances, false)
    if (telling && (await telling)) fired++
  }
  for (const { article } of knownIn(found)) {
    const telling = matchAndTell(parts, tx, draft, article, circumstances, true)
    if (telling && (await telling)) fired++
  }
  const [fresh, revised] = [found.fresh.length, knownIn(found).length]
  return { fresh, revised, fired, held: found.held, circumstances }
}

/** Places in a list of entries. Feeds put the newest first; stories are told in the order in which they happened. */
function oldestFirst(entries: readonly Entry[]): readonly number[] {
  const places = entries.map((_, at) => entries.length - 1 - at)
  return places.sort((a, b) => (entries[a]!.published ?? 0) - (entries[b]!.published ?? 0))
}
