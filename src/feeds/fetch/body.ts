import { pipeline, type Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { FeedError } from '../../domain/errors.ts'

/**
 * Reads a body, decoded of its content coding, up to `most` decoded bytes; the source is destroyed where that is not
 * enough. Throws FeedError `too-large`, and what zlib throws for a damaged or cut one.
 */
export async function readBody(
  source: Readable,
  coding: string,
  most: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const decoded = decoders(coding).reduce<Readable>(
    // The error of either side destroys both; it is thrown by the loop below.
    (input, decoder) => pipeline(input, decoder, () => undefined) as unknown as Readable,
    source,
  )
  const chunks: Uint8Array[] = []
  let size = 0
  const stop = () => decoded.destroy(signal.reason as Error)
  signal.addEventListener('abort', stop, { once: true })
  try {
    for await (const chunk of decoded as AsyncIterable<Uint8Array>) {
      size += chunk.length
      if (size > most) throw tooLarge(most)
      chunks.push(chunk)
    }
  } finally {
    signal.removeEventListener('abort', stop)
    decoded.destroy()
    source.destroy()
  }
  return Buffer.concat(chunks, size)
}

function tooLarge(most: number): FeedError {
  const mebibytes = Math.round(most / 1024 / 1024)
  return new FeedError('too-large', `The answer is larger than ${mebibytes} MiB.`)
}

/** Content codings in the order in which they are undone (RFC 9110, 8.4). */
function decoders(coding: string) {
  return coding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .toReversed()
    .flatMap((name) => {
      if (name === 'gzip' || name === 'x-gzip') return [createGunzip()]
      if (name === 'deflate') return [createInflate()]
      return name === 'br' ? [createBrotliDecompress()] : []
    })
}
