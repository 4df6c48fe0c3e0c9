import { load, type CheerioAPI } from 'cheerio'

/** What is never read by a person: code, templates, and what a page hides. */
const UNREAD =
  'script, style, noscript, template, iframe, [hidden], [aria-hidden="true"], [style*="display:none"], [style*="display: none"], [style*="visibility:hidden"], [style*="visibility: hidden"], [style*="font-size:0"]'
/** What stands around an article. */
const AROUND =
  'nav, header, footer, aside, form, button, select, [role="navigation"], [role="banner"], [role="contentinfo"], [role="complementary"], .related, .newsletter, .share, .breadcrumb, .comments'
const BLOCK =
  'p, div, br, li, ul, ol, tr, td, th, table, h1, h2, h3, h4, h5, h6, blockquote, pre, section, article, figcaption, dt, dd, hr'
const LOOKS_LIKE_HTML = /<[a-z!/][^<]*>|&(?:#\d+|#x[\da-f]+|[a-z][\da-z]*);/i

/** Parses a fragment or a page; htmlparser2, which is fast and never gives up. */
export function loadHtml(html: string): CheerioAPI {
  return load(html, { xml: { xmlMode: false, decodeEntities: true } })
}

/** The words of a text that may hold HTML, in reading order, with single spaces; hidden parts are left out. */
export function textOf(html: string): string {
  if (!LOOKS_LIKE_HTML.test(html)) return squeeze(html)
  const page = loadHtml(html)
  page(UNREAD).remove()
  page(BLOCK).before(' ').after(' ')
  return squeeze(page.root().text())
}

/** The same for a headline: what is no tag stays (a < b), and what was escaped twice is read twice. */
export function headlineOf(html: string): string {
  const once = textOf(html)
  return /&(?:#\d+|#x[\da-f]+|amp|lt|gt|quot|apos|nbsp|[lr]squo|[lr]dquo|[mn]dash|hellip);/i.test(
    once,
  )
    ? textOf(once)
    : once
}

/** White space of any kind as single spaces. */
export function squeeze(text: string): string {
  return text.replace(/[\s\u00a0]+/g, ' ').trim()
}

export type ReadablePage = {
  readonly title: string
  readonly body: string
  readonly lang: string | undefined
}

/**
 * The article of a web page: its headline and its paragraphs, without navigation, hidden text and what stands around.
 * `contentType` may name the charset; the bytes are taken for UTF-8 otherwise.
 */
export function readable(bytes: Uint8Array, contentType: string, _url: string): ReadablePage {
  const page = loadHtml(decode(bytes, contentType))
  const lang = page('html').attr('lang')?.slice(0, 2).toLowerCase()
  const title = page('meta[property="og:title"]').attr('content') ?? page('h1').first().text() ?? ''
  page(UNREAD).remove()
  page(AROUND).remove()
  const main = ['article', 'main', '[itemprop="articleBody"]', 'body'].find(
    (part) => page(part).text().trim() !== '',
  )
  const paragraphs = page(main ?? ':root').find('p, h2, li, blockquote')
  const lines = paragraphs.toArray().map((element) => squeeze(page(element).text()))
  const body = lines.filter(Boolean).join('\n') || squeeze(page(main ?? ':root').text())
  return { title: squeeze(title || page('title').text()), body, lang }
}

function decode(bytes: Uint8Array, contentType: string): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048))
  const named =
    /charset\s*=\s*["']?([\w-]+)/i.exec(contentType) ?? /charset\s*=\s*["']?([\w-]+)/i.exec(head)
  try {
    return new TextDecoder(named?.[1] ?? 'utf-8').decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}
