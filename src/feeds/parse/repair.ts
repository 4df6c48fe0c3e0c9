/** Entities that XML knows by itself (XML 1.0, 4.6). */
const XML_ENTITIES = new Set(['amp', 'lt', 'gt', 'quot', 'apos'])
const CONTROL = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g

const DOCTYPE = /<!DOCTYPE[^>[]*(?:\[[\s\S]*?\]\s*)?>/i
/** Short plain values alone: an entity that holds entities, markup or a file's name is never expanded. */
const OWN_ENTITY = /<!ENTITY\s+([\w.-]+)\s+(?:"([^"<&%]{0,200})"|'([^'<&%]{0,200})')\s*>/g
const MOST_ENTITIES = 50

/**
 * Makes of nearly-XML something that a parser reads: junk before and behind it goes, control characters go, a bare `&`
 * is written out. Entities that the document declares are expanded where they are short and plain, and no others: nothing grows, no file is read.
 */
export function repairXml(text: string): string {
  const start = text.search(/<(?:\?xml|!DOCTYPE|!--|[a-z][\w.-]*(?::[\w.-]+)?[\s/>])/i)
  const trimmed = (start > 0 ? text.slice(start) : text).replace(CONTROL, '')
  const root = trimmed.search(/<[a-z]/i)
  const prolog = trimmed.slice(0, Math.max(0, root))
  const body = trimmed.slice(Math.max(0, root))
  return `${prolog.replace(DOCTYPE, '')}${withOwnEntities(body, prolog)}`.replace(
    /&(?!#\d{1,7};|#x[\da-f]{1,6};|[a-z][\w.-]*;)/gi,
    '&amp;',
  )
}

function withOwnEntities(body: string, prolog: string): string {
  const own = [...(DOCTYPE.exec(prolog)?.[0] ?? '').matchAll(OWN_ENTITY)].slice(0, MOST_ENTITIES)
  if (own.length === 0) return body
  const values = new Map(own.map(([, name, double, single]) => [name, double ?? single ?? '']))
  return body.replace(/&([\w.-]+);/g, (whole, name: string) => values.get(name) ?? whole)
}

/** The same for a parser that knows XML's own entities alone: HTML's are written as text that is read as HTML later. */
export function strictXml(text: string): string {
  return text.replace(/&([a-z][\w.-]*);/gi, (whole, name: string) =>
    XML_ENTITIES.has(name) ? whole : `&amp;${name};`,
  )
}
