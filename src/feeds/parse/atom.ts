import { baseOf, attribute, childMap, markupIn, rawText, textIn, type Element } from './xml.ts'
import type { RawEntry } from './entry.ts'
import { absoluteUrl } from '../../lib/url.ts'

/** A text construct as HTML (RFC 4287, 3.1): plain text is escaped, so that it is not read as markup. */
export function atomText(element: Element | undefined): string | undefined {
  if (!element) return undefined
  const type = (attribute(element, 'type') ?? 'text').toLowerCase()
  const mode = attribute(element, 'mode')
  if (type === 'xhtml' || type === 'application/xhtml+xml' || (mode === 'xml' && /xml/.test(type)))
    return markupIn(element)
  if (mode === 'base64' || isBinary(type))
    return Buffer.from(rawText(element), 'base64').toString('utf8')
  const text = rawText(element)
  const elements = element.children.some((child) => child.type === 'tag')
  if (elements) return markupIn(element)
  const isHtml = type === 'html' || type === 'text/html' || mode === 'escaped'
  return isHtml ? text : plainAsHtml(text)
}

/** Neither text nor XML: base64 (RFC 4287, 4.1.3.3). */
function isBinary(type: string): boolean {
  return type.includes('/') && !/^text\/|[+/]xml$|^application\/xhtml/.test(type)
}

/** A person construct: name and address, as far as they are there. */
export function atomPerson(element: Element | undefined): string {
  if (!element) return ''
  const children = childMap(element)
  const get = (name: string) => textIn(children.get(`atom:${name}`)?.[0] ?? children.get(name)?.[0])
  const [name, email] = [get('name'), get('email')]
  if (!name && !email) return textIn(element)
  return name && email ? `${name} (${email})` : name || email
}

/** Publishers write HTML as plain text; what looks like a tag is one. */
function plainAsHtml(text: string): string {
  return /<\/?[a-z][^<]*>|&(?:#\d+|#x[\da-f]+|[a-z]+);/i.test(text)
    ? text
    : text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/** The address of the page that an element's links name: rel alternate before others, HTML before the rest. */
export function atomLink(links: readonly Element[], documentUrl: string): string | undefined {
  const rated = links
    .map((link) => ({ link, rank: rankOf(link) }))
    .filter(({ link, rank }) => rank >= 0 && (link.attribs['href'] ?? textIn(link)) !== '')
    .toSorted((a, b) => b.rank - a.rank)
  const best = rated[0]?.link
  const written = best && (best.attribs['href'] ?? textIn(best))
  return best && (absoluteUrl(written, baseOf(best, documentUrl)) ?? written)
}

function rankOf(link: Element): number {
  const rel = (link.attribs['rel'] ?? 'alternate')
    .toLowerCase()
    .replace(/^http:\/\/www\.iana\.org\/assignments\/relation\//, '')
  const type = link.attribs['type'] ?? 'text/html'
  if (rel === 'alternate') return /html/.test(type) ? 5 : 4
  if (rel === 'related' || rel === 'via') return 2
  if (NO_PAGE.has(rel)) return -1
  return rel === 'self' || rel === 'edit' ? 0 : 1
}

/** Links to something beside the entry's own page. */
const NO_PAGE = new Set(['enclosure', 'hub', 'replies', 'license'])

export function atomEntry(element: Element, documentUrl: string): RawEntry {
  const children = childMap(element)
  const get = (name: string) => children.get(`atom:${name}`)?.[0] ?? children.get(name)?.[0]
  // Of several dates the last one was written last.
  const date = (name: string) => (children.get(`atom:${name}`) ?? children.get(name))?.at(-1)
  const all = (name: string) => [
    ...(children.get(`atom:${name}`) ?? []),
    ...(children.get(name) ?? []),
  ]
  const content = get('content')
  return {
    id: textIn(get('id')) || undefined,
    url: atomLink(all('link'), documentUrl) ?? absoluteUrl(content?.attribs['src'], documentUrl),
    title: atomText(get('title')) ?? textIn(children.get('dc:title')?.[0]),
    summary: atomText(get('summary')) ?? atomText(get('tagline')),
    content: content && !content.attribs['src'] ? atomText(content) : undefined,
    published: textIn(
      date('published') ?? date('issued') ?? date('created') ?? children.get('dc:date')?.[0],
    ),
    updated: textIn(date('updated') ?? date('modified')),
    author: atomPerson(get('author')) || textIn(children.get('dc:creator')?.[0]),
    categories: all('category').map(
      (each) => each.attribs['label'] ?? each.attribs['term'] ?? textIn(each),
    ),
    lang: element.attribs['xml:lang'],
  }
}
