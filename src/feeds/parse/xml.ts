import { load, type CheerioAPI } from 'cheerio'
import { squeeze } from '../../lib/html.ts'
import { absoluteUrl } from '../../lib/url.ts'

/** An element of an XML document as cheerio keeps it; none is made by us. */
export type Element = {
  readonly type: string
  readonly name: string
  readonly attribs: Readonly<Record<string, string>>
  readonly children: readonly Node[]
  readonly parent: Element | null
}
type Node =
  | Element
  | { readonly type: string; readonly data?: string; readonly children?: readonly Node[] }

/** Short names for what feeds use; every spelling of a namespace's address that is met in the wild. */
const NAMESPACES: readonly (readonly [RegExp, string])[] = [
  [/^http:\/\/www\.w3\.org\/2005\/atom|purl\.org\/atom|\/atom\/ns#/i, 'atom'],
  [/purl\.org\/dc\/elements/i, 'dc'],
  [/purl\.org\/dc\/terms/i, 'dcterms'],
  [/purl\.org\/rss\/1\.0\/modules\/content/i, 'content'],
  [
    /purl\.org\/rss\/1\.0\/?$|my\.netscape\.com|channel\.netscape\.com|backend\.userland\.com|blogs\.law\.harvard\.edu|cyber\.law\.harvard\.edu|purl\.org\/net\/rss1\.1|purl\.org\/rss\/?$/i,
    '',
  ],
  [/www\.w3\.org\/1999\/02\/22-rdf/i, 'rdf'],
  [/search\.yahoo\.com\/mrss/i, 'media'],
  [/itunes\.com\/dtds/i, 'itunes'],
  [/sitemaps\.org\/schemas\/sitemap\b/i, 'sitemap'],
  [/google\.com\/schemas\/sitemap-news/i, 'news'],
  [/www\.w3\.org\/1999\/xhtml/i, 'xhtml'],
  [/feedburner/i, 'feedburner'],
  [/www\.w3\.org\/2007\/app|purl\.org\/atom\/app/i, 'app'],
]
const PREFIXES: Readonly<Record<string, string>> = {
  a: 'atom',
  atom: 'atom',
  atom03: 'atom',
  dc: 'dc',
  dcterms: 'dcterms',
  content: 'content',
  media: 'media',
  rdf: 'rdf',
  itunes: 'itunes',
  news: 'news',
  rss: '',
  feedburner: 'feedburner',
}

export function loadXml(text: string): CheerioAPI {
  return load(text, { xml: { xmlMode: true, decodeEntities: true } })
}

/** The document's outermost element. */
export function rootOf(page: CheerioAPI): Element | undefined {
  return page.root().children().get(0) as unknown as Element | undefined
}

/** `dc:date`, `atom:entry`, `title`: the short name of the namespace, whatever prefix the document uses. */
export function nameOf(element: Element): string {
  const [prefix, local] = element.name.includes(':')
    ? element.name.split(':', 2)
    : ['', element.name]
  const space = spaceOf(element, prefix!)
  return space ? `${space}:${local!.toLowerCase()}` : local!.toLowerCase()
}

const spaces = new WeakMap<Element, Map<string, string>>()

function spaceOf(element: Element, prefix: string): string {
  const known = spaces.get(element)?.get(prefix)
  if (known !== undefined) return known
  const declared = element.attribs[prefix ? `xmlns:${prefix}` : 'xmlns']
  const space =
    declared === undefined
      ? element.parent?.type === 'tag'
        ? spaceOf(element.parent, prefix)
        : (PREFIXES[prefix.toLowerCase()] ?? prefix)
      : (NAMESPACES.find(([pattern]) => pattern.test(declared))?.[1] ??
        PREFIXES[prefix.toLowerCase()] ??
        prefix)
  const map = spaces.get(element) ?? new Map<string, string>()
  spaces.set(element, map.set(prefix, space))
  return space
}

export function isElement(node: Node): node is Element {
  return node.type === 'tag' || node.type === 'script' || node.type === 'style'
}

export function childrenOf(element: Element): readonly Element[] {
  return element.children.filter(isElement)
}

/** The children by name, each list in document order. */
export function childMap(element: Element): ReadonlyMap<string, readonly Element[]> {
  const map = new Map<string, Element[]>()
  for (const child of childrenOf(element)) {
    const name = nameOf(child)
    const list = map.get(name)
    if (list) list.push(child)
    else map.set(name, [child])
  }
  return map
}

/** All text inside, as it stands. */
export function rawText(node: Node): string {
  if ('data' in node && node.data !== undefined && node.type === 'text') return node.data
  if (node.type === 'comment' || node.type === 'directive') return ''
  return (node.children ?? []).map(rawText).join('')
}

export function textIn(element: Element | undefined): string {
  return element ? squeeze(rawText(element)) : ''
}

/** What stands inside as markup, for text constructs that hold elements (xhtml). */
export function markupIn(element: Element): string {
  return element.children.map((node) => serialise(node)).join('')
}

function serialise(node: Node): string {
  if (node.type === 'text') return escape((node as { data?: string }).data ?? '')
  if (node.type === 'cdata')
    return (node.children ?? []).map((child) => (child as { data?: string }).data ?? '').join('')
  if (!isElement(node)) return ''
  const local = node.name.split(':').at(-1)!
  const attributes = Object.entries(node.attribs)
    .map(([name, value]) => ` ${name}="${escape(value)}"`)
    .join('')
  return `<${local}${attributes}>${markupIn(node)}</${local}>`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

/** An attribute by its local name. */
export function attribute(element: Element, name: string): string | undefined {
  const { attribs } = element
  if (Object.hasOwn(attribs, name)) return attribs[name]
  const prefixed = Object.keys(attribs).find((key) => key.endsWith(`:${name}`))
  return prefixed ? attribs[prefixed] : undefined
}

/** The address against which relative ones are read: each xml:base against the one outside it (XML Base, 4). */
export function baseOf(element: Element, documentUrl: string): string {
  const own = element.attribs['xml:base']
  const outer = element.parent?.type === 'tag' ? baseOf(element.parent, documentUrl) : documentUrl
  return own ? (absoluteUrl(own, outer) ?? outer) : outer
}
