import type { Article, Entry } from '../../domain/article.ts'
import type { Feed } from '../../domain/feed.ts'
import { shortHash } from '../../lib/hash.ts'

const LEAD = 2000
const BODY = 100_000
const TITLE = 500

/** An article made of an entry that nobody has brought before. */
export function newArticle(
  feed: Feed,
  entry: Entry,
  keys: readonly string[],
  now: number,
): Article {
  const lang = languageOf(feed, entry)
  return {
    id: shortHash(16, keys[0] ?? entry.title),
    url: entry.url,
    ...textOfEntry(entry),
    lang,
    publisher: feed.publisher,
    publishedAt: entry.published === undefined ? undefined : Math.min(entry.published, now),
    firstSeenAt: now,
    feeds: [feed.id],
    langs: [lang],
    tags: [...feed.tags],
  }
}

/** The entry's text in the article's fields, cut at whole characters. */
export function textOfEntry({
  title,
  summary,
  content,
}: Entry): Pick<Article, 'title' | 'lead' | 'body'> {
  const lead = summary || (title ? '' : content)
  return {
    title: cut(title || lead, TITLE),
    lead: title ? cut(lead, LEAD) : '',
    body: cut(content, BODY),
  }
}

/** What the feed says, else what the entry says, else what the script shows. */
export function languageOf(feed: Feed, entry: Entry): string {
  const text = `${entry.title} ${entry.summary}`
  return feed.lang ?? entry.lang ?? languageOfText(text)
}

/** By script: Kana is Japanese, Hangul Korean, mostly Han Chinese, Cyrillic Russian, everything else English. */
export function languageOfText(text: string): string {
  if (/[\u3041-\u30ff]/.test(text)) return 'ja'
  if (/[\uac00-\ud7af]/.test(text)) return 'ko'
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  if (han * 4 > letters) return 'zh'
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0
  return cyrillic * 2 > letters ? 'ru' : 'en'
}

function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const end = text.lastIndexOf(' ', most)
  return text
    .slice(0, end > most - 200 ? end : most)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()
}
