import { Found, type Rooms } from './found.ts'
import type { Hit, Hits } from './hit.ts'

/** Several rows as one, in the order of the text; what two terms found at one place stands once. */
export function together(found: readonly Found[], rooms: Rooms): Found | undefined {
  const [one, other, ...more] = found
  if (!other) return one
  const { hits } = rooms
  const from = hits.count
  if (more.length === 0) addUnion(one!, other, hits)
  else addSorted(found, hits)
  return new Found(rooms, from, hits.count, 1)
}

function addUnion(some: Found, others: Found, hits: Hits): void {
  for (let a = some.from, b = others.from; a < some.to || b < others.to;) {
    const order = a === some.to ? 1 : b === others.to ? -1 : compare(a, b, hits)
    hits.copy(order <= 0 ? a : b)
    if (order <= 0) a++
    if (order >= 0) b++
  }
}

/** Of many rows at once: to take in one after the other would go over the first ones again and again. */
function addSorted(found: readonly Found[], hits: Hits): void {
  const list = found.flatMap(hitsOf)
  list.sort((a, b) => compare(a, b, hits))
  for (const [at, hit] of list.entries())
    if (at === 0 || compare(list[at - 1]!, hit, hits) !== 0) hits.copy(hit)
}

/** The numbers of a row. */
export function hitsOf({ from, to }: Found): readonly Hit[] {
  return Array.from({ length: to - from }, (_, index) => from + index)
}

function compare(a: Hit, b: Hit, hits: Hits): number {
  return hits.firsts[a]! - hits.firsts[b]! || hits.endOf(a) - hits.endOf(b)
}
