import { tokenAt, type Hit, type Hits } from './hit.ts'

/** Hits that belong together, two by two in one list, each two in the order of the text. */
export type Pairs = readonly Hit[]

/** More pairs of one line, in one order of its sides, add nothing. */
const MOST_PAIRS = 8

/**
 * Pairs of a hit of either side, in either order, that do not overlap, stand in one field, and have at most `within`
 * tokens between them, or stand in one sentence. Both lists are in the order of the text, and so are the pairs.
 */
export function pairsNear(
  left: readonly Hit[],
  right: readonly Hit[],
  within: number | 'sentence',
  hits: Hits,
): Pairs {
  const count = addFollowing(0, left, right, within, hits)
  const all = left === right ? count : addFollowing(count, right, left, within, hits)
  return all === 0 ? NONE : inOrder(count, all, hits)
}

const NONE: Pairs = []

/** The pairs that are being made, first those in the one order of the sides. An array of their own for each would mostly stay empty. */
const made = new Int32Array(4 * MOST_PAIRS)

/** For each hit of the earlier list the next one of the later list, if that is near enough; where the next pair goes. */
function addFollowing(
  from: number,
  earlier: readonly Hit[],
  later: readonly Hit[],
  within: number | 'sentence',
  hits: Hits,
): number {
  const { firsts, lasts } = hits
  const most = from + 2 * MOST_PAIRS
  let to = from
  let next = 0
  for (let at = 0; at < earlier.length && to < most; at++) {
    const hit = earlier[at]!
    const last = lasts[hit]!
    // Hits of phrases of several lengths may end in another order than they begin: step back a little.
    while (next > 0 && firsts[later[next - 1]!]! > last) next--
    while (next < later.length && firsts[later[next]!]! <= last) next++
    if (next === later.length) continue
    const partner = within === 'sentence' ? inSentence(hit, later, next, hits) : later[next]!
    if (partner === undefined) continue
    // Positions in different fields are millions apart.
    if (within !== 'sentence' && firsts[partner]! - last - 1 > within) continue
    made[to++] = hit
    made[to++] = partner
  }
  return to
}

/** The first of the later hits from `from` on that lies wholly in the sentence in which `hit` lies wholly. */
function inSentence(hit: Hit, later: readonly Hit[], from: number, hits: Hits): Hit | undefined {
  const { firsts, lasts, orders } = hits
  const { ofToken } = hits.partOf(hit).sentences
  const sentence = ofToken[tokenAt(firsts[hit]!)]
  if (ofToken[tokenAt(lasts[hit]!)] !== sentence) return undefined
  for (let index = from; index < later.length; index++) {
    const other = later[index]!
    if (orders[other] !== orders[hit] || ofToken[tokenAt(firsts[other]!)] !== sentence)
      return undefined
    if (ofToken[tokenAt(lasts[other]!)] === sentence) return other
  }
  return undefined
}

/** The pairs made, up to `count` in one order and from there to `all` in the other: each in the order of the text. */
function inOrder(count: number, all: number, { firsts }: Hits): Pairs {
  const pairs = Array<Hit>(all)
  for (let to = 0, a = 0, b = count; to < all;) {
    const isFirst = b === all || (a < count && firsts[made[a]!]! <= firsts[made[b]!]!)
    pairs[to++] = made[isFirst ? a++ : b++]!
    pairs[to++] = made[isFirst ? a++ : b++]!
  }
  return pairs
}
