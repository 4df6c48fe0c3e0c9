import { DAY, HOUR, MINUTE } from '../../lib/durations.ts'
import { headlineOf, textOf } from '../../lib/html.ts'
import { atomEntry, atomLink, atomText } from './atom.ts'
import type { RawEntry } from './entry.ts'
import { firstOf, htmlIn, linkOf, rssItem } from './rss.ts'
import { sitemapEntry } from './sitemap.ts'
import type { FeedKind, ParsedFeed, ParseOptions } from './types.ts'
import { childMap, childrenOf, markupIn, nameOf, rawText, textIn, type Element } from './xml.ts'

export type RawDocument = Omit<ParsedFeed, 'entries'> & { readonly entries: readonly RawEntry[] }

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** Reads an XML feed of any kind off its elements; undefined where there is none. */
export function readDocument(root: Element, { url }: ParseOptions): RawDocument | undefined {
  const feed = findFeed(root)
  if (!feed) return undefined
  const name = nameOf(feed)
  if (name === 'atom:feed' || name === 'feed') return readAtom(feed, url)
  if (name.endsWith('service') || name.endsWith('categories')) return emptyService(feed)
  if (name.endsWith('urlset')) return readSitemap(feed)
  if (name === 'atom:entry' || name === 'entry')
    return { kind: 'atom', title: '', url: undefined, entries: [atomEntry(feed, url)] }
  return readRss(feed, url)
}

const FEEDS = new Set([
  'rss',
  'rdf:rdf',
  'rdf',
  'channel',
  'atom:feed',
  'feed',
  'sitemap:urlset',
  'urlset',
  'atom:entry',
  'entry',
  'service',
  'app:service',
])

/** The feed's own element; some publishers wrap it into another one. */
function findFeed(root: Element, depth = 0): Element | undefined {
  if (FEEDS.has(nameOf(root))) return root
  if (depth > 3) return undefined
  for (const child of childrenOf(root)) {
    const found = findFeed(child, depth + 1)
    if (found) return found
  }
  return undefined
}

/** An Atom service document names feeds and holds none: a feed without entries (RFC 5023, 8). */
function emptyService(root: Element): RawDocument {
  const workspace = childrenOf(root).find((each) => nameOf(each).endsWith('workspace'))
  const title = workspace && childrenOf(workspace).find((each) => nameOf(each).endsWith('title'))
  return { kind: 'atom', title: textIn(title), url: undefined, entries: [] }
}

function readAtom(feed: Element, url: string): RawDocument {
  const children = childMap(feed)
  const get = (name: string) => children.get(`atom:${name}`) ?? children.get(name) ?? []
  return {
    kind: 'atom',
    title: headlineOf(atomText(get('title')[0]) ?? ''),
    url: atomLink(get('link'), url),
    lang: feed.attribs['xml:lang'],
    description: textOf(atomText(get('subtitle')[0] ?? get('tagline')[0]) ?? ''),
    entries: get('entry').map((entry) => atomEntry(entry, url)),
  }
}

/** RSS 2.0 keeps its items in the channel, RDF and 0.90 beside it; some feeds do both, some leave the channel out. */
function readRss(root: Element, url: string): RawDocument {
  const outer = childMap(root)
  const channels = nameOf(root) === 'channel' ? [root] : (outer.get('channel') ?? [])
  const maps = channels.map(childMap)
  const channel = maps[0] ?? outer
  const items = withNested(
    [...maps, ...(nameOf(root) === 'channel' ? [] : [outer])].flatMap((map) => [
      ...(map.get('item') ?? []),
      ...(map.get('items') ?? []).flatMap((each) => childMap(each).get('item') ?? []),
    ]),
  )
  const entries = items.map((item) => rssItem(item, url))
  const atomEntries = maps
    .flatMap((map) => map.get('atom:entry') ?? [])
    .map((entry) => atomEntry(entry, url))
  const titleElement = channel.get('title')?.[0] ?? channel.get('dc:title')?.[0]
  return {
    kind: 'rss' satisfies FeedKind,
    title: headlineOf(
      titleElement
        ? titleElement.children.some(({ type }) => type === 'tag')
          ? markupIn(titleElement)
          : rawText(titleElement)
        : '',
    ),
    url: linkOf(channel, url),
    lang: textIn(channel.get('language')?.[0] ?? channel.get('dc:language')?.[0]) || undefined,
    description: textOf(
      htmlIn(
        firstOf(channel, [
          'description',
          'dc:description',
          'itunes:summary',
          'itunes:subtitle',
          'atom:subtitle',
        ]),
      ) ?? '',
    ),
    ...rhythmOf(channel),
    entries: [...entries, ...atomEntries],
  }
}

/** Items that a publisher has put into items. */
function withNested(items: readonly Element[], depth = 0): readonly Element[] {
  if (depth > 3) return items
  return items.flatMap((item) => {
    const nested = childrenOf(item).filter((child) => nameOf(child) === 'item')
    return nested.length > 0 ? [item, ...withNested(nested, depth + 1)] : [item]
  })
}

function rhythmOf(
  channel: ReadonlyMap<string, readonly Element[]>,
): Pick<ParsedFeed, 'ttl' | 'skipHours' | 'skipDays'> {
  const ttl = Number(textIn(channel.get('ttl')?.[0]))
  const inside = (name: string, part: string) =>
    childrenOf(channel.get(name)?.[0] ?? NOTHING)
      .filter((each) => nameOf(each) === part)
      .map((each) => textIn(each))
  const skipHours = inside('skiphours', 'hour')
    .map((hour) => Number(hour) % 24)
    .filter(Number.isInteger)
  const skipDays = inside('skipdays', 'day')
    .map((day) => DAYS.indexOf(day.toLowerCase()))
    .filter((day) => day >= 0)
  return { ttl: ttl > 0 ? Math.min(DAY, ttl * MINUTE) : updatePeriod(channel), skipHours, skipDays }
}

const NOTHING: Element = { type: 'tag', name: '', attribs: {}, children: [], parent: null }

/** https://web.resource.org/rss/1.0/modules/syndication/ */
function updatePeriod(channel: ReadonlyMap<string, readonly Element[]>): number | undefined {
  const period = { hourly: HOUR, daily: DAY }[textIn(channel.get('sy:updateperiod')?.[0])]
  const frequency = Number(textIn(channel.get('sy:updatefrequency')?.[0])) || 1
  // Publishers leave WordPress' default of one hour in place: more is believed no further.
  return period ? Math.min(HOUR, period / frequency) : undefined
}

function readSitemap(root: Element): RawDocument {
  const entries = childrenOf(root)
    .filter((each) => nameOf(each).endsWith('url'))
    .map(sitemapEntry)
  return { kind: 'sitemap', title: '', url: undefined, entries }
}
