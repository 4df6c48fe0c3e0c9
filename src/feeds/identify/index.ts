import type { Article, Entry } from '../../domain/article.ts'
import type { Feed } from '../../domain/feed.ts'
import { HOUR } from '../../lib/durations.ts'
import { shortHash } from '../../lib/hash.ts'
import { joinedArticle, newArticle, revisedArticle } from './article.ts'
import { articleName, ownKeys, type EntryKeys } from './keys.ts'
import { byName, byText, byTitleOfDay, type Known } from './recognise.ts'

export { allKeys, keysInTurns, keysOf, type EntryKeys } from './keys.ts'

export type IdentifyInput = {
  readonly feed: Feed
  readonly entries: readonly Entry[]
  /** Of these entries, in their order. */
  readonly keys: readonly EntryKeys[]
  /** Which article owns a key, as far as one does. Keys outlive their articles. */
  readonly known: ReadonlyMap<string, string>
  readonly articles: ReadonlyMap<string, Article>
  readonly firstPoll: boolean
  readonly now: number
}

/** An article, and the keys that it is to be known by from now on. */
export type Identity = { readonly article: Article; readonly keys: readonly string[] }

export type Revision = Identity & {
  /** Whether title or lead are other ones; if not, the article was only found under new keys. */
  readonly changed: boolean
}

export type Identified = {
  readonly fresh: readonly Identity[]
  /** Known, with another title or lead, or under a new id or address. */
  readonly revised: readonly Revision[]
  /** Known, and now brought by this feed too. */
  readonly further: readonly Identity[]
  /** Ids of known articles of which the document says nothing new. */
  readonly seen: readonly string[]
  /** The feed changed its ids, or shows its archive: what is fresh is told together, not one by one. */
  readonly held: boolean
}

/** Fewer entries than this change wholly in the course of things. */
const LEAST_TO_HOLD = 5
const OLD = 6 * HOUR

/**
 * Which entries are new articles, which are revisions of known ones, and which known ones this feed brings too. Pure.
 * An entry is known by its id within the feed, by its canonical address across feeds, and, where both are new, by title
 * and publisher on the same day. Where most entries of a known feed look new they are compared by title and text too.
 */
export function identify(input: IdentifyInput): Identified {
  const work = begin(input)
  const named = input.entries.map((entry, at) => byName(entry, input.keys[at]!, work.known))
  const found = compareStrangers(input, named, work.known)
  for (const [at, entry] of input.entries.entries()) {
    const keys = input.keys[at]!
    // Once more: an earlier entry of this document may have made the article.
    const id =
      found.ids[at] ??
      byName(entry, keys, work.known) ??
      byTitleOfDay(entry, keys, work.known, input.now)
    if (id === undefined) addFresh(input, work, entry, keys)
    else if (!work.done.has(id)) review(input, work, entry, keys, id)
  }
  const { fresh, revised, further, seen } = work
  return { fresh, revised, further, seen, held: found.held && fresh.length > 0 }
}

type Work = {
  /** How the names of what this feed brings begin. */
  readonly shelf: string
  readonly fresh: Identity[]
  readonly revised: Revision[]
  readonly further: Identity[]
  readonly seen: string[]
  /** Articles that an entry of this document has spoken for: the first one counts. */
  readonly done: Set<string>
  readonly owners: Map<string, string>
  readonly made: Map<string, Article>
  readonly known: Known
}

function begin({ feed, known, articles }: IdentifyInput): Work {
  const owners = new Map<string, string>()
  const made = new Map<string, Article>()
  return {
    shelf: shortHash(5, feed.id),
    fresh: [],
    revised: [],
    further: [],
    seen: [],
    done: new Set(),
    owners,
    made,
    known: {
      owner: (key) => (key === undefined ? undefined : (known.get(key) ?? owners.get(key))),
      article: (id) => articles.get(id) ?? made.get(id),
      isOfThisDocument: (id) => made.has(id),
    },
  }
}

