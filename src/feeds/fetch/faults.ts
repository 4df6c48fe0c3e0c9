import { FeedError, type FeedFault } from '../../domain/errors.ts'

const CODES: Readonly<Record<string, FeedFault>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_NODATA: 'dns',
  ENODATA: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ECONNRESET: 'cut',
  EPIPE: 'cut',
  UND_ERR_SOCKET: 'cut',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'cut',
  Z_BUF_ERROR: 'cut',
  Z_DATA_ERROR: 'cut',
  ERR_STREAM_PREMATURE_CLOSE: 'cut',
}
const WORDS: Readonly<Partial<Record<FeedFault, string>>> = {
  dns: 'The name of the host is not known',
  refused: 'The host does not accept connections',
  timeout: 'The host did not answer in time',
  tls: 'The host has no certificate that can be trusted',
  cut: 'The connection was cut before the answer was complete',
  network: 'The network failed',
}

/** What a failed request means, by name; the address is shown without what may be secret in it. */
export function toFeedError(error: unknown, url: string): FeedError {
  for (let cause = error; cause; cause = (cause as Error).cause) {
    if (cause instanceof FeedError) return cause
    const [inner] = (cause as AggregateError).errors ?? []
    if (inner instanceof FeedError) return inner
    const code = codeOf(inner ?? cause)
    if (code) return new FeedError(code, `${WORDS[code]}: ${publicUrl(url)}.`, 'soon', error)
  }
  return new FeedError('network', `${WORDS.network}: ${publicUrl(url)}.`, 'soon', error)
}

function codeOf(error: unknown): FeedFault | undefined {
  const { code = '', name = '' } = error as NodeJS.ErrnoException
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code)) return 'tls'
  if (name === 'TimeoutError') return 'timeout'
  return CODES[code]
}

/** An address as it may be shown: without user, password and the values of its query. */
export function publicUrl(address: string): string {
  if (!URL.canParse(address)) return '(an address that cannot be read)'
  const url = new URL(address)
  const query = [...url.searchParams.keys()].map((key) => `${key}=…`).join('&')
  return `${url.protocol}//${url.host}${url.pathname}${query ? `?${query}` : ''}`
}
