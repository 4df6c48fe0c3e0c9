import { absoluteUrl } from '../../lib/url.ts'
import { atomLink, atomText } from './atom.ts'
import type { RawEntry } from './entry.ts'
import { attribute, baseOf, childMap, markupIn, rawText, textIn, type Element } from './xml.ts'

type Children = ReadonlyMap<string, readonly Element[]>

/** An item of RSS 0.9x, 1.0 (RDF) or 2.0. https://www.rssboard.org/rss-specification */
export function rssItem(element: Element, documentUrl: string): RawEntry {
  const children = childMap(element)
  const first = (...names: readonly string[]) => firstOf(children, names)
  const guid = first('guid', 'atom:id', 'dc:identifier')
  const about = attribute(element, 'about')
  const id = textIn(guid) || about?.trim()
  const cdf = element.attribs['HREF'] ?? element.attribs['href']
  const idIsLink = guid ? isPermalink(guid) : false
  return {
    id,
    idIsLink,
    url:
      linkOf(children, documentUrl) ??
      absoluteUrl(cdf, documentUrl) ??
      (idIsLink || (!guid && about) ? absoluteUrl(id) : undefined),
    title: htmlIn(first('title', 'dc:title', 'media:title', 'itunes:title')),
    summary: htmlIn(
      first(
        'description',
        'dc:description',
        'atom:summary',
        'itunes:summary',
        'media:description',
        'abstract',
        'itunes:subtitle',
      ),
    ),
    content:
      htmlIn(first('content:encoded', 'atom:content', 'xhtml:body', 'fullitem')) ??
      mediaText(children),
    published: textIn(
      first(
        'pubdate',
        'dc:date',
        'atom:published',
        'atom:issued',
        'dcterms:issued',
        'dcterms:created',
        'atom:created',
        'date',
        'lastmod',
      ),
    ),
    updated: textIn(first('atom:updated', 'atom:modified', 'dcterms:modified', 'lastbuilddate')),
    author: textIn(first('dc:creator', 'author', 'itunes:author', 'atom:author', 'managingeditor')),
    categories: [...(children.get('category') ?? []), ...(children.get('dc:subject') ?? [])].map(
      (each) => textIn(each),
    ),
    lang: textIn(first('dc:language', 'language')) || element.attribs['xml:lang'],
  }
}

/** The first of these that holds anything. */
export function firstOf(children: Children, names: readonly string[]): Element | undefined {
  for (const name of names) {
    const found = children
      .get(name)
      ?.find(
        (each) => rawText(each).trim() !== '' || each.children.some(({ type }) => type === 'tag'),
      )
    if (found) return found
  }
  return undefined
}

function isPermalink(guid: Element): boolean {
  return (
    (guid.attribs['isPermaLink'] ?? guid.attribs['ispermalink'] ?? 'true').trim().toLowerCase() !==
    'false'
  )
}

/** `link`, Atom's links, and what feeds write instead; a guid that is a permalink comes after these. */
export function linkOf(children: Children, documentUrl: string): string | undefined {
  for (const link of children.get('link') ?? []) {
    const url = absoluteUrl(
      textIn(link) || link.attribs['href'] || attribute(link, 'resource'),
      baseOf(link, documentUrl),
    )
    if (url) return url
  }
  const own = atomLink(
    (children.get('atom:link') ?? []).filter((link) => link.attribs['rel'] !== 'self'),
    documentUrl,
  )
  return (
    own ??
    firstWritten(children) ??
    absoluteUrl(textIn(children.get('feedburner:origlink')?.[0]) || fileOf(children))
  )
}

/** A relative link of a document without an address of its own. */
function firstWritten(children: Children): string | undefined {
  return textIn(children.get('link')?.[0]) || undefined
}

/** A podcast's file, where nothing else has an address. */
function fileOf(children: Children): string | undefined {
  const file = children.get('enclosure')?.[0] ?? children.get('media:content')?.[0]
  return file?.attribs['url']
}

/** An element's content as HTML: escaped markup, a text construct of Atom's, or elements that stand there bare. */
export function htmlIn(element: Element | undefined): string | undefined {
  if (!element) return undefined
  if (element.attribs['type'] && /^(?:text|html|xhtml)$/.test(element.attribs['type']))
    return atomText(element)
  return element.children.some(({ type }) => type === 'tag') ? markupIn(element) : rawText(element)
}

function mediaText(children: Children): string | undefined {
  const group = children.get('media:group')?.[0]
  return group && htmlIn(childMap(group).get('media:description')?.[0])
}
