import { getEncoding } from 'encoding-sniffer'
import iconv from 'iconv-lite'

const PROLOG = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/i
const HEADER = /charset\s*=\s*["']?([\w.:-]+)/i

/**
 * A document's text: by its byte-order mark, else by what it and the header say if the bytes agree, else by what the
 * bytes look like. UTF-8 that is valid and more than ASCII is UTF-8, whatever anybody says (RFC 7303, 3; WHATWG
 * Encoding, 6).
 */
export function decodeDocument(bytes: Uint8Array, contentType: string | undefined): string {
  const marked = byMark(bytes)
  if (marked !== undefined) return marked
  const wide = wideWithoutMark(bytes)
  if (wide) return iconv.decode(Buffer.from(bytes), wide)
  const utf8 = strictUtf8(bytes)
  if (utf8 !== undefined && !/[\x1b]\$/.test(utf8)) return utf8
  const named = charsetOf(bytes, contentType)
  return iconv.decode(Buffer.from(bytes), named)
}

function byMark(bytes: Uint8Array): string | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return strictUtf8(bytes.subarray(3)) ?? iconv.decode(buffer.subarray(3), 'windows-1252')
  }
  if (bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0xfe && bytes[3] === 0xff)
    return iconv.decode(buffer, 'utf-32be')
  if (bytes[0] === 0xff && bytes[1] === 0xfe && bytes[2] === 0 && bytes[3] === 0)
    return iconv.decode(buffer, 'utf-32le')
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return iconv.decode(buffer, 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return iconv.decode(buffer, 'utf-16be')
  return undefined
}

/** The zero bytes of the `<?xm` at the start tell what it is (XML 1.0, appendix F). */
function wideWithoutMark(bytes: Uint8Array): string | undefined {
  const head = [...bytes.subarray(0, 4)].map((byte) => (byte === 0 ? '0' : 'x')).join('')
  if (head === '0x0x') return 'utf-16be'
  if (head === 'x0x0') return 'utf-16le'
  if (head === '000x') return 'utf-32be'
  return head === 'x000' ? 'utf-32le' : undefined
}

function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** The bytes are no UTF-8: the first charset that is named and known, the document's own before the header's. */
function charsetOf(bytes: Uint8Array, contentType: string | undefined): string {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  const own = PROLOG.exec(head)?.[1]
  const header = HEADER.exec(contentType ?? '')?.[1]
  const meta = HEADER.exec(head)?.[1]
  const named = [header, own, meta].find(
    (name) => name && !/^utf-?8$|ascii/i.test(name) && iconv.encodingExists(widened(name)),
  )
  if (named) return widened(named)
  if ([header, own].some((name) => name && /^utf-?8$/i.test(name)))
    return mostlyUtf8(bytes) ? 'utf-8' : 'windows-1252'
  const sniffed = getEncoding(bytes, { defaultEncoding: 'windows-1252' })
  return iconv.encodingExists(sniffed) ? sniffed : 'windows-1252'
}

/** The larger set that documents mean when they name the smaller one (WHATWG Encoding, 4.2). */
function widened(name: string): string {
  const plain = name.toLowerCase()
  if (plain === 'gb2312' || plain === 'gbk') return 'gb18030'
  if (plain === 'iso-8859-1' || plain === 'latin1' || plain === 'us-ascii') return 'windows-1252'
  if (plain === 'iso-8859-9') return 'windows-1254'
  return plain === 'ks_c_5601-1987' ? 'euc-kr' : plain
}

/** A cut or slightly damaged UTF-8 document is still one: few replacement characters. */
function mostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes)
  const damaged = text.split('\ufffd').length - 1
  const beyondAscii = text.replace(/[\0-\x7f]/g, '').length
  return damaged * 4 < beyondAscii
}
