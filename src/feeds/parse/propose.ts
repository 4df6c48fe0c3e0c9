import type { CheerioAPI } from 'cheerio/slim'
import type { ListSelectors } from '../../domain/feed.ts'
import { loadHtml, squeeze } from '../../lib/html.ts'
import { DATE_TEXT, oneByOne, type Row } from './rows.ts'

/** A page shows at least this many headlines, or it is no list. */
const LEAST_ROWS = 3
const NOT_NEWS = 'nav, footer, header nav, [role="navigation"], form'
const HIGHEST = 6
const HEADINGS = 'h1, h2, h3, h4, h5, h6'

/** What a page without a feed could be read by. */
export type Proposal = { readonly list: ListSelectors; readonly rows: number }

/**
 * Selectors for a list page: the links that look like headlines, grouped by where they stand; the group with most words
 * wins, one with dates before others. Undefined where nothing repeats.
 */
export function proposeSelectors(html: string): Proposal | undefined {
  const page = loadHtml(html)
  page(NOT_NEWS).remove()
  const groups = Map.groupBy(headlines(page), pathOf)
  const proposals = [...groups.values()]
    .filter((links) => links.length >= LEAST_ROWS)
    .map((links) => ({ links, ...propose(page, links) }))
  const best = proposals.toSorted((a, b) => weight(b) - weight(a))[0]
  return best && { list: best.list, rows: best.rows }
}

/** Links with the length of a headline: four words, or eight Han characters. */
function headlines(page: CheerioAPI): readonly Row[] {
  return oneByOne(page.root().find('a[href]')).filter((link) => {
    const words = squeeze(link.attr('title') ?? link.text())
    return words.length >= 20 || (/\p{Script=Han}/u.test(words) && words.length >= 8)
  })
}

/** Where an element stands, as names and classes from the inside out. */
function pathOf(link: Row): string {
  return [link, ...ancestors(link)].slice(0, HIGHEST).map(signature).join('<')
}

function ancestors(link: Row): readonly Row[] {
  return oneByOne(link.parents('*'))
}

/** An element by its name and the first class that does not look made by a machine. */
function signature(element: Row): string {
  const name = element.prop('tagName')?.toLowerCase() ?? ''
  const named = (element.attr('class') ?? '')
    .split(/\s+/)
    .find(
      (each) =>
        /^[a-z_][a-z_-]{2,}[\w-]*$/i.test(each) &&
        !/\d{3}|^(?:odd|even|first|last|active)$|__\w{5}$/i.test(each),
    )
  return named ? `${name}.${named}` : name
}

function propose(page: CheerioAPI, links: readonly Row[]): Proposal {
  const row = rowAround(links)
  const item = uniqueSelector(page, row, links.length)
  const rows = oneByOne(page.root().find(item))
  const title = titleWithin(row, links[0]!)
  const date = dateWithin(rows)
  return { list: { item, ...(title && { title }), ...(date && { date }) }, rows: rows.length }
}

/** The outermost element around the first link that holds no other link of the group. */
function rowAround(links: readonly Row[]): Row {
  const [first, second] = links
  let row = first!
  for (const outer of ancestors(first!)) {
    if (second && outer.find('a[href]').is(second)) break
    if (/^(?:body|html|main)$/.test(signature(outer))) break
    row = outer
  }
  return row
}

/** The row's own name, with its parents' where that alone finds too much. */
function uniqueSelector(page: CheerioAPI, row: Row, wanted: number): string {
  let selector = signature(row)
  for (const outer of ancestors(row)) {
    if (selector.includes('.') && page.root().find(selector).length <= wanted * 1.3) break
    if (/^(?:body|html)$/.test(signature(outer))) break
    selector = `${signature(outer)} > ${selector}`
  }
  return selector
}

function titleWithin(row: Row, link: Row): string | undefined {
  const [inside] = oneByOne(link.find(HEADINGS))
  if (inside) return signature(inside)
  if (row.is('a')) return undefined
  const [parent] = ancestors(link)
  const isHeading = parent && /^h[1-6]/.test(signature(parent))
  const name = signature(link)
  if (name.includes('.')) return name
  return isHeading ? `${signature(parent)} a` : undefined
}

/** What most rows show a date in. */
function dateWithin(rows: readonly Row[]): string | undefined {
  const found = rows.flatMap((row) => {
    if (row.find('time[datetime]').length > 0) return ['time']
    const leaf = oneByOne(row.find('*')).find(
      (each) => each.children().length === 0 && DATE_TEXT.test(squeeze(each.text())),
    )
    return leaf ? [placeWithin(row, leaf)] : []
  })
  const [selector, times] = Object.entries(Object.groupBy(found, (each) => each))
    .map(([each, hits]) => [each, hits!.length] as const)
    .toSorted((a, b) => b[1] - a[1])[0] ?? ['', 0]
  return times * 2 >= rows.length && selector !== '' ? selector : undefined
}

/** An element by its name, and by its place where the row has several of that name: the cells of a table. */
function placeWithin(row: Row, element: Row): string {
  const name = signature(element)
  return row.find(name).length > 1 ? `${name}:nth-child(${element.index() + 1})` : name
}

function weight({ links, list }: Proposal & { readonly links: readonly Row[] }): number {
  const words = links.reduce((sum, link) => sum + Math.min(120, squeeze(link.text()).length), 0)
  return words * (list.date ? 3 : 1)
}
