import type Parser from 'rss-parser'
import { absoluteUrl } from '../../lib/url.ts'
import type { RawDocument, RawEntry } from './entry.ts'

let parser: Parser | undefined
/** Entities that XML knows by itself (XML 1.0, 4.6); a strict parser refuses all others. */
const XML_ENTITIES = new Set(['amp', 'lt', 'gt', 'quot', 'apos'])

/** What rss-parser reads in a well-formed feed; undefined where it refuses the document. Never its parseURL. */
export async function readWellFormed(xml: string): Promise<readonly RawEntry[] | undefined> {
  try {
    parser ??= await openParser()
    const { items } = await parser.parseString(strictXml(xml))
    return items.map((item) => ({
      id: plain(item.guid) ?? plain((item as { id?: unknown }).id),
      url: plain(item.link),
      title: plain(item.title),
      summary: plain(item.summary),
      content: plain(item.content),
      published: plain(item.pubDate) ?? plain(item.isoDate),
      author: plain(item.creator),
    }))
  } catch {
    return undefined
  }
}

/** Loaded when it is first needed: most feeds never do. */
async function openParser(): Promise<Parser> {
  const { default: RssParser } = await import('rss-parser')
  const { default: utils } = await import('rss-parser/lib/utils.js')
  // Its snippets are never used, and a few kilobytes of `<` without `>` keep their pattern busy for minutes.
  utils.getSnippet = () => ''
  return new RssParser({ defaultRSS: 2 })
}

/** Field by field, what the one reader found and else the other. */
export function fillFrom(
  document: RawDocument,
  others: readonly RawEntry[] | undefined,
): RawDocument {
  if (!others || others.length !== document.entries.length) return document
  return { ...document, entries: document.entries.map((entry, at) => fill(entry, others[at]!)) }
}

function fill(entry: RawEntry, other: RawEntry): RawEntry {
  return {
    ...entry,
    id: entry.id ?? other.id,
    // An id that is an address is more than a file that rss-parser takes for one.
    url: entry.url ?? (absoluteUrl(entry.id) ? undefined : other.url),
    title: entry.title || other.title,
    summary: entry.summary ?? other.summary,
    content: entry.content ?? other.content,
    published: entry.published || other.published,
    author: entry.author || other.author,
  }
}

/** HTML's entities as text that is read as HTML later. */
function strictXml(text: string): string {
  return text.replace(/&([a-z][\w.-]*);/gi, (whole, name: string) =>
    XML_ENTITIES.has(name) ? whole : `&amp;${name};`,
  )
}

/** xml2js gives objects where an element has attributes. */
function plain(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}
