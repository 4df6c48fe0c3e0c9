import { load } from 'cheerio/slim'
import { squeeze } from '../../lib/html.ts'
import { absoluteUrl } from '../../lib/url.ts'
import { OUTSIDE, scopeWithin, shortName, type Scope } from './namespaces.ts'

/** A node as cheerio keeps it. */
type Node = {
  readonly type: string
  readonly name?: string
  readonly data?: string
  readonly attribs?: Readonly<Record<string, string>>
  readonly children?: readonly Node[]
}

/** An element of an XML document, its namespaces, base address and language worked out. */
export type Element = {
  /** See `shortName`. */
  readonly name: string
  /** The name as it is written. */
  readonly tag: string
  readonly attribs: Readonly<Record<string, string>>
  readonly nodes: readonly Node[]
  readonly scope: Scope
  /** The address against which relative ones are read (XML Base, 4). */
  readonly base: string
  readonly lang: string | undefined
}

/** The children of an element by name, each list in document order. */
export type Children = ReadonlyMap<string, readonly Element[]>

/** Deeper than any feed nests; documents that do are hostile. */
const DEEPEST = 64

/**
 * One for all documents. Each `load` makes a class, whose hidden shape only a full collection takes away; until then it
 * would hold the document: all that was read piled up among the old objects.
 */
const cheerio = load('', { xml: { xmlMode: true, decodeEntities: true } })
/** By it cheerio sees markup, and no selector, in what may begin with `<?xml`. */
const MARKUP = '<!---->'

/** The outermost elements of a document; usually one. */
export function readXml(text: string, url: string): readonly Element[] {
  const nodes: readonly Node[] = cheerio(MARKUP + text).toArray()
  const outside = { scope: { ...OUTSIDE, names: new Map() }, base: url, lang: undefined }
  return nodes.filter(isElement).map((node) => elementOf(node, outside))
}

type Inherited = Pick<Element, 'scope' | 'base' | 'lang'>

function elementOf(node: Node, outer: Inherited): Element {
  const attribs = node.attribs ?? {}
  const tag = node.name ?? ''
  const scope = scopeWithin(outer.scope, attribs)
  const own = attribs['xml:base']
  return {
    name: shortName(tag, scope),
    tag,
    attribs,
    nodes: node.children ?? [],
    scope,
    base: own ? (absoluteUrl(own, outer.base) ?? own) : outer.base,
    lang: attribs['xml:lang'] || outer.lang,
  }
}

function isElement(node: Node): boolean {
  return node.type === 'tag' || node.type === 'script' || node.type === 'style'
}

export function childrenOf(element: Element): readonly Element[] {
  return element.nodes.filter(isElement).map((node) => elementOf(node, element))
}

export function childMap(element: Element): Children {
  const map = new Map<string, Element[]>()
  for (const node of element.nodes) {
    if (!isElement(node)) continue
    const child = elementOf(node, element)
    for (const each of isUnclosedTitle(child) ? unfolded(child) : [child]) {
      const list = map.get(each.name)
      if (list) list.push(each)
      else map.set(each.name, [each])
    }
  }
  return map
}

/** What stands beside a title, and inside it where nobody closed it. */
const BESIDE_TITLE = /^(?:title|link|guid|item|description|pubdate)$/i

function isUnclosedTitle(element: Element): boolean {
  if (element.name !== 'title' || element.nodes.length < 2) return false
  return element.nodes.some((node) => isElement(node) && BESIDE_TITLE.test(node.name ?? ''))
}

/** A title's own words, and beside it what it has swallowed. */
function unfolded(title: Element): readonly Element[] {
  const words = title.nodes.filter((node) => !isElement(node))
  const swallowed = childrenOf(title).flatMap((each) =>
    each.name === 'title' ? unfolded(each) : [each],
  )
  return [{ ...title, nodes: words }, ...swallowed]
}

/** Whether elements stand inside. */
export function hasElements(element: Element): boolean {
  return element.nodes.some(isElement)
}

/** All text inside, as it stands. */
export function rawText(element: Element | undefined): string {
  const only = element?.nodes.length === 1 ? element.nodes[0] : undefined
  if (only?.type === 'text') return only.data ?? ''
  return element ? textOfNodes(element.nodes, 0) : ''
}

function textOfNodes(nodes: readonly Node[], depth: number): string {
  if (depth > DEEPEST) return ''
  let text = ''
  for (const node of nodes) {
    if (node.type === 'text') text += node.data ?? ''
    else if (node.children) text += textOfNodes(node.children, depth + 1)
  }
  return text
}

/** The same with single spaces. */
export function textIn(element: Element | undefined): string {
  return squeeze(rawText(element))
}

/** What stands inside as HTML, for texts that hold elements (xhtml). */
export function markupIn(element: Element): string {
  return markupOf(element.nodes, 0)
}

function markupOf(nodes: readonly Node[], depth: number): string {
  if (depth > DEEPEST) return ''
  return nodes.map((node) => serialise(node, depth)).join('')
}

function serialise(node: Node, depth: number): string {
  if (node.type === 'text') return escapeHtml(node.data ?? '')
  if (node.type === 'cdata') return textOfNodes(node.children ?? [], depth)
  if (!isElement(node)) return ''
  const local = (node.name ?? '').replace(/^.*:/, '')
  const attributes = Object.entries(node.attribs ?? {})
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    .join('')
  return `<${local}${attributes}>${markupOf(node.children ?? [], depth + 1)}</${local}>`
}

/** Plain text as HTML that reads the same. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

/** An attribute by its local name, in any capitals. */
export function attribute(element: Element, name: string): string | undefined {
  if (Object.hasOwn(element.attribs, name)) return element.attribs[name]
  for (const written in element.attribs)
    if (written.replace(/^.*:/, '').toLowerCase() === name) return element.attribs[written]
  return undefined
}
