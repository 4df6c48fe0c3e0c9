import { FeedError } from '../../domain/errors.ts'
import type { JsonPaths } from '../../domain/feed.ts'
import { parseJson } from './json-text.ts'
import type { RawDocument, RawEntry } from './entry.ts'
import { readLinks } from './list-page.ts'
import type { ParseOptions } from './types.ts'
import { escapeHtml } from './xml.ts'

type Json = Readonly<Record<string, unknown>>

/** A JSON Feed, or with the paths of its address the answer of an API. Throws FeedError for other JSON. */
export function readJson(text: string, { address, url }: ParseOptions): RawDocument {
  const { value, isCut } = parseJson(text)
  const document = address?.json ? readJsonList(value, address.json, url) : readJsonFeed(value)
  if (document) return isCut ? { ...document, isCut } : document
  throw new FeedError(
    'not-a-feed',
    'The answer is JSON, but no JSON Feed. Give its paths under json: in the feed file.',
  )
}

/** JSON Feed 1.0 and 1.1: https://www.jsonfeed.org/version/1.1/ ; undefined for other JSON. */
function readJsonFeed(value: unknown): RawDocument | undefined {
  const feed = asObject(value)
  const version = feed && text(own(feed, 'version'))
  const named = feed && own(feed, 'items')
  const isEmpty = /jsonfeed/i.test(version ?? '') && (named ?? undefined) === undefined
  const items: unknown = isEmpty ? [] : named
  if (!feed || !Array.isArray(items)) return undefined
  if (!version && !items.some((item) => asObject(item) && isItem(asObject(item)!))) return undefined
  return {
    kind: 'json-feed',
    title: text(own(feed, 'title')) ?? '',
    description: text(own(feed, 'description')) ?? '',
    url: text(own(feed, 'home_page_url')),
    lang: text(own(feed, 'language')),
    entries: items.flatMap((item) => (asObject(item) ? [jsonItem(asObject(item)!)] : [])),
  }
}

/** Publishers forget the version: what has an id or address and a text is an item all the same. */
function isItem(item: Json): boolean {
  const names = Object.keys(item).filter((name) => text(item[name]) !== undefined)
  return (
    names.some((name) => name === 'id' || name === 'url') &&
    names.some((name) => /^(?:title|summary|content_(?:html|text))$/.test(name))
  )
}

function jsonItem(item: Json): RawEntry {
  function get(name: string) {
    return text(own(item, name))
  }
  const tags = own(item, 'tags')
  return {
    id: get('id') ?? get('guid'),
    url: get('url') ?? get('external_url'),
    title: escaped(get('title')),
    summary: escaped(get('summary')),
    content: get('content_html') ?? escaped(get('content_text')),
    published: get('date_published'),
    updated: get('date_modified'),
    author: escaped(authorOf(item)),
    categories: Array.isArray(tags) ? tags.flatMap((tag) => escaped(text(tag)) ?? []) : [],
    lang: get('language'),
  }
}

/** 1.0 has one author, 1.1 a list of them. */
function authorOf(item: Json): string | undefined {
  const authors = own(item, 'authors')
  const first =
    asObject(Array.isArray(authors) ? authors[0] : undefined) ?? asObject(own(item, 'author'))
  return first ? text(own(first, 'name')) : text(own(item, 'author'))
}

/** An answer of an API, read by the paths of the feed file. Throws FeedError where they lead to no list. */
function readJsonList(value: unknown, paths: JsonPaths, url: string): RawDocument {
  const rows = paths.items ? walk(value, paths.items) : value
  const document = { kind: 'json', title: '', url: undefined } as const
  // Some publishers wrap a list page into JSON: its links, with the date that follows each.
  if (typeof rows === 'string') return { ...document, entries: readLinks(rows, url) }
  if (!Array.isArray(rows))
    throw new FeedError(
      'not-a-feed',
      `The JSON answer has no list at ${paths.items ? `"${paths.items}"` : 'its top'}.`,
    )
  return { ...document, entries: rows.map((row) => entryAt(row, paths)) }
}

function entryAt(row: unknown, paths: JsonPaths): RawEntry {
  function at(path: string | undefined) {
    return path ? text(walk(row, path)) : undefined
  }
  return {
    id: at(paths.id),
    url: at(paths.link),
    title: at(paths.title),
    summary: at(paths.lead),
    published: at(paths.date),
  }
}

/** The value at a dotted path; own keys alone, so that `__proto__` leads nowhere. */
function walk(value: unknown, path: string): unknown {
  let at = value
  for (const key of path
    .replaceAll(/\[(\d*)\]/g, '.$1')
    .split('.')
    .filter(Boolean)) {
    if (Array.isArray(at)) at = /^\d+$/.test(key) ? at[Number(key)] : walk(at[0], key)
    else at = own(asObject(at) ?? {}, key)
  }
  return at
}

function own(object: Json, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

function asObject(value: unknown): Json | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? (value as Json) : undefined
}

function text(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

/** Plain text where HTML is expected. */
function escaped(plain: string | undefined): string | undefined {
  return plain === undefined ? undefined : escapeHtml(plain)
}
