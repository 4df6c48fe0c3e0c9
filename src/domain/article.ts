/** The parts of an article that rules look at. */
export type Field = 'title' | 'lead' | 'body'

export const FIELDS: readonly Field[] = ['title', 'lead', 'body']

/** An item as the feed said it: text without HTML, absolute addresses, instants in epoch milliseconds. */
export type Entry = {
  /** guid, rdf:about, atom:id or JSON Feed id, trimmed; undefined where the feed gives none. */
  readonly id: string | undefined
  /** Whether `id` is said to be the entry's address (RSS `isPermaLink`). */
  readonly idIsLink: boolean
  /** Absolute http(s) address; undefined where there is none or it is of another kind. */
  readonly url: string | undefined
  readonly title: string
  /** The summary as plain text. */
  readonly summary: string
  /** The full content as plain text; empty where the feed gives none. */
  readonly content: string
  readonly published: number | undefined
  readonly updated: number | undefined
  readonly author: string | undefined
  readonly categories: readonly string[]
  readonly lang: string | undefined
}

/** An entry identified and cleaned. */
export type Article = {
  /** 16 characters of base32, made from the entry's first key; never changes. */
  readonly id: string
  readonly url: string | undefined
  readonly title: string
  readonly lead: string
  readonly body: string
  /** The main language as a two-letter code: that of the first feed that brought it, or of the text. */
  readonly lang: string
  readonly publisher: string
  readonly publishedAt: number | undefined
  readonly firstSeenAt: number
  /** What every feed that brought it says of it; rules' `only` looks at these. */
  readonly feeds: readonly string[]
  readonly langs: readonly string[]
  readonly tags: readonly string[]
}

/** When an article counts as having happened: its plausible publication date, else when it was first seen. */
export function happenedAt(article: Pick<Article, 'publishedAt' | 'firstSeenAt'>): number {
  return article.publishedAt ?? article.firstSeenAt
}
