import { withinDepth } from '../../lib/markup-depth.ts'

/** Control characters and what else XML 1.0 forbids (2.2), as they are and as references. */
const FORBIDDEN_UNITS = /[^\t\n\r -~\xa0-\ufffd]/g
const FORBIDDEN_REFERENCES = /&#(?:x0*(?:[0-8bcef]|1[\da-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));/gi
const START = /<(?:\?xml|!DOCTYPE|!--|[a-z_][\w.-]*(?::[\w.-]+)?[\s/>])/i
/** An `&` that begins no reference. */
const BARE = /&(?!#\d{1,7};|#x[\da-f]{1,6};|[a-z][\w.-]{0,40};)/gi
/** A `<` that begins no tag: "I <3 you". */
const NO_TAG = /<(?=[\d=<$%+,.;-])/g
/** HTML that stands bare in a feed; nobody closes these, and each would hold all that follows. */
const NEVER_CLOSED = /<(br|hr|img|wbr)(\s[^<>]*)?(?<!\/)>/gi
/** Short plain values alone: an entity that holds entities, markup or the name of a file is never expanded. */
const OWN_ENTITY =
  /<!ENTITY\s+([\w.-]{1,60})\s+(?:"((?:[^"<&%]|&#\w{1,7};){0,200})"|'((?:[^'<&%]|&#\w{1,7};){0,200})')\s*>/g
/** Unclosed elements count too, so this is far more than any feed nests. */
const DEEPEST = 2_000
const CDATA = '<![CDATA['
const MOST_ENTITIES = 50
/** How many characters all references to them together may add. */
const MOST_GROWTH = 50_000

/**
 * Makes of nearly-XML something that a parser reads: what stands before the first markup goes, forbidden characters go,
 * a bare `&` or `<` is written out. Entities that the document declares are expanded where they are short and plain, and no
 * others: nothing grows, no file is read, no address asked.
 */
export function repairXml(text: string): string {
  const start = text.search(START)
  const whole = (start > 0 ? text.slice(start) : text).replace(FORBIDDEN_UNITS, '')
  const shallow = withinDepth(withoutDoctype(whole), DEEPEST)
  return outsideCdata(shallow.replace(FORBIDDEN_REFERENCES, ''), (markup) =>
    markup.replace(BARE, '&amp;').replace(NO_TAG, '&lt;').replace(NEVER_CLOSED, '<$1$2/>'),
  )
}

/** In sections of plain text an `&` is an `&`: `<link><![CDATA[https://…?a=1&b=2]]></link>`. */
function outsideCdata(text: string, mend: (markup: string) => string): string {
  const parts: string[] = []
  let from = 0
  for (let open = text.indexOf(CDATA); open >= 0; open = text.indexOf(CDATA, from)) {
    const close = text.indexOf(']]>', open)
    const end = close < 0 ? text.length : close
    parts.push(mend(text.slice(from, open)), text.slice(open, end))
    from = end
  }
  return parts.length === 0 ? mend(text) : parts.join('') + mend(text.slice(from))
}

/** The document type goes, and with it all that it declares. */
function withoutDoctype(text: string): string {
  const open = text.slice(0, 4_000).search(/<!DOCTYPE/i)
  if (open < 0 || isInside(text, open)) return text
  const [end, subset] = endOfDoctype(text, open)
  return text.slice(0, open) + withOwnEntities(text.slice(end), subset)
}

/** Whether a comment or a section of plain text is open at `at`. */
function isInside(text: string, at: number): boolean {
  const before = text.slice(0, at)
  return (
    before.lastIndexOf('<!--') > before.lastIndexOf('-->') ||
    before.lastIndexOf('<![CDATA[') > before.lastIndexOf(']]>')
  )
}

/** Where a document type ends, and its internal subset: brackets and quotes are respected (XML 1.0, 2.8). */
function endOfDoctype(text: string, open: number): readonly [end: number, subset: string] {
  const bracket = text.indexOf('[', open)
  const close = text.indexOf('>', open)
  if (close < 0) return [text.length, '']
  if (bracket < 0 || bracket > close) return [close + 1, '']
  const subsetEnd = /\]\s*>/g
  subsetEnd.lastIndex = bracket
  const end = subsetEnd.exec(text)
  if (!end) return [close + 1, '']
  return [end.index + end[0].length, text.slice(bracket, end.index)]
}

function withOwnEntities(body: string, subset: string): string {
  const own = [...subset.matchAll(OWN_ENTITY)].slice(0, MOST_ENTITIES)
  if (own.length === 0) return body
  const values = new Map(own.map(([, name, double, single]) => [name, double ?? single ?? '']))
  let growth = 0
  return body.replace(/&([\w.-]{1,60});/g, (whole, name: string) => {
    const value = values.get(name)
    if (value === undefined || growth > MOST_GROWTH) return whole
    growth += value.length
    return value
  })
}

/** Whether the document stops before its outermost element ends. */
export function isCut(text: string, root: string): boolean {
  if (text.lastIndexOf(`</${root}`) >= 0) return false
  const open = text.indexOf(`<${root}`)
  return open >= 0 && !/\/>\s*(?:<!--[\s\S]{0,2000}?-->\s*)*$/.test(text.slice(open).slice(-2_100))
}

const ENTRY = /<((?:[\w-]+:)?(?:item|entry|url))(?=[\s>])/gi

/** Whether a document that is cut stops within an entry, and not behind one. */
export function endsInEntry(text: string): boolean {
  const last = [...text.slice(-1_000_000).matchAll(ENTRY)].at(-1)
  return last !== undefined && text.lastIndexOf(`</${last[1]}`) < text.lastIndexOf(last[0])
}
