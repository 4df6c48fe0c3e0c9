import type { Entry } from '../../domain/article.ts'
import { headlineOf, linesOf, squeeze, textOf } from '../../lib/html.ts'
import { absoluteUrl } from '../../lib/url.ts'
import { parseDate, plausible } from './dates/index.ts'
import type { ParsedFeed, ParseOptions } from './types.ts'

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

/** Far more than any headline has, with its markup. */
const LONGEST_TITLE = 20_000
/** What servers and browsers bear (RFC 9110, 4.1). */
const LONGEST_ADDRESS = 8_000
/** No summary is this long: the content stands where the summary should. */
const LONGEST_TEXT = 200_000

/** A document as it was read, its entries not yet cleaned. */
export type RawDocument = Omit<ParsedFeed, 'entries'> & { readonly entries: readonly RawEntry[] }

/** Cleans an entry: words without HTML, absolute addresses, instants; an implausible date is none. */
export function toEntry(raw: RawEntry, { url, zone, now }: ParseOptions): Entry {
  const updated = plausible(parseDate(raw.updated, zone), now)
  const summary = textOf((raw.summary ?? '').slice(0, LONGEST_TEXT))
  const content = linesOf((raw.content ?? '').slice(0, LONGEST_TEXT))
  const id = raw.id?.trim() || undefined
  return {
    id,
    idIsLink: raw.idIsLink === true,
    url: addressOf(raw, id, url),
    title: headlineOf((raw.title ?? '').slice(0, LONGEST_TITLE)),
    summary,
    content: squeeze(content) === summary ? '' : content,
    published: plausible(parseDate(raw.published, zone), now) ?? updated,
    updated,
    author: raw.author ? textOf(raw.author) || undefined : undefined,
    categories: categoriesOf(raw),
    lang: raw.lang?.trim().slice(0, 2).toLowerCase() || undefined,
  }
}

/** The entry's page; an id that is an address stands in for it. A document from a file keeps its relative links. */
function addressOf(raw: RawEntry, id: string | undefined, documentUrl: string): string | undefined {
  const written = raw.url?.slice(0, LONGEST_ADDRESS + 1).trim()
  if (written && written.length > LONGEST_ADDRESS) return undefined
  return (
    absoluteUrl(written, documentUrl) ??
    (documentUrl === '' && written && !URL.canParse(written) ? written : undefined) ??
    (id && id.length <= LONGEST_ADDRESS ? absoluteUrl(id) : undefined)
  )
}

function categoriesOf({ categories = [] }: RawEntry): readonly string[] {
  if (categories.length === 0) return categories
  return [...new Set(categories.map(textOf).filter(Boolean))]
}
