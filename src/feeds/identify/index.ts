import type { Article, Entry } from '../../domain/article.ts'
import type { Feed } from '../../domain/feed.ts'
import { newArticle, textOfEntry } from './article.ts'
import type { EntryKeys } from './keys.ts'

export { keysOf, type EntryKeys } from './keys.ts'

export type IdentifyInput = {
  readonly feed: Feed
  readonly entries: readonly Entry[]
  /** Of these entries, in their order. */
  readonly keys: readonly EntryKeys[]
  /** Which article owns a key, as far as one does. */
  readonly known: ReadonlyMap<string, string>
  readonly articles: ReadonlyMap<string, Article>
  readonly firstPoll: boolean
  readonly now: number
}

export type Identity = { readonly article: Article; readonly keys: readonly string[] }

export type Identified = {
  readonly fresh: readonly Identity[]
  /** Known, with another title or lead. */
  readonly revised: readonly Identity[]
  /** Known, and now brought by this feed too, or under a further key. */
  readonly further: readonly Identity[]
  /** Most of a known feed suddenly looks new: what stays fresh is told together, not one by one. */
  readonly held: boolean
}

/** A feed of fewer entries changes wholly in the course of things. */
const LEAST_TO_HOLD = 8
const SHARE_TO_HOLD = 0.8

/**
 * Which entries are new articles, which are revisions of known ones, and which known ones a further feed has brought.
 * Pure. An entry is known by its guid within the feed, by its canonical link across feeds, and, where both are new, by
 * title and publisher on the same day.
 */
export function identify(input: IdentifyInput): Identified {
  const owners = input.keys.map((keys) => ownerOf(keys, input.known))
  const held = looksReplaced(input, owners)
  const resolved = held
    ? input.keys.map((keys, index) => owners[index] ?? known(keys.held, input))
    : owners
  const fresh = new Map<string, Identity>()
  const revised = new Map<string, Identity>()
  const further = new Map<string, Identity>()
  for (const [index, entry] of input.entries.entries()) {
    const keys = input.keys[index]!
    const before = resolved[index] && input.articles.get(resolved[index])
    if (before) review(input.feed, entry, keys, before, input.known, { revised, further })
    else if (!resolved[index] && hasText(entry)) addFresh(input, entry, keys, fresh)
  }
  return {
    fresh: [...fresh.values()],
    revised: [...revised.values()],
    further: [...further.values()],
    held: held && fresh.size > 0,
  }
}

/** The article that an entry is; title and day speak only where guid and link are both silent. */
function ownerOf(
  { guid, link, title, all }: EntryKeys,
  owners: ReadonlyMap<string, string>,
): string | undefined {
  const byName = (guid && owners.get(guid)) ?? (link && owners.get(link))
  if (byName) return byName
  if (!guid && !link && !title) return owners.get(all[0]!)
  return title && owners.get(title)
}

function known(key: string | undefined, { known: owners }: IdentifyInput): string | undefined {
  return key && owners.get(key)
}

function looksReplaced(
  { entries, firstPoll }: IdentifyInput,
  owners: readonly (string | undefined)[],
): boolean {
  if (firstPoll || entries.length < LEAST_TO_HOLD) return false
  const strangers = owners.filter((owner) => owner === undefined).length
  return strangers >= SHARE_TO_HOLD * entries.length
}

function hasText({ title, summary, content }: Entry): boolean {
  return Boolean(title || summary || content)
}

/** Two entries of one document that are one article make one. */
function addFresh(
  input: IdentifyInput,
  entry: Entry,
  keys: EntryKeys,
  fresh: Map<string, Identity>,
): void {
  const article = newArticle(input.feed, entry, keys.all, input.now)
  const same = [...fresh.values()].find(
    ({ keys: others }) => keys.title !== undefined && others.includes(keys.title),
  )
  const isTwin = same && (!keys.link || !keys.guid)
  if (!isTwin && !fresh.has(article.id)) fresh.set(article.id, { article, keys: keys.all })
}

function review(
  feed: Feed,
  entry: Entry,
  keys: EntryKeys,
  before: Article,
  owners: ReadonlyMap<string, string>,
  into: { readonly revised: Map<string, Identity>; readonly further: Map<string, Identity> },
): void {
  const newKeys = keys.all.filter((key) => !owners.has(key))
  const isFurther = !before.feeds.includes(feed.id)
  if (isFurther) {
    const article = broughtBy(before, feed)
    into.further.set(before.id, { article, keys: newKeys })
    return
  }
  const text = textOfEntry(entry)
  const isRevised =
    before.feeds[0] === feed.id && (text.title !== before.title || text.lead !== before.lead)
  if (isRevised) into.revised.set(before.id, { article: { ...before, ...text }, keys: newKeys })
  else if (newKeys.some((key) => !key.startsWith('t:')))
    into.further.set(before.id, { article: before, keys: newKeys })
}

/** The article with what a further feed says of it. */
function broughtBy(article: Article, feed: Feed): Article {
  const joined = (some: readonly string[], more: readonly string[]) => [
    ...new Set([...some, ...more]),
  ]
  return {
    ...article,
    feeds: joined(article.feeds, [feed.id]),
    langs: joined(article.langs, feed.lang ? [feed.lang] : []),
    tags: joined(article.tags, feed.tags),
  }
}
