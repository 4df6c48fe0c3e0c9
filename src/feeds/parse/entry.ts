import type { Entry } from '../../domain/article.ts'
import { headlineOf, textOf } from '../../lib/html.ts'
import { absoluteUrl } from '../../lib/url.ts'
import { parseDate, plausible } from './dates.ts'
import type { ParseOptions } from './types.ts'

/** What a reader found, before it is cleaned: HTML and dates as they were written. */
export type RawEntry = {
  readonly id?: string | undefined
  readonly idIsLink?: boolean
  readonly url?: string | undefined
  readonly title?: string | undefined
  readonly summary?: string | undefined
  readonly content?: string | undefined
  readonly published?: string | undefined
  readonly updated?: string | undefined
  readonly author?: string | undefined
  readonly categories?: readonly string[]
  readonly lang?: string | undefined
}

/** Without the document's address a relative link stays as it is: documents from a folder have none. */
function unresolved(link: string | undefined, documentUrl: string): string | undefined {
  return documentUrl === '' && link && !URL.canParse(link) ? link.trim() || undefined : undefined
}

/** Cleans an entry: words without HTML, absolute addresses, instants; nothing implausible. */
export function toEntry(raw: RawEntry, { url, zone, now }: ParseOptions): Entry {
  const published = plausible(parseDate(raw.published, zone), now)
  const updated = plausible(parseDate(raw.updated, zone), now)
  const summary = textOf(raw.summary ?? '')
  const content = textOf(raw.content ?? '')
  const id = raw.id?.trim() || undefined
  const link = absoluteUrl(raw.url, url) ?? absoluteUrl(id) ?? unresolved(raw.url, url)
  return {
    id,
    idIsLink: raw.idIsLink === true,
    url: link,
    title: headlineOf(raw.title ?? ''),
    summary,
    content: content === summary ? '' : content,
    published: published ?? updated,
    updated,
    author: raw.author ? textOf(raw.author) || undefined : undefined,
    categories: [...new Set((raw.categories ?? []).map((each) => textOf(each)).filter(Boolean))],
    lang: raw.lang?.trim().slice(0, 2).toLowerCase() || undefined,
  }
}
