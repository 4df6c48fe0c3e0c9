import type { FetchRequest } from '../../domain/fetching.ts'

const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5'

/**
 * What is sent, and all that is sent: no cookies, no referer. Validators go byte for byte as they came (RFC 9110,
 * 13.1), user and password of an address as basic authentication (RFC 7617).
 */
export function requestHeaders(
  request: FetchRequest,
  userAgent: string,
  { username, password }: URL,
): Record<string, string> {
  const headers: Record<string, string> = {
    'user-agent': request.userAgent ?? userAgent,
    accept: request.accept ?? ACCEPT,
    'accept-encoding': 'gzip, deflate, br',
  }
  if (request.etag) headers['if-none-match'] = request.etag
  if (request.lastModified) headers['if-modified-since'] = request.lastModified
  if (username || password) headers['authorization'] = basic(username, password)
  return headers
}

function basic(username: string, password: string): string {
  const plain = [username, password].map(percentDecoded).join(':')
  return `Basic ${Buffer.from(plain).toString('base64')}`
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** One value a name, names in lower case. */
export function flatHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    typeof value === 'string' ? value : (value ?? []).join(', '),
  ])
  return Object.fromEntries(entries)
}
