import type { RawDocument, RawEntry } from './entry.ts'
import { childMap, childrenOf, escapeHtml, textIn, type Children, type Element } from './xml.ts'

/**
 * A sitemap with its news: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
 * An index names sitemaps and holds no news.
 */
export function readSitemap(root: Element): RawDocument {
  const entries = childrenOf(root)
    .filter(({ name }) => name === 'url' || name === 'sitemap:url')
    .map(sitemapEntry)
  return { kind: 'sitemap', title: '', url: undefined, entries }
}

function sitemapEntry(element: Element): RawEntry {
  const children = childMap(element)
  function own(name: string) {
    return textIn(get(children, 'sitemap', name))
  }
  const news = get(children, 'news', 'news')
  const about: Children = news ? childMap(news) : new Map()
  const publication = get(about, 'news', 'publication')
  return {
    url: own('loc'),
    title: escapeHtml(textIn(get(about, 'news', 'title'))) || titleFromAddress(own('loc')),
    published: textIn(get(about, 'news', 'publication_date')) || own('lastmod'),
    lang: publication && textIn(get(childMap(publication), 'news', 'language')),
    categories: textIn(get(about, 'news', 'keywords')).split(','),
  }
}

function get(children: Children, space: string, name: string): Element | undefined {
  return (children.get(`${space}:${name}`) ?? children.get(name))?.[0]
}

/** `/world/china-clears-magnets-2026-08-03/` → "china clears magnets": better than nothing where there is no title. */
function titleFromAddress(address: string): string {
  const words = (URL.canParse(address) ? new URL(address).pathname : '')
    .replace(/\/$/, '')
    .replace(/^.*\//, '')
    .replace(/\.\w+$|-?\d{4}-\d{2}-\d{2}$|-?[\da-f]{8,}$/g, '')
    .split(/[-_]+/)
    .filter((word) => /[a-z]/i.test(word))
  return words.length >= 3 ? words.join(' ') : ''
}
