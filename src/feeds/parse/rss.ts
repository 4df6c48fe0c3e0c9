import { absoluteUrl } from '../../lib/url.ts'
import { atomAll, atomLink, atomPerson, atomText, mediaOf, resolved } from './atom.ts'
import { parseDate } from './dates/index.ts'
import type { RawEntry } from './entry.ts'
import {
  attribute,
  childMap,
  hasElements,
  markupIn,
  rawText,
  textIn,
  type Children,
  type Element,
} from './xml.ts'

const TITLES = ['title', 'dc:title', 'atom:title', 'media:title', 'itunes:title']
const SUMMARIES = [
  'description',
  'dc:description',
  'atom:summary',
  'summary',
  'itunes:summary',
  'media:description',
  'abstract',
  'itunes:subtitle',
  'googleplay:description',
]
const CONTENTS = [
  'content:encoded',
  'atom:content',
  'xhtml:body',
  'body',
  'fullitem',
  'fulltext',
  'content',
]
const PUBLISHED = [
  'pubdate',
  'dc:date',
  'atom:published',
  'atom:issued',
  'dcterms:issued',
  'dcterms:created',
  'atom:created',
  'published',
  'publisheddate',
  'prism:publicationdate',
  'news:publication_date',
  'date',
]
const UPDATED = ['atom:updated', 'atom:modified', 'dcterms:modified', 'updated', 'lastbuilddate']
const AUTHORS = [
  'dc:creator',
  'dc:author',
  'author',
  'itunes:author',
  'managingeditor',
  'dc:publisher',
]

/** An item of RSS 0.9x, 1.0 (RDF) or 2.0 (https://www.rssboard.org/rss-specification), or of CDF, which keeps all in attributes. */
export function rssItem(element: Element): RawEntry {
  const children = childMap(element)
  const media = mediaOf(children)
  function first(names: readonly string[]) {
    return firstOf(children, names) ?? firstOf(media, names)
  }
  const guid = firstOf(children, ['guid', 'atom:id', 'id', 'dc:identifier'])
  const about = attribute(element, 'about')?.trim()
  const id = textIn(guid) || about || undefined
  const idIsLink = guid ? isPermalink(guid) : about !== undefined
  const permalink = idIsLink && id && (!guid || isAddress(guid, id)) ? id : undefined
  const summary = first(SUMMARIES)
  const content = firstOf(children, CONTENTS) ?? otherText(children, summary)
  return {
    id,
    idIsLink,
    url: linkOf(children, element, permalink),
    title: htmlIn(first(TITLES)),
    summary: htmlIn(summary),
    content: htmlIn(content),
    published: dateIn(children, PUBLISHED) || attribute(element, 'lastmod'),
    updated: dateIn(children, UPDATED),
    author: textIn(firstOf(children, AUTHORS)) || atomPerson(atomAll(children, 'author')[0]),
    categories: [...(children.get('category') ?? []), ...(children.get('dc:subject') ?? [])].map(
      (each) => textIn(each),
    ),
    lang: textIn(firstOf(children, ['dc:language', 'language'])) || element.lang,
  }
}

/** The first of these that holds anything. */
export function firstOf(children: Children, names: readonly string[]): Element | undefined {
  for (const name of names)
    for (const each of children.get(name) ?? NONE) if (holdsAnything(each)) return each
  return undefined
}

const NONE: readonly Element[] = []

function holdsAnything(element: Element): boolean {
  return element.nodes.length > 0 && (/\S/.test(rawText(element)) || hasElements(element))
}

/** The first of these that is a date: "soon" in one is no reason to pass over another. */
function dateIn(children: Children, names: readonly string[]): string {
  const first = textIn(firstOf(children, names))
  if (!first || parseDate(first) !== undefined) return first
  const others = names.flatMap((name) => (children.get(name) ?? []).map(textIn))
  return others.find((text) => parseDate(text) !== undefined) ?? first
}

/** An item with a description and a summary, or a media text besides, has two texts. */
function otherText(children: Children, summary: Element | undefined): Element | undefined {
  const other = children.get('summary')?.[0] ?? children.get('description')?.[1]
  return other === summary ? undefined : other
}

/** A guid is an address unless it says otherwise; one that is none is none. */
function isPermalink(guid: Element): boolean {
  return !/^\s*(?:false|0|no)\s*$/i.test(attribute(guid, 'ispermalink') ?? '')
}

/** `abc123` that nobody calls an address leads nowhere. */
function isAddress(guid: Element, id: string): boolean {
  return attribute(guid, 'ispermalink') !== undefined || /^(?:https?:)?\/|^www\./i.test(id)
}

/** An item's page: `link`, Atom's links, a guid that is an address, and at last a file that it brings. */
export function linkOf(
  children: Children,
  element: Element,
  permalink: string | undefined,
): string | undefined {
  const links = children.get('link') ?? []
  for (const link of links) {
    const written = textIn(link) || attribute(link, 'href') || attribute(link, 'resource')
    const url = written && absoluteUrl(written, link.base)
    if (url) return url
  }
  const page = (children.get('atom:link') ?? []).filter(({ attribs }) => attribs['rel'] !== 'self')
  const href = attribute(element, 'href')
  return (
    atomLink(page) ??
    absoluteUrl(textIn(children.get('feedburner:origlink')?.[0])) ??
    (permalink && absoluteUrl(permalink, element.base)) ??
    (links[0] && (textIn(links[0]) || undefined)) ??
    (href && resolved(href, attribute(element, 'base') ?? element.base)) ??
    absoluteUrl(fileOf(children), element.base)
  )
}

/** A podcast's file or a picture, where nothing else has an address. */
function fileOf(children: Children): string | undefined {
  const file = children.get('enclosure')?.[0] ?? children.get('media:content')?.[0]
  return file && attribute(file, 'url')
}

/** An element's content as HTML: escaped markup, a text construct of Atom's, or elements that stand there bare. */
export function htmlIn(element: Element | undefined): string | undefined {
  if (!element) return undefined
  const type = element.attribs['type']
  if (element.name.startsWith('atom:') || type === 'xhtml') return atomText(element)
  return hasElements(element) ? markupIn(element) : rawText(element)
}
