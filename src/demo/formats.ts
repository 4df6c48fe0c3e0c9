import iconv from 'iconv-lite'
import type { DemoFeed, DemoItem } from './texts.ts'

/** An item as it is served: with its instant. */
export type Shown = DemoItem & { readonly published: number }

export type Document = { readonly type: string; readonly body: Buffer }

/** A feed's document in its own format. `base` is the newsroom's address. */
export function draw(feed: DemoFeed, items: readonly Shown[], base: string): Document {
  if (feed.format === 'json')
    return { type: 'application/feed+json', body: Buffer.from(jsonFeed(feed, items, base)) }
  if (feed.format === 'atom')
    return { type: 'application/atom+xml', body: Buffer.from(atom(feed, items, base)) }
  if (feed.format === 'page')
    return { type: 'text/html; charset=utf-8', body: Buffer.from(page(feed, items)) }
  if (feed.format === 'rss')
    return { type: 'application/rss+xml', body: Buffer.from(rss(feed, items, base, 'utf-8')) }
  return {
    type: 'application/xml',
    body: iconv.encode(rss(feed, items, base, 'GB18030'), 'gb18030'),
  }
}

function rss(feed: DemoFeed, items: readonly Shown[], base: string, charset: string): string {
  const entries = items.map(
    ({ id, title, lead, published }) =>
      `<item><guid isPermaLink="false">${feed.id}-${id}</guid><title>${escape(title)}</title><link>${base}/${feed.id}/${id}</link><description>${escape(lead)}</description><pubDate>${new Date(published).toUTCString()}</pubDate></item>`,
  )
  return `<?xml version="1.0" encoding="${charset}"?>\n<rss version="2.0"><channel><title>${escape(feed.title)}</title><link>${base}/${feed.id}</link>${entries.join('\n')}</channel></rss>`
}

function atom(feed: DemoFeed, items: readonly Shown[], base: string): string {
  const entries = items.map(
    ({ id, title, lead, published }) =>
      `<entry><id>tag:demo,2026:${feed.id}/${id}</id><title>${escape(title)}</title><link href="${base}/${feed.id}/${id}"/><summary>${escape(lead)}</summary><updated>${new Date(published).toISOString()}</updated></entry>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>${escape(feed.title)}</title>${entries.join('\n')}</feed>`
}

function jsonFeed(feed: DemoFeed, items: readonly Shown[], base: string): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    items: items.map(({ id, title, lead, published }) => ({
      id: `${feed.id}-${id}`,
      url: `${base}/${feed.id}/${id}`,
      title,
      summary: lead,
      date_published: new Date(published).toISOString(),
    })),
  })
}

function page(feed: DemoFeed, items: readonly Shown[]): string {
  const rows = items.map(
    ({ id, title, published }) =>
      `<li class="row"><a href="/${feed.id}/${id}">${escape(title)}</a> <time datetime="${new Date(published).toISOString()}"></time></li>`,
  )
  return `<!doctype html><title>${escape(feed.title)}</title><nav><a href="/">Home</a></nav><ul class="notices">${rows.join('')}</ul>`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
