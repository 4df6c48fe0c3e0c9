import { getEncoding } from 'encoding-sniffer'
import iconv from 'iconv-lite'
import { withoutC1 } from '../../lib/entities.ts'
import { charsetOfContent, isValidIn } from './charset.ts'

const PROLOG = /^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w.:-]+)/i
const NAMED = /charset\s*=\s*["']?\s*([\w.:-]+)/i

/**
 * A document's text, by its byte-order mark, else as UTF-8 if it is valid UTF-8 whatever anybody says, else by the
 * charset that the header, the document's prolog or its meta element names and the bytes bear out, else by what the
 * bytes look like (RFC 7303, 3; WHATWG Encoding, 6). Headers lie: servers name their default for whatever they send.
 */
export function decodeDocument(bytes: Uint8Array, contentType: string | undefined): string {
  const text = decodeBytes(bytes, contentType)
  return /[\u0080-\u009f]/.test(text) ? withoutC1(text) : text
}

function decodeBytes(bytes: Uint8Array, contentType: string | undefined): string {
  const wide = wideCharset(bytes)
  if (wide) return decodeAs(bytes, wide).replace(/^\ufeff/, '')
  const utf8 = strictUtf8(bytes)
  // ISO-2022-JP is ASCII with escape sequences.
  if (utf8 !== undefined && !utf8.includes('\u001b$')) return utf8
  if (isMostlyUtf8(bytes)) return mendedUtf8(bytes)
  return decodeAs(bytes, charsetOf(bytes, contentType))
}

/** UTF-16 and UTF-32, by their marks or by the zero bytes of the `<?xm` at the start (XML 1.0, appendix F). */
function wideCharset(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be'
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  const zeros = [a, b, c, d].map((byte) => (byte === 0 ? '0' : 'x')).join('')
  const shapes: Readonly<Record<string, string>> = {
    '0x0x': 'utf-16be',
    x0x0: 'utf-16le',
    '000x': 'utf-32be',
    x000: 'utf-32le',
  }
  return shapes[zeros]
}

/** Without a mark of its own; undefined where one byte is wrong. */
function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** A document in UTF-8 with a few bytes of another charset pasted in: characters of several bytes outnumber what is wrong. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes)
  const damaged = text.split('\ufffd').length - 1
  const beyondAscii = text.length - damaged - (text.match(/\p{ASCII}+/gu) ?? []).join('').length
  return beyondAscii > 2 * damaged
}

/** Reads each wrong byte as windows-1252, which is where pasted quotes and accents come from. */
function mendedUtf8(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes)
  const wrong = text.indexOf('\ufffd')
  if (wrong < 0) return text
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const parts: string[] = []
  let from = 0
  for (let at = 0; at < bytes.length; at++) {
    const length = sequenceLength(bytes, at)
    if (length > 0) {
      at += length - 1
      continue
    }
    parts.push(
      decoder.decode(bytes.subarray(from, at)),
      iconv.decode(Buffer.from([bytes[at]!]), 'windows-1252'),
    )
    from = at + 1
  }
  try {
    return parts.join('') + decoder.decode(bytes.subarray(from))
  } catch {
    return text
  }
}

/** How many bytes the well-formed UTF-8 character at `at` has; 0 where there is none (RFC 3629, 4). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!
  if (first < 0x80) return 1
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
  if (first < 0xc2 || first > 0xf4) return 0
  const second = bytes[at + 1] ?? 0
  const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  if (second < least || second > most) return 0
  for (let next = at + 2; next < at + length; next++)
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0
  return length
}

/** The bytes are no UTF-8. A charset of several bytes a character that fits proves itself; others are believed in order. */
function charsetOf(bytes: Uint8Array, contentType: string | undefined): string {
  const head = Buffer.from(bytes.subarray(0, 2_048)).toString('latin1')
  const named = [NAMED.exec(contentType ?? ''), PROLOG.exec(head), NAMED.exec(head)]
    .flatMap((found) => (found?.[1] ? [widened(found[1])] : []))
    .filter((name) => name !== 'utf-8' && isKnown(name))
  const proven = named.find((name) => isValidIn(bytes, name))
  const single = named.find((name) => !/^(?:gb|big5|shift|euc|ks_c|iso-2022)/.test(name))
  const seen =
    single === undefined || single === 'windows-1252' ? charsetOfContent(bytes) : undefined
  return proven ?? seen ?? single ?? named[0] ?? sniffed(bytes)
}

function isKnown(charset: string): boolean {
  if (iconv.encodingExists(charset)) return true
  try {
    return new TextDecoder(charset).encoding !== 'utf-8'
  } catch {
    return false
  }
}

function sniffed(bytes: Uint8Array): string {
  const found = getEncoding(bytes, { defaultEncoding: 'windows-1252' }).toLowerCase()
  return found !== 'utf-8' && iconv.encodingExists(found) ? found : 'windows-1252'
}

/** The larger set that documents mean when they name the smaller one (WHATWG Encoding, 4.2). */
function widened(name: string): string {
  const plain = name.toLowerCase()
  if (/^(?:x-)?gb(?:k|_?2312.*)$|^euc-cn$|^cp936$/.test(plain)) return 'gb18030'
  if (/^(?:iso-?8859-?1|latin-?1|us-ascii|ascii|cp1252|x-ansi)$/.test(plain)) return 'windows-1252'
  if (plain === 'iso-8859-9') return 'windows-1254'
  if (/^(?:ks_c_5601.*|ksc5601|uhc|cp949|windows-949)$/.test(plain)) return 'euc-kr'
  if (/^(?:x-sjis|sjis|windows-31j|ms_kanji|cp932)$/.test(plain)) return 'shift_jis'
  if (/^big5-?hkscs$|^cp950$/.test(plain)) return 'big5'
  return /^utf-?8$/.test(plain) ? 'utf-8' : plain
}

/** Node's own decoders know what browsers know; iconv-lite the rest. */
function decodeAs(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), charset)
  }
}
