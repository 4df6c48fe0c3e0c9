import type { Entry } from '../../domain/article.ts'
import type { Feed } from '../../domain/feed.ts'
import { sha256 } from '../../lib/hash.ts'
import { canonicalUrl } from '../../lib/url.ts'

/** The names under which an entry may be known; a key is only ever compared with keys of its own kind. */
export type EntryKeys = {
  /** guid or rdf:about, within this feed alone: opaque ids collide between feeds. */
  readonly guid: string | undefined
  /** The canonical link, across feeds; undefined for a home page and for one that two entries share. */
  readonly link: string | undefined
  /** Title and publisher on one day; a daily programme has the same title every day. */
  readonly title: string | undefined
  /** Title in this feed on any day: compared only where a whole feed looks new. */
  readonly held: string | undefined
  /** All of them, the strongest first. */
  readonly all: readonly string[]
}

/**
 * The keys of every entry of a document. An id that two entries share names neither, and so does a link; what has no
 * key at all is known by its text.
 */
export function keysOf(
  feed: Feed,
  entries: readonly Entry[],
  now: number = Date.now(),
): readonly EntryKeys[] {
  const ids = counts(entries.map(({ id }) => id))
  const links = counts(entries.map(({ url }) => url && canonicalUrl(url)))
  return entries.map((entry) => {
    const canonical = entry.url && canonicalUrl(entry.url)
    const guid = entry.id && ids.get(entry.id) === 1 ? `g:${feed.id}:${entry.id}` : undefined
    const link = canonical && links.get(canonical) === 1 ? `l:${canonical}` : undefined
    const words = plainTitle(entry.title)
    const day = new Date(entry.published ?? now).toISOString().slice(0, 10)
    const title = words ? `t:${plainTitle(feed.publisher)}:${day}:${words}` : undefined
    const held = words ? `h:${feed.id}:${words}` : undefined
    const text = `x:${feed.id}:${sha256(entry.title, entry.summary, entry.content).slice(0, 32)}`
    const known = [guid, link, title, held].filter((key) => key !== undefined)
    return { guid, link, title, held, all: guid || link || title ? known : [text] }
  })
}

function counts(values: readonly (string | undefined)[]): ReadonlyMap<string, number> {
  const map = new Map<string, number>()
  for (const value of values) if (value) map.set(value, (map.get(value) ?? 0) + 1)
  return map
}

/** A title without capitals, marks and punctuation. */
export function plainTitle(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