/** Finds entries whose ids and addresses are new though their text is known, and says whether that is suspicious. */
function compareStrangers(
  { entries, keys, firstPoll, now }: IdentifyInput,
  named: readonly (string | undefined)[],
  known: Known,
): { readonly ids: readonly (string | undefined)[]; readonly held: boolean } {
  const strangers = entries.flatMap((_, at) => (named[at] === undefined ? [at] : []))
  if (firstPoll || strangers.length < LEAST_TO_HOLD || strangers.length * 2 <= entries.length)
    return { ids: named, held: false }
  const ids = named.with(0, named[0])
  for (const at of strangers) {
    const [entry, its] = [entries[at]!, keys[at]!]
    ids[at] = byTitleOfDay(entry, its, known, now) ?? byText(entry, its, known)
  }
  const recognised = strangers.filter((at) => ids[at] !== undefined)
  const isRenamed = recognised.length * 2 >= strangers.length
  return {
    ids,
    held:
      isRenamed ||
      isArchive(
        strangers.map((at) => entries[at]!),
        now,
      ),
  }
}

/** Entries that look new and are old: the feed shows its archive, or was away for long. */
function isArchive(strangers: readonly Entry[], now: number): boolean {
  const dated = strangers.filter(({ published }) => published !== undefined)
  const old = dated.filter(({ published }) => now - published! > OLD)
  return dated.length >= LEAST_TO_HOLD && old.length >= 0.8 * dated.length
}

function addFresh({ feed, now }: IdentifyInput, work: Work, entry: Entry, keys: EntryKeys): void {
  if (!entry.title && !entry.summary && !entry.content) return
  const all = ownKeys(keys)
  function isFree(key: string): boolean {
    return work.known.owner(key) === undefined
  }
  const own = all.every(isFree) ? all : all.filter(isFree)
  const isFirstFree = own.length > 0 && own[0] === all[0]
  // What one feed brings lies together in the store, as its keys do.
  const id = work.shelf + (isFirstFree && keys.id ? keys.id : nameOf(feed, entry, own[0]))
  // All its keys are another article's, and it was told under this id before.
  if (work.known.article(id)) return
  const article = newArticle(id, feed, entry, now)
  for (const key of own) work.owners.set(key, id)
  work.made.set(id, article)
  work.done.add(id)
  work.fresh.push({ article, keys: own })
}

function nameOf(feed: Feed, entry: Entry, key: string | undefined): string {
  return articleName(key ?? JSON.stringify([feed.id, entry.title, entry.published, entry.summary]))
}

function review(
  { feed }: IdentifyInput,
  work: Work,
  entry: Entry,
  keys: EntryKeys,
  id: string,
): void {
  work.done.add(id)
  work.seen.push(id)
  const article = work.known.article(id)
  // Forgotten after its time, and still listed.
  if (!article) return
  if (!article.feeds.includes(feed.id)) {
    const unowned = ownKeys(keys).filter((key) => work.known.owner(key) === undefined)
    work.further.push({ article: joinedArticle(article, feed, entry), keys: unowned })
    work.seen.pop()
    return
  }
  // Of several feeds the first one has the say: their versions would replace each other for ever.
  const revised = article.feeds[0] === feed.id ? revisedArticle(article, entry) : undefined
  const newKeys = keysToAdd(article, entry, keys, work.known, revised !== undefined)
  if (!revised && newKeys.length === 0) return
  work.revised.push({ article: revised ?? article, keys: newKeys, changed: revised !== undefined })
  work.seen.pop()
}

/**
 * A feed that changes its ids, or a parameter of its addresses, at every poll must not fill the store: while one of id
 * and address still tells the article, a change of the other is kept only if it is an address of another page.
 */
function keysToAdd(
  article: Article,
  entry: Entry,
  keys: EntryKeys,
  known: Known,
  isRevised: boolean,
): readonly string[] {
  const added = ownKeys(keys).filter((key) => known.owner(key) === undefined)
  const isNamed = [keys.guid, keys.link].some((key) => key !== undefined && !added.includes(key))
  return added.filter((key) => {
    if (key === keys.guid) return !isNamed || keys.link === undefined
    if (key === keys.link) return pageOf(entry.url) !== pageOf(article.url)
    return isRevised || !isNamed
  })
}

/** An address without what stands behind the question mark. */
function pageOf(url: string | undefined): string | undefined {
  return url?.replace(/^https?:/i, '').replace(/[?#].*$/s, '')
}
