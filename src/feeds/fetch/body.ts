import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib'
import { FeedError } from '../../domain/errors.ts'

const decoders = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  'raw deflate': promisify(inflateRaw),
  br: promisify(brotliDecompress),
}
type Decoder = keyof typeof decoders

/**
 * Reads a whole body and undoes its content coding. The source, and with it the socket, is destroyed where `most` bytes
 * are not enough, before or after decoding. Throws FeedError `too-large`, and what zlib throws for a damaged body.
 */
export async function readBody(
  source: Readable,
  coding: string,
  most: number,
): Promise<Uint8Array> {
  return decode(await readRaw(source, most), coding, most)
}

/** Reads the beginning of a body that is not worth a failure of its own; empty where it cannot be read. */
export async function readBeginning(
  source: Readable,
  coding: string,
  most: number,
): Promise<Uint8Array> {
  try {
    return await readBody(source, coding, most)
  } catch {
    return new Uint8Array()
  }
}

async function readRaw(source: Readable, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      size += chunk.length
      if (size > most) throw tooLarge(most)
      chunks.push(chunk)
    }
  } finally {
    source.destroy()
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size)
}

async function decode(bytes: Uint8Array, coding: string, most: number): Promise<Uint8Array> {
  let decoded = bytes
  for (const name of codings(coding)) {
    const decoder = decoderFor(name, decoded)
    if (decoder) decoded = await run(decoder, decoded, most)
  }
  // A file that lies compressed on the server (news.xml.gz) comes without any header that says so.
  return isGzip(decoded) ? run('gzip', decoded, most) : decoded
}

async function run(decoder: Decoder, bytes: Uint8Array, most: number): Promise<Uint8Array> {
  try {
    return await decoders[decoder](bytes, { maxOutputLength: most })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(most)
    throw error
  }
}

function tooLarge(most: number): FeedError {
  const size = most >= 1024 * 1024 ? `${Math.round(most / 1024 / 1024)} MiB` : `${most} bytes`
  return new FeedError('too-large', `The answer is larger than ${size}, and was not read further.`)
}

/** Content codings in the order in which they are undone (RFC 9110, 8.4). */
function codings(header: string): readonly string[] {
  return header
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .toReversed()
}

/** Servers name a coding that a proxy has undone already, and mean two things by deflate (RFC 9110, 8.4.1.2). */
function decoderFor(name: string, bytes: Uint8Array): Decoder | undefined {
  if (bytes.length === 0) return undefined
  if (name === 'gzip' || name === 'x-gzip') return isGzip(bytes) ? 'gzip' : undefined
  if (name === 'deflate') {
    if (bytes[0] === 0x3c || bytes[0] === 0x7b) return undefined
    return (bytes[0]! & 0x0f) === 8 ? 'deflate' : 'raw deflate'
  }
  if (name === 'br') return bytes[0] === 0x3c ? undefined : 'br'
  return undefined
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}
