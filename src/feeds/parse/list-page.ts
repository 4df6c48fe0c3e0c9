import type { ListSelectors } from '../../domain/feed.ts'
import { loadHtml } from '../../lib/html.ts'
import type { RawDocument } from './document.ts'
import type { RawEntry } from './entry.ts'

const DATE_TEXT =
  /\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?:日)?(?:\s+\d{1,2}:\d{2})?|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4}/

/** A page without a feed, read by the selectors of the feed file: an entry for each row that has a title. */
export function readListPage(html: string, selectors: ListSelectors, url: string): RawDocument {
  const page = loadHtml(html)
  const base = page('base[href]').attr('href')
  const entries = page(selectors.item)
    .toArray()
    .flatMap((element): RawEntry[] => {
      const row = page(element)
      const pick = (selector: string | undefined) =>
        selector ? row.find(selector).addBack(selector).first() : undefined
      const title = pick(selectors.title) ?? pick('a') ?? row
      const link =
        pick(selectors.link) ?? (title.is('a') ? title : title.find('a').addBack('a').first())
      const anchor = link.length > 0 ? link : row.is('a') ? row : row.find('a[href]').first()
      const date = pick(selectors.date)
      const words = title.attr('title')?.trim() || title.text()
      if (words.trim() === '') return []
      return [
        {
          url: resolve(anchor.attr('href'), base, url),
          title: words.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
          summary: pick(selectors.lead)?.html() ?? undefined,
          published:
            date?.attr('datetime') ??
            date?.attr('content') ??
            DATE_TEXT.exec(date?.text() ?? '')?.[0] ??
            date?.text(),
        },
      ]
    })
  return { kind: 'list', title: page('title').first().text(), url, entries }
}

function resolve(
  href: string | undefined,
  base: string | undefined,
  url: string,
): string | undefined {
  if (!href) return undefined
  const against = base && URL.canParse(base, url) ? new URL(base, url).href : url
  return URL.canParse(href, against) ? new URL(href, against).href : undefined
}
