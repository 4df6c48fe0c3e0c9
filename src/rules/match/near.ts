import { Found, type Rooms } from './found.ts'
import { indexAt, orderAt, type Hit, type Hits } from './hit.ts'

const SENTENCE = -1

/** More pairs of one line, in one order of its sides, add nothing. */
const MOST_PAIRS = 8

/**
 * Pairs of a hit of either side, in either order, that do not overlap, stand in one field, and have at most `within`
 * tokens between them, or stand in one sentence; undefined where there are none. Each pair is in the order of the text.
 */
export function pairsNear(
  left: Found,
  right: Found,
  within: number | 'sentence',
  rooms: Rooms,
): Found | undefined {
  const { hits } = rooms
  // Numbers alone: to compare what may be a text or a number takes longer than all else in the loop.
  const tokens = within === 'sentence' ? SENTENCE : within
  const count = addFollowing(0, left, right, tokens, hits)
  const all = left === right ? count : addFollowing(count, right, left, tokens, hits)
  if (all === 0) return undefined
  const from = copyInOrder(count, all, hits)
  return new Found(rooms, from, from + all, 2)
}

/** The pairs that are being made, first those in the one order of the sides. An array of their own for each would mostly stay empty. */
const made = new Int32Array(4 * MOST_PAIRS)

/** For each hit of the earlier side the next one of the later side, if that is near enough; where the next pair goes. */
function addFollowing(
  from: number,
  earlier: Found,
  later: Found,
  within: number,
  hits: Hits,
): number {
  const { firsts, lasts } = hits
  const most = from + 2 * MOST_PAIRS
  let to = from
  let next = later.from
  for (let hit = earlier.from; hit < earlier.to && to < most; hit++) {
    const last = lasts[hit]!
    // Hits of phrases of several lengths may end in another order than they begin: step back a little.
    while (next > later.from && firsts[next - 1]! > last) next--
    while (next < later.to && firsts[next]! <= last) next++
    if (next === later.to) {
      if (firsts[hit]! > firsts[next - 1]!) break
      continue
    }
    const partner = within === SENTENCE ? inSentence(hit, next, later.to, hits) : next
    if (partner < 0) continue
    // Positions in different fields are millions apart.
    if (within !== SENTENCE && firsts[partner]! - last - 1 > within) continue
    made[to++] = hit
    made[to++] = partner
  }
  return to
}

/** The first of the later hits from `from` on that lies wholly in the sentence in which `hit` lies wholly; -1: none. */
function inSentence(hit: Hit, from: Hit, to: Hit, hits: Hits): Hit {
  const { firsts, lasts } = hits
  const order = orderAt(firsts[hit]!)
  const { ofToken } = hits.part(order).sentences
  const sentence = ofToken[indexAt(firsts[hit]!)]
  if (ofToken[indexAt(lasts[hit]!)] !== sentence) return -1
  for (let other = from; other < to; other++) {
    if (orderAt(firsts[other]!) !== order || ofToken[indexAt(firsts[other]!)] !== sentence)
      return -1
    if (ofToken[indexAt(lasts[other]!)] === sentence) return other
  }
  return -1
}

/**
 * The pairs made, up to `count` in one order and from there to `all` in the other, as a row in the order of the text;
 * where it begins.
 */
function copyInOrder(count: number, all: number, hits: Hits): Hit {
  const begin = hits.reserve(all)
  const { firsts, lasts, ends } = hits
  for (let to = begin, a = 0, b = count; a < count || b < all; to += 2) {
    const isFirst = b === all || (a < count && firsts[made[a]!]! <= firsts[made[b]!]!)
    const from = isFirst ? a : b
    for (let side = 0; side < 2; side++) {
      const hit = made[from + side]!
      firsts[to + side] = firsts[hit]!
      lasts[to + side] = lasts[hit]!
      ends[to + side] = ends[hit]!
    }
    if (isFirst) a += 2
    else b += 2
  }
  return begin
}
