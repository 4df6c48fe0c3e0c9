import type { Hit } from './hits.ts'

/** Two hits that belong together, in the order of the text. */
export type Pair = readonly [Hit, Hit]

/** More pairs of one line add nothing. */
const MOST_PAIRS = 24

/**
 * Pairs of a hit of either side, in either order, that do not overlap, stand in one field, and have at most `within`
 * tokens between them, or stand in one sentence. Both lists are in the order of the text.
 */
export function pairsNear(
  left: readonly Hit[],
  right: readonly Hit[],
  within: number | 'sentence',
): readonly Pair[] {
  const pairs: Pair[] = []
  addFollowing(pairs, left, right, within)
  addFollowing(pairs, right, left, within)
  return pairs.sort(([a], [b]) => a.part.order - b.part.order || a.start - b.start)
}

/** For each hit of the earlier list the next one of the later list, if that is near enough. */
function addFollowing(
  pairs: Pair[],
  earlier: readonly Hit[],
  later: readonly Hit[],
  within: number | 'sentence',
): void {
  const most = pairs.length + MOST_PAIRS
  for (const hit of earlier) {
    if (pairs.length >= most) return
    const partner = partnerBehind(hit, later, within)
    if (partner) pairs.push([hit, partner])
  }
}

function partnerBehind(
  hit: Hit,
  others: readonly Hit[],
  within: number | 'sentence',
): Hit | undefined {
  for (let index = firstBehind(hit, others); index < others.length; index++) {
    const other = others[index]!
    if (other.part !== hit.part) return undefined
    if (within !== 'sentence') return other.first - hit.last - 1 <= within ? other : undefined
    const sentence = hit.part.sentenceOfToken(hit.first)
    if (hit.part.sentenceOfToken(other.first) !== sentence) return undefined
    if (hit.part.sentenceOfToken(other.last) === sentence) return other
  }
  return undefined
}

/** The first of the sorted others that begins behind the end of `hit`. */
function firstBehind({ part, last }: Hit, others: readonly Hit[]): number {
  let low = 0
  let high = others.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = others[middle]!
    const isBehind = other.part.order > part.order || (other.part === part && other.first > last)
    if (isBehind) high = middle
    else low = middle + 1
  }
  return low
}
