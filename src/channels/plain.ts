import { graphemes } from '../lib/width.ts'

// Controls (Cc) and formats (Cf: bidi marks and overrides as in https://trojansource.codes, zero-width space, soft
// hyphen, BOM, tags). The joiners U+200C and U+200D stay: Persian and emoji need them.
const INVISIBLE = /[[\p{Cc}\p{Cf}]--[\u200c\u200d]]/gv
/** Four marks on a letter are writing; more are an attack on the lines above. */
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu
const WHITE_SPACE = /[\s\u0085]+/gu

/** Text of a feed as one line that shows what it holds: nothing invisible, no controls, no lone surrogates. */
export function plain(text: string): string {
  const visible = text.toWellFormed().replace(WHITE_SPACE, ' ').replace(INVISIBLE, '')
  return visible.replace(STACKED_MARKS, '$1').replace(/ {2,}/g, ' ').trim()
}

/**
 * As much of `text` as stays within `limit` UTF-16 units once every grapheme has passed `escape`; the rest becomes
 * "…". Discord counts code points, of which there are never more.
 */
export function fit(
  text: string,
  limit: number,
  escape: (grapheme: string) => string = (grapheme) => grapheme,
): string {
  let out = ''
  let cut = ''
  for (const grapheme of graphemes(text)) {
    out += escape(grapheme)
    if (out.length < limit) cut = out
    if (out.length > limit) return `${cut.trimEnd()}…`
  }
  return out
}

/** The address if it is http or https, in the form in which it is shown and linked; undefined for any other kind. */
export function httpLink(url: string | undefined): URL | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined
  const link = new URL(url)
  if (link.protocol !== 'http:' && link.protocol !== 'https:') return undefined
  // A name before the host dresses it up as another one: https://reuters.com@evil.example.
  link.username = ''
  link.password = ''
  return link.hostname === '' ? undefined : link
}
