import type { Article, Entry } from '../../domain/article.ts'
import type { Feed } from '../../domain/feed.ts'
import { cutText } from './cut.ts'
import { languageOf } from './language.ts'
import { hasSameKey, textKey } from './same-text.ts'

const LONGEST_TITLE = 1_000
const LONGEST_LEAD = 2_000
/** A lead taken from the content, where the feed gives no summary. */
const LEAD_OF_CONTENT = 500
const LONGEST_BODY = 100_000
/** Put behind a summary by publishing software; it repeats the headline. */
const FOOTERS: readonly RegExp[] = [
  /\s*The post .{1,400}? (?:appeared first on|first appeared on) .{1,200}$/i,
  /\s*(?:\[…\]|\[\.\.\.\]|\[&hellip;\])?\s*(?:Continue reading|Read more|Read the full story|阅读全文|查看全文)\s*(?:→|»|\.{3}|…)?$/i,
]

const HAS_FOOTER = /appeared (?:first )?on|Continue reading|Read more|full story|全文/i

/** What an entry says, cleaned: the parts of an article that a revision replaces. */
export type ArticleText = Pick<Article, 'title' | 'lead' | 'body'>

/** Title, lead and body of an entry. A lead that repeats the title is empty; without a summary the content's start is the lead. */
export function articleText(entry: Entry): ArticleText {
  const summary = withoutFooters(entry.summary)
  const content = withoutFooters(entry.content)
  const lead = summary ? cutText(summary, LONGEST_LEAD) : cutText(content, LEAD_OF_CONTENT)
  const title = cutText(entry.title || lead, LONGEST_TITLE)
  const body = cutText(content || (summary.length > LONGEST_LEAD ? summary : ''), LONGEST_BODY)
  return { title, lead: hasSameKey(lead, title) ? '' : lead, body }
}

function withoutFooters(text: string): string {
  if (!HAS_FOOTER.test(text.slice(-600))) return text
  return FOOTERS.reduce((rest, footer) => rest.replace(footer, ''), text).trim()
}

/** An entry that nobody brought before, as an article. */
export function newArticle(id: string, feed: Feed, entry: Entry, now: number): Article {
  const text = articleText(entry)
  const lang = feed.lang ?? languageOf(`${text.title} ${text.lead}`, entry.lang)
  return {
    id,
    url: entry.url,
    ...text,
    lang,
    publisher: feed.publisher,
    // A zone that was read wrongly must not put news into the future.
    publishedAt: entry.published === undefined ? undefined : Math.min(entry.published, now),
    firstSeenAt: now,
    feeds: [feed.id],
    langs: [lang],
    tags: [...new Set(feed.tags)],
  }
}

/** The article with the entry's new words; undefined where title and lead are as they were. */
export function revisedArticle(article: Article, entry: Entry): Article | undefined {
  const text = articleText(entry)
  if (text.title === article.title && text.lead === article.lead) return undefined
  return { ...article, ...text, body: text.body || article.body, url: entry.url ?? article.url }
}

/** The article as one more feed brings it: its id, language and tags, and what it tells beyond the known text. */
export function joinedArticle(article: Article, feed: Feed, entry: Entry): Article {
  const lang = feed.lang ?? entry.lang ?? article.lang
  return {
    ...article,
    url: article.url ?? entry.url,
    publishedAt: article.publishedAt ?? entry.published,
    body: joinedBody(article, articleText(entry)),
    feeds: [...article.feeds, feed.id],
    langs: [...new Set([...article.langs, lang])],
    tags: [...new Set([...article.tags, ...feed.tags])],
  }
}

/** Added once, when a feed joins; later it cannot change the text to and fro with the first feed. */
function joinedBody({ title, lead, body }: Article, other: ArticleText): string {
  const known = textKey(`${title} ${lead} ${body}`)
  const added = [other.lead, other.body].filter((text) => !known.includes(textKey(text)))
  return cutText([body, ...new Set(added)].filter(Boolean).join('\n'), LONGEST_BODY)
}
