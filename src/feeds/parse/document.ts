import { headlineOf, textOf } from '../../lib/html.ts'
import { atomAll, atomEntry, atomLink, atomText } from './atom.ts'
import type { RawDocument, RawEntry } from './entry.ts'
import { rhythmOf } from './rhythm.ts'
import { firstOf, htmlIn, linkOf, rssItem } from './rss.ts'
import { readSitemap } from './sitemap.ts'
import { attribute, childMap, childrenOf, textIn, type Children, type Element } from './xml.ts'

/** Which outermost element is read how. */
const KINDS: Readonly<Record<string, (element: Element) => RawDocument>> = {
  rss: readRss,
  'rdf:rdf': readRss,
  rdf: readRss,
  channel: readRss,
  'atom:feed': readAtom,
  feed: readAtom,
  'atom:entry': readAtomEntry,
  entry: readAtomEntry,
  'sitemap:urlset': readSitemap,
  urlset: readSitemap,
  'sitemap:sitemapindex': readSitemap,
  sitemapindex: readSitemap,
  'app:service': readService,
  service: readService,
  'app:categories': readService,
}

/** Reads an XML feed of any kind off its elements; undefined where there is none. */
export function readDocument(roots: readonly Element[]): RawDocument | undefined {
  const feed = findFeed(roots)
  return feed && KINDS[feed.name]!(feed)
}

/** The feed's own element; some publishers wrap it into another one, or write something before it. */
export function findFeed(elements: readonly Element[], depth = 0): Element | undefined {
  const found = elements.find(({ name }) => Object.hasOwn(KINDS, name))
  if (found || depth > 3) return found
  for (const element of elements.slice(0, 20)) {
    const inside = findFeed(childrenOf(element), depth + 1)
    if (inside) return inside
  }
  return undefined
}

function readAtom(feed: Element): RawDocument {
  const children = childMap(feed)
  const title = atomAll(children, 'title')[0] ?? children.get('dc:title')?.[0]
  const subtitles = [...atomAll(children, 'subtitle'), ...atomAll(children, 'tagline')]
  const subtitle = subtitles[0] ?? children.get('dc:description')?.[0]
  const links = atomAll(children, 'link').filter((link) => link.attribs['rel'] !== 'self')
  const entries = [
    ...atomAll(children, 'entry').map(atomEntry),
    ...(children.get('item') ?? []).map(rssItem),
  ]
  return {
    kind: 'atom',
    title: headlineOf(atomText(title) ?? ''),
    url: atomLink(links),
    lang: feed.lang,
    description: textOf(atomText(subtitle) ?? ''),
    entries: entries.length > 0 ? entries : astray(feed),
  }
}

/** An entry that stands alone is a feed of one. */
function readAtomEntry(entry: Element): RawDocument {
  return { kind: 'atom', title: '', url: undefined, entries: [atomEntry(entry)] }
}

/** RSS 2.0 keeps its items in the channel, RDF and 0.90 beside it; some feeds do both, some leave the channel out. */
function readRss(root: Element): RawDocument {
  const outer = childMap(root)
  const isChannel = root.name === 'channel'
  const channels = isChannel ? [root] : (outer.get('channel') ?? [])
  const maps = channels.map(childMap)
  const channel = maps[0] ?? outer
  const found = (isChannel ? maps : [...maps, outer]).flatMap(entriesIn)
  const entries = found.length > 0 ? found : astray(channels[0] ?? root)
  const title = firstOf(channel, ['title', 'dc:title', 'atom:title', 'itunes:title'])
  return {
    kind: 'rss',
    title: headlineOf(htmlIn(title) ?? ''),
    url: linkOf(channel, channels[0] ?? root, undefined),
    lang: textIn(firstOf(channel, ['language', 'dc:language'])) || (channels[0] ?? root).lang,
    description: textOf(htmlIn(firstOf(channel, DESCRIPTIONS)) ?? ''),
    ...rhythmOf(channel),
    entries,
  }
}

const DESCRIPTIONS = [
  'description',
  'dc:description',
  'atom:subtitle',
  'atom:tagline',
  'itunes:summary',
  'itunes:subtitle',
  'abstract',
]

/** Items, also in `items` (RSS 1.1) and within each other, and entries of Atom's. */
function entriesIn(map: Children): readonly RawEntry[] {
  const items = [...(map.get('item') ?? []), ...(map.get('items') ?? []).flatMap(itemsIn)]
  return [...withNested(items).map(rssItem), ...atomAll(map, 'entry').map(atomEntry)]
}

/** Items within something that nobody closed. */
function astray(element: Element, depth = 0): readonly RawEntry[] {
  if (depth > 5) return []
  const found = entriesIn(childMap(element))
  return found.length > 0 ? found : childrenOf(element).flatMap((child) => astray(child, depth + 1))
}

function itemsIn(element: Element): readonly Element[] {
  return element.nodes.some(isItem) ? childrenOf(element).filter(({ name }) => name === 'item') : []
}

/** `item`, with or without a prefix. */
function isItem({ name }: Element['nodes'][number]): boolean {
  return name !== undefined && /item$/i.test(name)
}

function withNested(items: readonly Element[], depth = 0): readonly Element[] {
  // Hardly any feed has them.
  if (depth > 3 || !items.some((item) => item.nodes.some(isItem))) return items
  return items.flatMap((item) => [item, ...withNested(itemsIn(item), depth + 1)])
}

/** A service document names feeds and holds none: a feed without entries (RFC 5023, 8). */
function readService(root: Element): RawDocument {
  const workspace = childrenOf(root).find(({ name }) => name.endsWith('workspace'))
  const title = workspace && childrenOf(workspace).find(({ name }) => name.endsWith('title'))
  const url = attribute(root, 'href')
  return { kind: 'atom', title: textIn(title), url, entries: [] }
}
