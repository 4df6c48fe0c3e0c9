import { loadBuffer, type CheerioAPI } from 'cheerio'

/** What a reader sees of a news page; texts without HTML, paragraphs parted by line ends. */
export type Page = {
  readonly title: string
  readonly body: string
  /** Two small letters; undefined where the page does not say. */
  readonly lang: string | undefined
}

const FURNITURE =
  'script, style, noscript, template, svg, iframe, nav, header, footer, aside, form, button, figcaption, [hidden], [aria-hidden="true"]'
const PARAGRAPH = 'p, h2, h3, li, blockquote, td'

/**
 * The headline and the main text of an HTML page: the text of `article` or `main`, else of whatever holds the most
 * text in paragraphs. The character set is found as browsers find it; `contentType` is the header's.
 */
export function readPage(bytes: Uint8Array, contentType: string): Page {
  const charset = /charset=["']?([\w-]+)/i.exec(contentType)?.[1]
  const $ = loadBuffer(Buffer.from(bytes), {
    encoding: {
      defaultEncoding: 'utf-8',
      ...(charset ? { transportLayerEncodingLabel: charset } : {}),
    },
  })
  const title = titleOf($)
  const lang = /^[a-z]{2}/i.exec($('html').attr('lang') ?? '')?.[0]?.toLowerCase()
  $(FURNITURE).remove()
  return { title, body: bodyOf($, title), lang }
}

function titleOf($: CheerioAPI): string {
  const said = [
    $('meta[property="og:title"]').attr('content'),
    $('article h1, main h1, h1').first().text(),
    $('title').first().text(),
  ]
  return squeeze(said.find((text) => text?.trim()) ?? '')
}

function bodyOf($: CheerioAPI, title: string): string {
  for (const place of ['article', 'main, [role="main"]']) {
    const found = longest(
      $(place)
        .map((_, element) => textIn($, $(element)))
        .get(),
    )
    if (found) return found
  }
  const parents = $(PARAGRAPH).parent()
  const found = longest(parents.map((_, element) => textIn($, $(element))).get())
  if (found) return found
  const whole = squeeze($('body').text())
  return whole === title ? '' : whole
}

function textIn($: CheerioAPI, element: ReturnType<CheerioAPI>): string {
  const paragraphs = element
    .find(PARAGRAPH)
    .filter((_, each) => $(each).find(PARAGRAPH).length === 0)
    .map((_, each) => squeeze($(each).text()))
    .get()
  return paragraphs.filter(Boolean).join('\n')
}

function longest(texts: readonly string[]): string | undefined {
  return texts.filter(Boolean).toSorted((a, b) => b.length - a.length)[0]
}

function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
