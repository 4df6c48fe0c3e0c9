import type { RawEntry } from './entry.ts'
import { childMap, textIn, type Element } from './xml.ts'

/** A `url` of a news sitemap: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap */
export function sitemapEntry(element: Element): RawEntry {
  const children = childMap(element)
  const get = (name: string) => children.get(`sitemap:${name}`)?.[0] ?? children.get(name)?.[0]
  const newsElement = children.get('news:news')?.[0]
  const news = newsElement ? childMap(newsElement) : new Map<string, readonly Element[]>()
  const publication = news.get('news:publication')?.[0]
  return {
    url: textIn(get('loc')),
    title: textIn(news.get('news:title')?.[0]),
    published: textIn(news.get('news:publication_date')?.[0]) || textIn(get('lastmod')),
    lang: publication && textIn(childMap(publication).get('news:language')?.[0]),
    categories: textIn(news.get('news:keywords')?.[0]).split(','),
  }
}
