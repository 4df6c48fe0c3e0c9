import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { Entry } from '../../domain/article.ts'
import type { Feed } from '../../domain/feed.ts'
import { DAY } from '../../lib/durations.ts'
import { shortHash } from '../../lib/hash.ts'
import { createKeyNames, type KeyNames } from '../../lib/key-names.ts'
import { canonicalUrl } from '../../lib/url.ts'
import { textKey } from './same-text.ts'

/** What an entry is known by, each key under its name (lib/key-names.ts). A key is absent where it proves nothing. */
export type EntryKeys = {
  /** Of `g:feed:guid`. Ids are opaque and collide between feeds: they count within their feed alone. */
  readonly guid: string | undefined
  /** Of `l:canonical address`, across feeds too. */
  readonly link: string | undefined
  /** Of `d:publisher:day:title`: the same headline of the same publisher on the same day. */
  readonly titleDay: string | undefined
  /** Of `t:feed:title`, and for an entry without a title its text: for comparing when a feed changes its ids. */
  readonly title: string | undefined
  /** The key that the headline has on the nearer one of the days beside; only ever looked up. */
  readonly titleNearDay: string | undefined
  /** What its article is called within the feed when all its keys are free; undefined where it has none. */
  readonly id: string | undefined
}

/** Those that the entry's article is to be known by, the most trusted first. */
export function ownKeys({ guid, link, titleDay, title }: EntryKeys): readonly string[] {
  const own = [guid, link, titleDay, title]
  return own.every(isThere) ? own : own.filter(isThere)
}

function isThere(key: string | undefined): key is string {
  return key !== undefined
}

/** All that are to be looked up. */
export function allKeys(keys: EntryKeys): readonly string[] {
  const own = ownKeys(keys)
  return keys.titleNearDay === undefined ? own : [...own, keys.titleNearDay]
}

/**
 * The keys of a document's entries, in their order. An id that stands at entries with different addresses, and an
 * address that stands at different entries, prove nothing and give no key; nor does a home page. An entry without a date
 * counts as of `now`.
 */
export function keysOf(
  feed: Pick<Feed, 'id' | 'publisher'>,
  entries: readonly Entry[],
  now: number,
): readonly EntryKeys[] {
  const steps = keysInSteps(feed, entries, now)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The same, with a turn of the loop between for other work: twenty thousand entries take half a second. */
export async function keysInTurns(
  feed: Pick<Feed, 'id' | 'publisher'>,
  entries: readonly Entry[],
  now: number,
): Promise<readonly EntryKeys[]> {
  const steps = keysInSteps(feed, entries, now)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await turnOfTheLoop()
  }
}

type Steps<T> = Generator<void, readonly T[]>

function* keysInSteps(
  feed: Pick<Feed, 'id' | 'publisher'>,
  entries: readonly Entry[],
  now: number,
): Steps<EntryKeys> {
  const owner = { id: feed.id, publisher: textKey(feed.publisher), nameOf: createKeyNames() }
  const seen = yield* mapInSteps(entries, (entry) => {
    const link = entry.url && canonicalUrl(entry.url)
    return { entry, link, guid: guidOf(entry, link), title: textKey(entry.title) }
  })
  const vagueGuids = ambiguous(
    seen,
    ({ guid }) => guid,
    ({ link, title }) => link ?? title,
  )
  const vagueLinks = ambiguous(
    seen,
    ({ link }) => link,
    ({ guid, title }) => guid ?? title,
  )
  return yield* mapInSteps(seen, ({ entry, link, guid, title }) => {
    const isOwnGuid = guid !== undefined && guid !== link && !vagueGuids.has(guid)
    const isOwnLink = link !== undefined && !vagueLinks.has(link)
    const trusted = { guid: isOwnGuid ? guid : undefined, link: isOwnLink ? link : undefined }
    return keysFrom(
      owner,
      trusted,
      title || textKey(entry.summary || entry.content),
      entry.published ?? now,
    )
  })
}

/** So many entries in one go. */
const STEP = 200

function* mapInSteps<T, R>(items: readonly T[], map: (item: T) => R): Steps<R> {
  const mapped: R[] = []
  for (const item of items) {
    if (mapped.length > 0 && mapped.length % STEP === 0) yield
    mapped.push(map(item))
  }
  return mapped
}

/** `publisher` as a key. */
type Owner = Pick<Feed, 'id' | 'publisher'> & { readonly nameOf: KeyNames }

function keysFrom(
  { id, publisher, nameOf }: Owner,
  trusted: Pick<EntryKeys, 'guid' | 'link'>,
  text: string,
  at: number,
): EntryKeys {
  const hash = text && shortHash(16, text)
  const [day, nearDay] = [Math.floor(at / DAY), Math.floor(at / DAY + 0.5)]
  const guid = trusted.guid && `g:${id}:${trusted.guid}`
  const link = trusted.link && `l:${trusted.link}`
  const titleDay = hash ? `d:${publisher}:${day}:${hash}` : undefined
  const title = hash ? `t:${id}:${hash}` : undefined
  const beside = nearDay === day ? day - 1 : nearDay
  const first = guid ?? link ?? titleDay
  return {
    guid: guid && nameOf(guid),
    link: link && nameOf(link),
    titleDay: titleDay && nameOf(titleDay),
    title: title && nameOf(title),
    titleNearDay: hash ? nameOf(`d:${publisher}:${beside}:${hash}`) : undefined,
    id: first && articleName(first),
  }
}

/** What an article is called within its feed, by a key or by what else tells it from all others. */
export function articleName(key: string): string {
  return shortHash(11, key)
}

/** An id that is an address in one of its forms: http and https, with and without www., are one id. */
function guidOf({ id, url }: Entry, link: string | undefined): string | undefined {
  if (!id) return undefined
  if (id === url && link !== undefined) return link
  return /^https?:\/\//i.test(id) ? canonicalUrl(id) : id
}

/** Those of the keys that stand at different things. */
function ambiguous<T>(
  items: readonly T[],
  keyOf: (item: T) => string | undefined,
  valueOf: (item: T) => string,
): ReadonlySet<string> {
  const first = new Map<string, string>()
  const found = new Set<string>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === undefined) continue
    const value = valueOf(item)
    const known = first.get(key)
    if (known === undefined) first.set(key, value)
    else if (known !== value) found.add(key)
  }
  return found
}
