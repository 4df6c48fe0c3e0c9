import { absoluteUrl } from '../../lib/url.ts'
import type { RawEntry } from './entry.ts'
import {
  attribute,
  childMap,
  escapeHtml,
  hasElements,
  markupIn,
  rawText,
  textIn,
  type Children,
  type Element,
} from './xml.ts'

/** An entry of Atom 1.0 or 0.3: RFC 4287, 4.1.2. */
export function atomEntry(element: Element): RawEntry {
  const children = childMap(element)
  function all(name: string) {
    return atomAll(children, name)
  }
  function get(name: string) {
    return all(name)[0]
  }
  // Of several dates the last one was written last.
  function date(name: string) {
    return textIn(all(name).at(-1))
  }
  const content = get('content')
  const source = content?.attribs['src']
  const media = mediaOf(children)
  return {
    id: textIn(get('id')) || undefined,
    url: atomLink(all('link')) ?? (source && resolved(source, content.base)),
    title:
      atomText(get('title')) ||
      textIn(children.get('dc:title')?.[0] ?? media.get('media:title')?.[0]),
    summary:
      atomText(get('summary') ?? get('tagline') ?? get('abstract')) ??
      atomText(media.get('media:description')?.[0] ?? children.get('dc:description')?.[0]),
    content: source ? undefined : atomText(content),
    published:
      date('published') ||
      date('issued') ||
      date('created') ||
      textIn(children.get('dc:date')?.[0]),
    updated: date('updated') || date('modified'),
    author: atomPerson(get('author')) || textIn(children.get('dc:creator')?.[0]),
    categories: all('category').map(
      (each) => each.attribs['label'] || each.attribs['term'] || textIn(each),
    ),
    lang: element.lang,
  }
}

/** Atom's elements, whether the document names their namespace or forgot to. */
export function atomAll(children: Children, name: string): readonly Element[] {
  return [...(children.get(`atom:${name}`) ?? []), ...(children.get(name) ?? [])]
}

const NOTHING: Children = new Map()

/** What a video or picture says of itself; some feeds have no other words. https://www.rssboard.org/media-rss */
export function mediaOf(children: Children): Children {
  const group = children.get('media:group')?.[0] ?? children.get('media:content')?.[0]
  return group ? childMap(group) : NOTHING
}

/** A text construct as HTML (RFC 4287, 3.1; Atom 0.3 with its `mode`): plain text is escaped, so that it is not read as markup. */
export function atomText(element: Element | undefined): string | undefined {
  if (!element) return undefined
  const type = (element.attribs['type'] ?? 'text').trim().toLowerCase()
  const mode = element.attribs['mode']?.trim().toLowerCase()
  if (hasElements(element) || type === 'xhtml' || type === 'application/xhtml+xml')
    return markupIn(element)
  const text = rawText(element)
  if (mode === 'base64' || isBinary(type)) return Buffer.from(text, 'base64').toString('utf8')
  const isHtml = type === 'html' || type === 'text/html' || mode === 'escaped'
  return isHtml || looksLikeHtml(text) ? text : escapeHtml(text)
}

/** Neither text nor XML: base64 (RFC 4287, 4.1.3.3). */
function isBinary(type: string): boolean {
  return type.includes('/') && !/^text\/|[+/]xml$|^application\/xhtml/.test(type)
}

/** Publishers write HTML as plain text; what looks like a tag or a reference is one. */
function looksLikeHtml(text: string): boolean {
  return /<\/?[a-z][a-z\d]*(?:\s[^<>]*)?\/?>|&(?:#\d+|#x[\da-f]+|[a-z]+);/i.test(text)
}

/** A person construct: name and address, as far as they are there. */
export function atomPerson(element: Element | undefined): string {
  if (!element) return ''
  const children = childMap(element)
  function get(name: string) {
    return textIn(atomAll(children, name)[0])
  }
  const [name, email] = [get('name'), get('email')]
  if (!name && !email) return textIn(element)
  return name && email ? `${name} (${email})` : name || email
}

/** The address of the page that an entry's links name: `alternate` before others, HTML before the rest. */
export function atomLink(links: readonly Element[]): string | undefined {
  let best: { readonly rank: number; readonly url: string } | undefined
  for (const link of links) {
    const rank = rankOf(link)
    if (rank < 0 || rank <= (best?.rank ?? -1)) continue
    const url = resolved(attribute(link, 'href') ?? textIn(link), link.base)
    if (url) best = { rank, url }
  }
  return best?.url
}

/** Links to something beside the entry's own page. */
const NO_PAGE = new Set([
  'enclosure',
  'hub',
  'replies',
  'license',
  'next',
  'previous',
  'first',
  'last',
  'search',
])

function rankOf(link: Element): number {
  const rel = (link.attribs['rel'] ?? 'alternate').toLowerCase().replace(/^.*\/relation\//, '')
  const type = link.attribs['type'] ?? 'text/html'
  if (rel === 'alternate') return /html/.test(type) ? 5 : 4
  if (rel === 'related' || rel === 'via') return 2
  if (NO_PAGE.has(rel)) return -1
  return rel === 'self' || rel === 'edit' ? 0 : 1
}

/** An address as it is written, made absolute where the document's address is known. */
export function resolved(written: string, base: string): string | undefined {
  return absoluteUrl(written, base) ?? (written.trim() || undefined)
}
