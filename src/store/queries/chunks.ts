/** Well below the number of parameters that any database takes. */
const CHUNK = 256

/**
 * Parts of `all`, each padded to a power of two by repeating its last element: an IN list of
 * few different lengths makes few different statements to prepare.
 */
export function chunks(all: readonly string[]): string[][] {
  const parts: string[][] = []
  for (let start = 0; start < all.length; start += CHUNK) {
    parts.push(padded(all.slice(start, start + CHUNK)))
  }
  return parts
}

function padded(part: readonly string[]): string[] {
  const length = 2 ** Math.ceil(Math.log2(part.length))
  return Array.from({ length }, (_, at) => part[Math.min(at, part.length - 1)] ?? '')
}
