import { FeedError, type FeedFault } from '../../domain/errors.ts'
import { publicUrl } from './public-url.ts'

const CODES: Readonly<Record<string, FeedFault>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  EAI_NODATA: 'dns',
  EAI_NONAME: 'dns',
  ENODATA: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'network',
  ENETUNREACH: 'network',
  ENETDOWN: 'network',
  EADDRNOTAVAIL: 'network',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ECONNRESET: 'cut',
  EPIPE: 'cut',
  UND_ERR_SOCKET: 'cut',
  UND_ERR_HEADERS_OVERFLOW: 'too-large',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'cut',
  Z_BUF_ERROR: 'cut',
  Z_DATA_ERROR: 'cut',
  ERR_STREAM_PREMATURE_CLOSE: 'cut',
}

const SENTENCES: Readonly<Partial<Record<FeedFault, (host: string, url: string) => string>>> = {
  dns: (host) => `The name ${host} cannot be found; see whether the address is right.`,
  refused: (host) => `${host} refuses connections.`,
  timeout: (host) => `${host} did not answer in time.`,
  'too-large': (host) => `The headers that ${host} sends have no end, and were not read further.`,
  tls: (host) => `${host} has no certificate that can be trusted.`,
  cut: (_, url) => `The connection broke before the answer was complete: ${url}`,
}

function noNameServer(host: string): string {
  return `The name ${host} cannot be looked up; is there internet here?`
}

/** What a failed request means, by name; the address is shown without what may be secret in it. */
export function toFeedError(error: unknown, address: string): FeedError {
  for (let cause = error; cause; cause = (cause as Error).cause) {
    // Where several addresses of a host were tried, the first one says it.
    const [inner = cause] = (cause as AggregateError).errors ?? []
    if (inner instanceof FeedError) return inner
    const code = faultOf(inner)
    if (code) return fault(code, address, error)
  }
  return fault('network', address, error)
}

function fault(code: FeedFault, address: string, cause: unknown): FeedError {
  const url = publicUrl(address)
  const host = URL.canParse(address) ? new URL(address).host : url
  const known = hasCode(cause, 'EAI_AGAIN') ? noNameServer : SENTENCES[code]
  const sentence = known?.(host, url) ?? `${host} cannot be reached: ${reasonOf(cause)}.`
  return new FeedError(code, sentence, 'soon', cause)
}

function faultOf(error: unknown): FeedFault | undefined {
  const { code = '' } = error as NodeJS.ErrnoException
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH/.test(code)) return 'tls'
  return CODES[code]
}

function hasCode(error: unknown, code: string): boolean {
  const { code: own, cause } = error as NodeJS.ErrnoException
  return own === code || (cause !== undefined && hasCode(cause, code))
}

/** A code says more than a message, and never repeats an address. */
function reasonOf(error: unknown): string {
  const { code, name } = error as NodeJS.ErrnoException
  if (code?.startsWith('HPE_') || name === 'HTTPParserError') return 'what it sends is not HTTP'
  return code ?? name ?? 'the network failed'
}
