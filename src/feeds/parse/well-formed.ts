import Parser from 'rss-parser'
import type { RawEntry } from './entry.ts'
import { strictXml } from './repair.ts'

const parser = new Parser({ defaultRSS: 2 })

/** What rss-parser reads in a well-formed feed; undefined where it refuses the document. Never its parseURL. */
export async function readWellFormed(xml: string): Promise<readonly RawEntry[] | undefined> {
  try {
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

/** xml2js gives objects where an element has attributes. */
function plain(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}
