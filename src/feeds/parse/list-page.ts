import type { CheerioAPI } from 'cheerio/slim'
import { FeedError } from '../../domain/errors.ts'
import type { ListSelectors } from '../../domain/feed.ts'
import { loadHtml, squeeze, textOf } from '../../lib/html.ts'
import type { RawDocument, RawEntry } from './entry.ts'
import { looksLikeJson, parseJson } from './json-text.ts'
import { notAFeed } from './not-a-feed.ts'
import { DATE_TEXT, oneByOne, type Row } from './rows.ts'
import { selectorTrouble } from './selector.ts'
import { escapeHtml } from './xml.ts'

/** Dates that publishers put into addresses: /2025/08/03/, t20250803_1, swbzklxxwfbh2025n8y3r. */
const DATE_IN_ADDRESS =
  /(20\d{2})(?:[-/_]|n)?(0?[1-9]|1[0-2])(?:[-/_]|y)?(0[1-9]|[12]\d|3[01]|[1-9](?=r|\/|$))(?!\d)/

/**
 * A page without a feed, read by the selectors of the feed file: an entry for each row that has a title. The page may
 * stand inside a JSON answer. Throws FeedError where no row is found, for then the page has changed or is another one.
 */
export function readListPage(text: string, selectors: ListSelectors, url: string): RawDocument {
  const page = openPage(text)
  mustBeReadable(selectors)
  const base = baseOf(page, url)
  const rows = page.root().find(selectors.item)
  const entries = oneByOne(rows).flatMap((row) => rowEntry(row, selectors, base))
  if (entries.length === 0) throw nothingFound(text, selectors, rows.length)
  const isCut = stopsEarly(text)
  return {
    kind: 'list',
    title: page('title').first().text(),
    url,
    // The last row of half a page may be half a row.
    entries: isCut ? entries.slice(0, -1) : entries,
    ...(isCut && { isCut }),
  }
}

/** A page of rows may stand inside a JSON answer. */
function openPage(text: string): CheerioAPI {
  return loadHtml(looksLikeJson(text) ? htmlInside(parseJson(text).value) : text)
}

/** Throws FeedError for a selector that is none; one of a feed file is refused there already. */
function mustBeReadable(selectors: ListSelectors): void {
  for (const [part, selector] of Object.entries(selectors)) {
    const trouble = selector === undefined ? undefined : selectorTrouble(selector)
    if (trouble === undefined) continue
    const message = `The selector of ${part}, "${selector}", cannot be read: ${trouble}.`
    throw new FeedError('not-a-feed', message, 'never')
  }
}

/** The parts of rows whose selectors find nothing in any row of a page. */
export function idleSelectors(
  text: string,
  selectors: ListSelectors,
): readonly (keyof ListSelectors)[] {
  const rows = openPage(text.trimStart()).root().find(selectors.item)
  return (['title', 'link', 'lead', 'date'] as const).filter((part) => {
    const selector = selectors[part]
    return selector && rows.find(selector).length === 0 && !rows.is(selector)
  })
}

function stopsEarly(text: string): boolean {
  return /<html[\s>]/i.test(text.slice(0, 4_000)) && !/<\/html/i.test(text.slice(-4_000))
}

function rowEntry(row: Row, selectors: ListSelectors, base: string): readonly RawEntry[] {
  if (isTableHead(row)) return []
  const title = within(row, selectors.title) ?? (row.is('a') ? row : mainLink(row))
  const link = within(row, selectors.link) ?? anchorOf(title, row)
  const written = link.attr('href') ?? anchorOf(link, row).attr('href')
  const words = squeeze(title.attr('title') ?? '') || textOf(title.html() ?? '')
  if (!words) return []
  const date = within(row, selectors.date)
  return [
    {
      url: resolve(written, base),
      title: escapeHtml(words),
      summary: within(row, selectors.lead)?.html() ?? undefined,
      published: selectors.date && !date ? undefined : dateOf(date ?? row, written),
    },
  ]
}

/** The names of a table's columns are no entry. */
function isTableHead(row: Row): boolean {
  return row.is('tr') && row.find('th').length > 0 && row.find('td').length === 0
}

/** The first match inside the row, or the row itself; undefined where there is none. */
function within(row: Row, selector: string | undefined): Row | undefined {
  if (!selector) return undefined
  const found = row.find(selector).first()
  if (found.length > 0) return found
  return row.is(selector) ? row : undefined
}

/** The link with most words. */
function mainLink(row: Row): Row {
  const links = row.find('a[href]')
  const lengths = links.toArray().map((_, at) => squeeze(links.eq(at).text()).length)
  return lengths.length > 0 ? links.eq(lengths.indexOf(Math.max(...lengths))) : row
}

/** The link that an element is, stands in or holds. */
function anchorOf(element: Row, row: Row): Row {
  if (element.is('a[href]')) return element
  const inside = element.find('a[href]').first()
  if (inside.length > 0) return inside
  const around = element.parents('a[href]').first()
  return around.length > 0 ? around : row.find('a[href]').first()
}

function dateOf(element: Row, address: string | undefined): string | undefined {
  const time = element.is('time') ? element : element.find('time[datetime]').first()
  const machine = element.attr('datetime') ?? time.attr('datetime') ?? element.attr('content')
  if (machine) return machine
  const words = squeeze(element.text())
  const inWords = DATE_TEXT.exec(words)?.[0]
  if (inWords) return inWords
  const [, year, month, day] = DATE_IN_ADDRESS.exec(address ?? '') ?? []
  return year ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : undefined
}

/** The links of a piece of HTML that look like headlines, each with the date that stands beside it. */
export function readLinks(html: string, url: string): readonly RawEntry[] {
  const page = loadHtml(html)
  const base = baseOf(page, url)
  return oneByOne(page.root().find('a[href]')).flatMap((link): RawEntry[] => {
    const title = squeeze(link.attr('title') ?? '') || squeeze(link.text())
    const written = link.attr('href')
    if (!title || !written || /^(?:#|javascript:)/i.test(written)) return []
    const published = dateOf(link.parent(), written)
    return [{ url: resolve(written, base), title: escapeHtml(title), published }]
  })
}

function baseOf(page: CheerioAPI, url: string): string {
  const written = page('base[href]').attr('href')
  return (written && URL.parse(written, url || undefined)?.href) || url
}

function resolve(written: string | undefined, base: string): string | undefined {
  if (!written) return undefined
  return URL.parse(written.trim(), base || undefined)?.href ?? written
}

/** The longest text with links in it, anywhere in a JSON answer. */
function htmlInside(value: unknown, depth = 0): string {
  if (typeof value === 'string') return /<a\s/i.test(value) ? value : ''
  if (typeof value !== 'object' || value === null || depth > 8) return ''
  return Object.values(value)
    .map((inner) => htmlInside(inner, depth + 1))
    .reduce((longest, html) => (html.length > longest.length ? html : longest), '')
}

function nothingFound(text: string, { item }: ListSelectors, rows: number): FeedError {
  const page = notAFeed(text)
  if (page.code === 'blocked-by-challenge' || text.trim() === '') return page
  const what = rows === 0 ? `"${item}" selects nothing` : `no row of "${item}" has a title`
  return new FeedError(
    'not-a-feed',
    `The list page has no entries: ${what}. Ask \`trucewatch feeds try\` for new selectors.`,
  )
}
