import type { Tokens } from '../text/tokens.ts'

/** Words in a row that make a shingle. */
const WIDTH = 4
/** Tokens that are looked at: a wire copy shows itself in its first sentences. */
const MOST = 120

/** Hashes of every four tokens in a row: texts that share most of them are copies of one wire story. */
export function shinglesOf({ keys }: Tokens): ReadonlySet<number> {
  const shingles = new Set<number>()
  for (let at = 0; at + WIDTH <= Math.min(keys.length, MOST); at++) shingles.add(hash(keys, at))
  return shingles
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(keys: readonly string[], from: number): number {
  let value = 0x811c9dc5
  for (let at = from; at < from + WIDTH; at++) {
    const key = keys[at]!
    for (let index = 0; index < key.length; index++)
      value = Math.imul(value ^ key.charCodeAt(index), 0x01000193)
    value = Math.imul(value ^ 32, 0x01000193)
  }
  return value >>> 0
}

/** How much of the shorter text stands in the other one, 0 to 1; 0 where either is too short to tell. */
export function overlap(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  if (small.size < 8) return 0
  let shared = 0
  for (const shingle of small) if (large.has(shingle)) shared++
  return shared / small.size
}
