import { FeedError } from '../../domain/errors.ts'
import { loadHtml, squeeze } from '../../lib/html.ts'
import { absoluteUrl } from '../../lib/url.ts'
import { decodeDocument } from './decode.ts'
import { readDocument, type RawDocument } from './document.ts'
import { toEntry, type RawEntry } from './entry.ts'
import { readJsonFeed, readJsonList } from './json.ts'
import { readListPage } from './list-page.ts'
import { repairXml } from './repair.ts'
import type { ParsedFeed, ParseOptions } from './types.ts'
import { readWellFormed } from './well-formed.ts'
import { loadXml, rootOf } from './xml.ts'

export type { FeedKind, ParsedFeed, ParseOptions } from './types.ts'

const CHALLENGE =
  /just a moment|attention required|are you a robot|captcha|verify you are human|access denied|request access/i

/**
 * Reads a document of any kind: RSS, RDF, Atom, JSON Feed, a news sitemap, and with the selectors or paths of its
 * address a list page or an API's answer. One bad entry never loses the feed. Throws FeedError `not-a-feed` (with the
 * page's title) or `blocked-by-challenge`.
 */
export async function parseFeed(bytes: Uint8Array, options: ParseOptions): Promise<ParsedFeed> {
  const text = decodeDocument(bytes, options.contentType).trimStart()
  const raw = await read(text, options)
  const entries = raw.entries.map((entry) => toEntry(entry, options))
  const lang = raw.lang?.trim().slice(0, 2).toLowerCase()
  return {
    ...raw,
    title: squeeze(raw.title),
    url: absoluteUrl(raw.url, options.url),
    lang,
    entries,
  }
}

async function read(text: string, options: ParseOptions): Promise<RawDocument> {
  const { address, url } = options
  if (address?.list) return readListPage(text, address.list, url)
  if (address?.json) return readJsonList(parseJson(text), address.json)
  if (text.startsWith('{') || text.startsWith('[')) {
    const feed = readJsonFeed(parseJson(text))
    if (feed) return feed
    throw new FeedError(
      'not-a-feed',
      'The answer is JSON, but no JSON Feed. Give its paths under json: in the feed file.',
    )
  }
  return readXml(text, options)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new FeedError('not-a-feed', 'The answer is not JSON.', 'soon', error)
  }
}

/** rss-parser reads the well-formed feed; the reader over its elements fills and replaces, field by field. */
async function readXml(text: string, options: ParseOptions): Promise<RawDocument> {
  const xml = repairXml(text)
  const root = rootOf(loadXml(xml))
  const document = root && readDocument(root, options)
  if (!document) throw notAFeed(text)
  if (document.kind === 'sitemap') return document
  const wellFormed = needsHelp(document) ? await readWellFormed(xml) : undefined
  if (!wellFormed || wellFormed.length !== document.entries.length) return document
  return {
    ...document,
    entries: document.entries.map((entry, index) => fill(entry, wellFormed[index]!)),
  }
}

/** Whether an entry lacks what an alert needs: a second reader costs as much as the first. */
function needsHelp({ entries }: RawDocument): boolean {
  return entries.some(
    ({ title, url, id, published, updated }) => !title || !(url || id) || !(published || updated),
  )
}

function fill(entry: RawEntry, other: RawEntry): RawEntry {
  return {
    ...entry,
    id: entry.id ?? other.id,
    url: entry.url ?? other.url,
    title: entry.title || other.title,
    summary: entry.summary ?? other.summary,
    content: entry.content ?? other.content,
    published: entry.published || other.published,
    author: entry.author || other.author,
  }
}

function notAFeed(text: string): FeedError {
  const title = squeeze(loadHtml(text.slice(0, 20_000))('title').first().text()).slice(0, 120)
  if (CHALLENGE.test(title))
    return new FeedError(
      'blocked-by-challenge',
      `The host shows a page “${title}” in place of the feed.`,
    )
  if (text.trim() === '') return new FeedError('not-a-feed', 'The answer is empty.')
  return new FeedError(
    'not-a-feed',
    title ? `The answer is a web page, “${title}”, and no feed.` : 'The answer is no feed.',
  )
}
