/** Parameters that say where a reader came from, not what is read. */
const TRACKING =
  /^(?:utm_.*|at_.*|mc_[ce]id|fbclid|gclid|dclid|msclkid|yclid|igshid|mkt_tok|cmpid|cmp|ncid|ocid|sref|smid|partner|ref|ref_src|wgt_ref|source|src|rss|taid|guccounter|feedtype|feedname|spm|xtor|ns_.*|_ga|_hs.*|icid|ftag|mod|reflink|traffic_source|sh|amp|outputtype|via|share|output)$/i
const HOME = /^\/?(?:index\.\w+)?$/

/** An absolute http(s) address, or undefined for anything else. */
export function absoluteUrl(address: string | undefined, base?: string): string | undefined {
  const trimmed = address?.trim()
  if (!trimmed || !URL.canParse(trimmed, base || undefined)) return undefined
  const url = new URL(trimmed, base || undefined)
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined
}

/**
 * One form for all addresses of one page: without scheme, www., tracking parameters, fragment and a last slash; AMP and
 * mobile twins folded; parameters in order. Undefined for a home page, which names no article.
 */
export function canonicalUrl(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  const host = url.hostname.toLowerCase().replace(/^(?:www\d?|m|mobile|amp)\./, '')
  const path = decodePath(url.pathname)
    .replace(/\/{2,}/g, '/')
    .replace(/^\/amp(?=\/)/, '')
    .replace(/(?:\/amp)?\/?$/, '')
    .replace(/\.amp(?=\.html?$|$)/, '')
  const query = [...url.searchParams]
    .filter(([name]) => !TRACKING.test(name))
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  if (HOME.test(path) && query === '') return undefined
  return `${host}${url.port ? `:${url.port}` : ''}${path}${query ? `?${query}` : ''}`
}

function decodePath(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}
