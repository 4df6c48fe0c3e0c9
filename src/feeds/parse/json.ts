import { FeedError } from '../../domain/errors.ts'
import type { JsonPaths } from '../../domain/feed.ts'
import { loadHtml } from '../../lib/html.ts'
import type { RawDocument } from './document.ts'
import type { RawEntry } from './entry.ts'

type Json = Readonly<Record<string, unknown>>

/** JSON Feed 1.0 and 1.1: https://www.jsonfeed.org/version/1.1/ ; undefined for other JSON. */
export function readJsonFeed(value: unknown): RawDocument | undefined {
  const feed = asObject(value)
  const items = feed && own(feed, 'items')
  if (!feed || !Array.isArray(items)) return undefined
  return {
    kind: 'json-feed',
    title: text(own(feed, 'title')) ?? '',
    url: text(own(feed, 'home_page_url')),
    lang: text(own(feed, 'language')),
    entries: items.flatMap((item) => (asObject(item) ? [jsonItem(asObject(item)!)] : [])),
  }
}

function jsonItem(item: Json): RawEntry {
  const plain = text(own(item, 'content_text'))
  const author =
    asObject(own(item, 'author')) ?? asObject((own(item, 'authors') as unknown[] | undefined)?.[0])
  const tags = own(item, 'tags')
  return {
    id: text(own(item, 'id')),
    url: text(own(item, 'url')) ?? text(own(item, 'external_url')),
    title: escaped(text(own(item, 'title'))),
    summary: escaped(text(own(item, 'summary'))),
    content: text(own(item, 'content_html')) ?? escaped(plain),
    published: text(own(item, 'date_published')),
    updated: text(own(item, 'date_modified')),
    author: author && text(own(author, 'name')),
    categories: Array.isArray(tags) ? tags.flatMap((tag) => text(tag) ?? []) : [],
    lang: text(own(item, 'language')),
  }
}

/** An answer of an API, read by the paths of the feed file. Throws FeedError where the paths lead nowhere. */
export function readJsonList(value: unknown, paths: JsonPaths): RawDocument {
  const rows = paths.items ? walk(value, paths.items) : value
  if (typeof rows === 'string') return readHtmlInside(rows)
  if (!Array.isArray(rows))
    throw new FeedError('not-a-feed', `The JSON answer has no list at ${paths.items ?? 'its top'}.`)
  const at = (row: unknown, path: string | undefined) => (path ? text(walk(row, path)) : undefined)
  const entries = rows.map((row): RawEntry => ({
    id: at(row, paths.id),
    url: at(row, paths.link),
    title: at(row, paths.title),
    summary: at(row, paths.lead),
    published: at(row, paths.date),
  }))
  return { kind: 'json', title: '', url: undefined, entries }
}

/** Some publishers wrap a list page into JSON: its links, with the date that follows each. */
function readHtmlInside(html: string): RawDocument {
  const page = loadHtml(html)
  const entries = page('a[href]')
    .toArray()
    .map((element): RawEntry => {
      const link = page(element)
      const date = link
        .parent()
        .text()
        .match(/\d{4}[-/年]\d{1,2}[-/月]\d{1,2}/)?.[0]
      return { url: link.attr('href'), title: link.attr('title') ?? link.text(), published: date }
    })
  return { kind: 'json', title: '', url: undefined, entries }
}

/** A dotted path; own keys alone, so that `__proto__` leads nowhere. */
function walk(value: unknown, path: string): unknown {
  return path
    .split('.')
    .filter(Boolean)
    .reduce<unknown>((at, key) => {
      if (Array.isArray(at)) return at[Number(key)]
      const object = asObject(at)
      return object && own(object, key)
    }, value)
}

function own(object: Json, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Json)
    : undefined
}

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

/** Plain text where HTML is expected. */
function escaped(plain: string | undefined): string | undefined {
  return plain?.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
