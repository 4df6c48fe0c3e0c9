import { load, type CheerioAPI } from 'cheerio/slim'
import { getEncoding } from 'encoding-sniffer'
import { withoutC1 } from './entities.ts'
import { wordsOf } from './html-text.ts'
import { withinDepth } from './markup-depth.ts'

/** Paragraphs and list items that nobody closes count too. */
const DEEPEST = 10_000
/** What stands around an article. */
const AROUND =
  'nav, header, footer, aside, form, button, select, figure figcaption, [role="navigation"], [role="banner"], [role="contentinfo"], [role="complementary"], [role="search"], [role="dialog"]'
/** Parts of a page that name themselves by class or id; matched as whole words of it. */
const BOILERPLATE =
  /(?:^|[\s_-])(?:related|recommend(?:ed|ations)?|newsletter|subscribe|share|sharing|social|breadcrumbs?|comments?|sidebar|cookie|consent|promo|advert(?:isement)?|ads?|most-?read|popular|trending|footer|nav(?:bar|igation)?|menu|tags?|more-?(?:news|stories)|read-?(?:more|next)|latest|teasers?)(?:[\s_-]|$)/i
const HIDDEN =
  '[hidden], [aria-hidden="true"], script, style, noscript, template, iframe, svg, object'
const UNSEEN =
  /display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity|max-height)\s*:\s*0(?![.\d]*[1-9])|(?:left|top|text-indent|margin-left)\s*:\s*-\d{4}|clip(?:-path)?\s*:\s*(?:rect\(0|inset\((?:50|100)%)/i
const ESCAPED_AGAIN =
  /&(?:#\d+|#x[\da-f]+|amp|lt|gt|quot|apos|nbsp|[lr]squo|[lr]dquo|[mn]dash|hellip);|<\/?(?:b|i|u|em|strong|a|p|br|span|font|sup|sub)(?:\s[^<>]*)?\/?>/i

/** Parses a fragment or a page with htmlparser2, which is fast and never gives up. */
export function loadHtml(html: string): CheerioAPI {
  return load(withinDepth(html, DEEPEST), { xml: { xmlMode: false, decodeEntities: true } })
}

/** The words of a text that may hold HTML, in reading order, with single spaces; hidden parts are left out. */
export function textOf(html: string): string {
  return lineOf(wordsOf(html))
}

/** The same with a line for each block, so that a list's items do not run into one sentence. */
export function linesOf(html: string): string {
  return visible(wordsOf(html)).split('\n').map(squeeze).filter(Boolean).join('\n')
}

/** The same for a headline: what is no tag stays (a < b, List<T>), and what was escaped twice is read twice. */
export function headlineOf(html: string): string {
  const once = lineOf(wordsOf(html, true))
  return ESCAPED_AGAIN.test(once) ? lineOf(wordsOf(once, true)) : once
}

/** Controls mean nothing in a text that people read, and stand between the letters of its words. */
function visible(text: string): string {
  return CONTROL.test(text) ? withoutC1(text).replace(CONTROLS, '') : text
}

/** White space is none of them. */
const CONTROL = /[\p{Cc}--\s]/v
const CONTROLS = new RegExp(CONTROL, 'gv')

/** White space of any kind as single spaces. */
export function squeeze(text: string): string {
  return text.trim().replace(UNEVEN, ' ')
}

/** A text without markup, such as a page's title, as one line of words. */
export function lineOf(text: string): string {
  return squeeze(visible(text))
}

/** Single spaces are left as they are: most of a text's. */
const UNEVEN = /\s{2,}|[^\S ]/g

export type ReadablePage = {
  readonly title: string
  readonly body: string
  readonly lang: string | undefined
}

/**
 * The article of a web page: its headline and its paragraphs, a line each, without navigation, hidden text and what
 * stands around. The charset is the header's, the page's own or that of its bytes.
 */
export function readable(bytes: Uint8Array, contentType: string, _url: string): ReadablePage {
  const page = loadHtml(decodePage(bytes, contentType))
  const lang = page('html').attr('lang')?.slice(0, 2).toLowerCase()
  removeUnseen(page)
  const title = lineOf(
    page('meta[property="og:title"]').attr('content') ??
      (page('h1').first().text() || page('title').first().text()),
  )
  page(AROUND).remove()
  const main = mainPart(page)
  const lines = page(main)
    .find('p, h2, h3, li, blockquote, td')
    .toArray()
    .filter((element) => page(element).find('p, li, blockquote').length === 0)
    .filter((element) => !isLinkList(page, element))
    .map((element) => lineOf(page(element).text()))
  const body = lines.filter(Boolean).join('\n') || linesOf(page(main).html() ?? '')
  return { title, body, lang }
}

/** Takes out what people do not see: hidden elements and those that a style of the page or their own hides. */
function removeUnseen(page: CheerioAPI): void {
  const hiding = hidingClasses(page('style').text())
  page(HIDDEN).remove()
  page('[style]')
    .filter((_, element) => UNSEEN.test(page(element).attr('style') ?? ''))
    .remove()
  for (const selector of hiding) page(selector).remove()
  page('[class], [id]')
    .filter((_, element) =>
      BOILERPLATE.test(`${page(element).attr('class') ?? ''} ${page(element).attr('id') ?? ''}`),
    )
    .filter((_, element) => page(element).find('h1, article, main').length === 0)
    .filter((_, element) => !['html', 'body', 'article', 'main', 'h1', 'p'].includes(element.name))
    .remove()
}

/** Classes and ids that the page's own style sheet hides. */
function hidingClasses(css: string): readonly string[] {
  return [...css.slice(0, 200_000).matchAll(/([.#][a-z_][\w-]*)\s*\{([^{}]*)\}/gi)].flatMap(
    ([, name, rules]) => (UNSEEN.test(rules!) ? [name!] : []),
  )
}

/** The first of these that holds text. */
function mainPart(page: CheerioAPI): string {
  const parts = ['[itemprop="articleBody"]', 'article', 'main', '[role="main"]', 'body']
  return parts.find((part) => page(part).first().text().trim() !== '') ?? ':root'
}

/** A line that is nothing but links leads elsewhere. */
function isLinkList(page: CheerioAPI, element: Parameters<CheerioAPI>[0]): boolean {
  const line = page(element as string)
  const all = squeeze(line.text()).length
  const linked = squeeze(line.find('a').text()).length
  return all > 0 && linked >= 0.9 * all && line.is('li, td')
}

function decodePage(bytes: Uint8Array, contentType: string): string {
  const named = /charset\s*=\s*["']?([\w-]+)/i.exec(contentType)?.[1]
  const options = named ? { transportLayerEncodingLabel: named } : {}
  const encoding = getEncoding(bytes, { defaultEncoding: 'utf-8', ...options })
  return new TextDecoder(encoding).decode(bytes)
}
