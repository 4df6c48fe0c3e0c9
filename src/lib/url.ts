/** Parameters that say where a reader came from, not what is read. */
const TRACKING =
  /^(?:utm_.+|at_(?:medium|campaign|custom\d*|link.*|bbc.*|format|ptr.*)|mc_[ce]id|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|ttclid|igshid|mkt_tok|cmpid|cmp|cid|ncid|ocid|sref|smid|smtyp|ref_?src|ref_?url|wgt_ref|taid|guccounter|guce_.+|feedtype|feedname|spm|scm|xtor|ns_(?:mchannel|source|campaign|linkname|fee)|_ga|_gl|_hs(?:enc|mi)|hss_channel|icid|ftag|reflink|traffic_source|campaign_id|__twitter_impression|amp|amp_js_v|usqp|guccounter|oc|cvid|rss|feed)$/i
/** Parameters that may say either: they count as such a one only with these values. */
const TRACKING_VALUE =
  /^(?:source|src|ref|from|via|share|output|outputtype|mod|format|partner|app|channel|sh|edition-redirected)=(?:rss.*|feed.*|.*\.?rss|amp|twitter|facebook|fb|tw|linkedin|whatsapp|wechat|weixin|timeline|singlemessage|email|newsletter|social|homepage|home|google.*|flipboard|applenews|share.*|web|mobile|[a-f0-9]{16,}|)$/i
const HOME =
  /^\/?(?:(?:[a-z]{2}(?:-[a-z]{2})?|english|eng|chinese|news|home|index|default)\/?)?(?:(?:index|default|home)\.\w+)?$/i
/** Written so that nothing has to be changed in it. */
const PLAIN = /^https?:\/\/[!-;=?-[\]_a-z~]+$/i

/** No article has a path this long, and folding one takes time that goes with the square of it. */
const LONGEST_FOLDED = 2_000
/** Escaped once more than the document asks for; no address means it so. */
const ESCAPED_AMPERSAND = /&(?:amp|#0*38|#x0*26);/gi

/** An absolute http(s) address, as it is written where that is possible; undefined for anything else. */
export function absoluteUrl(address: string | undefined, base?: string): string | undefined {
  const trimmed = address?.trim().replace(ESCAPED_AMPERSAND, '&')
  if (!trimmed) return undefined
  if (PLAIN.test(trimmed)) return URL.canParse(trimmed) ? trimmed : undefined
  const written = trimmed.replaceAll('\\', '/').replace(/^www\./i, 'http://www.')
  const url = URL.parse(written) ?? (base ? URL.parse(written, base) : null)
  return url?.protocol === 'http:' || url?.protocol === 'https:' ? url.href : undefined
}

/** An address without user and password: relative ones that are resolved against it would carry them on. */
export function withoutUser(address: string): string {
  const url = URL.parse(address)
  if (!url || (url.username === '' && url.password === '')) return address
  url.username = ''
  url.password = ''
  return url.href
}

/**
 * One form for all addresses of one page: without scheme, www., tracking parameters, fragment and a last slash; AMP and
 * mobile twins folded; parameters in order. Undefined for a home page, which names no article, and for what is no http
 * address.
 */
export function canonicalUrl(address: string): string | undefined {
  const url = URL.parse(address.trim())
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined
  const cached = unwrapped(url)
  const path = canonicalPath(cached.pathname)
  const query = cached.search ? canonicalQuery(cached.searchParams) : ''
  // Pages that a script draws keep their address behind the #.
  const route = /^#!?\/./.test(cached.hash) ? cached.hash : ''
  if (HOME.test(path) && query === '' && route === '') return undefined
  const port = cached.port ? `:${cached.port}` : ''
  return `${canonicalHost(cached.hostname)}${port}${path}${query ? `?${query}` : ''}${route}`
}

function canonicalQuery(parameters: URLSearchParams): string {
  return [...parameters]
    .filter(([name, value]) => !TRACKING.test(name) && !TRACKING_VALUE.test(`${name}=${value}`))
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .join('&')
}

/** The publisher's own address in an AMP cache's: https://developers.google.com/amp/cache/overview */
function unwrapped(url: URL): URL {
  const inCache =
    url.hostname.endsWith('.cdn.ampproject.org') || /^www\.google\.[a-z.]+$/.test(url.hostname)
  const inside = inCache
    ? /^\/(?:[cvi]|amp)\/(?:s\/)?([\w-]+(?:\.[\w-]+)+\/.*)$/.exec(url.pathname)?.[1]
    : undefined
  return (inside && URL.parse(`https://${inside}${url.search}`)) || url
}

/** `amp.`, `m.` and `mobile.` before a name, or `.m.` and `.amp.` within it, show the same article. */
function canonicalHost(host: string): string {
  const bare = host.replace(/^(?:www\d?|m|mobile|amp|wap|touch)\.(?=[^.]+\.)/, '')
  return bare.replace(/\.(?:m|amp|mobile)\.(?=[^.]+\.)/, '.').replace(/^www\d?\./, '')
}

/** A path in which one of the changes of `canonicalPath` may be due; most have none. */
const TO_FOLD = /%|\/\/|amp|^\/m\/|[./]$|\/(?:index|default)\./i

function canonicalPath(path: string): string {
  if (path.length > LONGEST_FOLDED || !TO_FOLD.test(path)) return path
  const folded = decoded(path)
    .replace(/\/{2,}/g, '/')
    .replace(/^(?:\/(?:amp|google-amp|m))+(?=\/)/, '')
    .replace(/(?:\/amp)*\/?\.{0,2}$/, '')
    .replace(/\.amp(?=\.html?$|$)/, '')
    .replace(/([-.])amp(?=\.(?:html?|php|aspx?)$)/, '')
    .replace(/\/(?:index|default)\.(?:html?|php|aspx?)$/i, '')
  return folded === path ? path : canonicalPath(folded)
}

/** Escapes in one spelling; what needs none has none (RFC 3986, 6.2.2). */
function decoded(path: string): string {
  return path.replace(/%(?![\da-f]{2})/gi, '%25').replace(/%[\da-f]{2}/gi, (escape) => {
    const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16))
    return /[\w.~-]/.test(character) ? character : escape.toUpperCase()
  })
}
