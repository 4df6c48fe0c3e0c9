import type { Entry } from '../../domain/article.ts'
import { FeedError } from '../../domain/errors.ts'
import { lineOf } from '../../lib/html.ts'
import { absoluteUrl, withoutUser } from '../../lib/url.ts'
import { decodeDocument } from './decode.ts'
import { findFeed, readDocument } from './document.ts'
import { toEntry, type RawEntry, type RawDocument } from './entry.ts'
import { looksLikeJson } from './json-text.ts'
import { readJson } from './json.ts'
import { readListPage } from './list-page.ts'
import { notAFeed } from './not-a-feed.ts'
import { endsInEntry, isCut, repairXml } from './repair.ts'
import type { ParsedFeed, ParseOptions } from './types.ts'
import { fillFrom, readWellFormed } from './well-formed.ts'
import { readXml } from './xml.ts'

export type { FeedKind, ParsedFeed, ParseOptions } from './types.ts'
export { proposePaths } from './propose-paths.ts'
export { proposeSelectors, type Proposal } from './propose.ts'

/**
 * Reads a document of any kind: RSS, RDF, Atom, JSON Feed, a news sitemap, and with the selectors or paths of its
 * address a list page or an API's answer. One bad entry never loses the feed. Throws FeedError `not-a-feed` (with the
 * page's title) or `blocked-by-challenge`. Keeps nothing between two calls.
 */
export async function parseFeed(bytes: Uint8Array, given: ParseOptions): Promise<ParsedFeed> {
  const options = { ...given, url: withoutUser(given.url) }
  const text = decodeDocument(bytes, options.contentType).trimStart()
  try {
    return clean(await read(text, options), options)
  } catch (error) {
    if (error instanceof FeedError) throw error
    throw new FeedError('not-a-feed', 'The answer could not be read as a feed.', 'soon', error)
  }
}

async function read(text: string, options: ParseOptions): Promise<RawDocument> {
  const { address, url } = options
  if (address?.json) return readJson(text, options)
  if (address?.list) return readListPage(text, address.list, url)
  return looksLikeJson(text) ? readJson(text, options) : readMarkup(text, options)
}

function clean(raw: RawDocument, options: ParseOptions): ParsedFeed {
  const lang = raw.lang?.trim().slice(0, 2).toLowerCase() || undefined
  const entries = raw.entries.flatMap((entry) => cleanEntry(entry, options))
  return {
    ...raw,
    title: lineOf(raw.title),
    url: absoluteUrl(raw.url, options.url) ?? (options.url === '' ? raw.url : undefined),
    lang,
    entries: lang ? entries.map((entry) => (entry.lang ? entry : { ...entry, lang })) : entries,
  }
}

/** An entry that cannot be read harms no other. */
function cleanEntry(raw: RawEntry, options: ParseOptions): readonly Entry[] {
  try {
    return [toEntry(raw, options)]
  } catch {
    return []
  }
}

/** The reader over the elements reads every document; where it finds less than an alert needs, rss-parser fills in. */
async function readMarkup(text: string, { url }: ParseOptions): Promise<RawDocument> {
  const xml = repairXml(text)
  const roots = readXml(xml, url)
  const document = readDocument(roots)
  if (!document) throw notAFeed(text)
  if (document.kind === 'sitemap') return document
  const root = findFeed(roots)
  if (root && isCut(xml, root.tag)) return withoutLast(document, endsInEntry(xml))
  return needsHelp(document) ? fillFrom(document, await readWellFormed(xml)) : document
}

/** Of a document that ends in the middle the whole entries are kept. */
function withoutLast(document: RawDocument, isBroken: boolean): RawDocument {
  const entries = isBroken ? document.entries.slice(0, -1) : document.entries
  return { ...document, entries, isCut: true }
}

/** Whether an entry lacks what an alert needs: a second reader costs more than the first and seldom finds any of it. */
function needsHelp({ entries }: RawDocument): boolean {
  return entries.some(({ title, url, id }) => !title || !(url || id))
}
