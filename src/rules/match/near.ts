import type { Hit } from './hit.ts'

/** Two hits that belong together, in the order of the text. */
export type Pair = readonly [Hit, Hit]

/** More pairs of one line, in one order of its sides, add nothing. */
const MOST_PAIRS = 8

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
  const count = pairs.length
  if (left !== right) addFollowing(pairs, right, left, within)
  return count === 0 || count === pairs.length ? pairs : pairs.sort(comparePairs)
}

function comparePairs([a]: Pair, [b]: Pair): number {
  return a.part.order - b.part.order || a.start - b.start
}

/** For each hit of the earlier list the next one of the later list, if that is near enough. */
function addFollowing(
  pairs: Pair[],
  earlier: readonly Hit[],
  later: readonly Hit[],
  within: number | 'sentence',
): void {
  const most = pairs.length + MOST_PAIRS
  let from = 0
  for (let index = 0; index < earlier.length && pairs.length < most; index++) {
    const hit = earlier[index]!
    // Hits of phrases of several lengths may end in another order than they begin: step back a little.
    while (from > 0 && isBehind(later[from - 1]!, hit)) from--
    while (from < later.length && !isBehind(later[from]!, hit)) from++
    const partner = within === 'sentence' ? inSentence(hit, later, from) : later[from]
    if (!partner || partner.part !== hit.part) continue
    if (within === 'sentence' || partner.first - hit.last - 1 <= within) pairs.push([hit, partner])
  }
}

function isBehind(other: Hit, { part, last }: Hit): boolean {
  return other.part === part ? other.first > last : other.part.order > part.order
}

/** The first of the later hits from `from` on that lies wholly in the sentence in which `hit` lies wholly. */
function inSentence(hit: Hit, later: readonly Hit[], from: number): Hit | undefined {
  const { ofToken } = hit.part.sentences
  const sentence = ofToken[hit.first]
  if (ofToken[hit.last] !== sentence) return undefined
  for (let index = from; index < later.length; index++) {
    const other = later[index]!
    if (other.part !== hit.part || ofToken[other.first] !== sentence) return undefined
    if (ofToken[other.last] === sentence) return other
  }
  return undefined
}
