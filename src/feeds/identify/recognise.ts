import { happenedAt, type Article, type Entry } from '../../domain/article.ts'
import { HOUR } from '../../lib/durations.ts'
import { articleText } from './article.ts'
import type { EntryKeys } from './keys.ts'
import { hasSameKey, isEdited, isSameLead, isTelling } from './same-text.ts'

/** What is known: which article owns a key, and the articles themselves as far as they are still kept. */
export type Known = {
  readonly owner: (key: string | undefined) => string | undefined
  readonly article: (id: string) => Article | undefined
  /** Whether the article came with the document that is being read. */
  readonly isOfThisDocument: (id: string) => boolean
}

/** A date that moves by less is an edit; by more, with other words at the old place, another article. */
const SAME_TIME = HOUR

/**
 * The article that an entry is by its id or its address; undefined for a new one. An id or an address that a publisher
 * uses again for another article (a position in the list, the page of a daily programme) does not hide that article.
 */
export function byName(entry: Entry, keys: EntryKeys, known: Known): string | undefined {
  const guid = known.owner(keys.guid)
  const link = known.owner(keys.link)
  if (guid === undefined || link === undefined) {
    const id = guid ?? link
    const isNamedAnew = guid === undefined ? keys.guid !== undefined : keys.link !== undefined
    return id !== undefined && (!isNamedAnew || isContinued(entry, id, known)) ? id : undefined
  }
  if (guid === link || hasTitleOf(entry, guid, known)) return guid
  return hasTitleOf(entry, link, known) ? link : guid
}

/** One of id and address is known and the other is new: an edit, or another article at the old place? */
function isContinued(entry: Entry, id: string, known: Known): boolean {
  const article = known.article(id)
  if (!article) return true
  if (isEdited(entry.title, article.title)) return !isNextIssue(entry, article)
  if (entry.published === undefined || article.publishedAt === undefined)
    return entry.url === article.url
  return Math.abs(entry.published - article.publishedAt) < SAME_TIME
}

/** A daily programme has its title and its page every day: what is dated half a day later with other words is another issue. */
function isNextIssue(entry: Entry, article: Article): boolean {
  const { lead } = articleText(entry)
  if (entry.published === undefined || article.publishedAt === undefined) return false
  if (entry.published - article.publishedAt < HALF_A_DAY || !lead || !article.lead) return false
  return !isSameLead(lead, article.lead) && !isEdited(lead, article.lead)
}

function hasTitleOf(entry: Entry, id: string, known: Known): boolean {
  return hasSameKey(known.article(id)?.title ?? '', entry.title)
}

/**
 * The article of the same publisher, title and day, for an entry whose id and address are both new. The words below the
 * title decide: two notices of one day may bear one headline. Midnight divides no story: what came half a day before or
 * after counts as the same day.
 */
export function byTitleOfDay(
  entry: Entry,
  keys: EntryKeys,
  known: Known,
  now: number,
): string | undefined {
  const sameDay = known.owner(keys.titleDay)
  if (sameDay !== undefined && isSameText(entry, sameDay, known)) return sameDay
  const near = known.owner(keys.titleNearDay)
  if (near !== undefined && isNear(entry, near, known, now) && isSameText(entry, near, known))
    return near
  const isNameless = keys.guid === undefined && keys.link === undefined
  return isNameless ? byText(entry, keys, known) : undefined
}

const HALF_A_DAY = 12 * HOUR

function isNear(entry: Entry, id: string, known: Known, now: number): boolean {
  const article = known.article(id)
  const at = entry.published ?? now
  return article !== undefined && Math.abs(at - happenedAt(article)) <= HALF_A_DAY
}

/** The article of this feed with the same title and text, whatever its day: for a feed that changed all its ids. */
export function byText(entry: Entry, keys: EntryKeys, known: Known): string | undefined {
  const id = known.owner(keys.title)
  if (id === undefined || known.isOfThisDocument(id)) return undefined
  const article = known.article(id)
  if (!article) return id
  const isDatedAlike = entry.published !== undefined && entry.published === article.publishedAt
  return isDatedAlike || isSameText(entry, id, known) ? id : undefined
}

function isSameText(entry: Entry, id: string, known: Known): boolean {
  const article = known.article(id)
  if (!article) return true
  const { lead } = articleText(entry)
  if (lead && article.lead) return isSameLead(lead, article.lead)
  // With nothing but the title to go by, only a headline of some length is no coincidence.
  return isTelling(entry.title) || isSameMoment(entry, article, known.isOfThisDocument(id))
}

/** Two notices may come out at one moment side by side; one that comes again at its old moment is the same. */
function isSameMoment(entry: Entry, article: Article, isBeside: boolean): boolean {
  return !isBeside && entry.published !== undefined && entry.published === article.publishedAt
}
