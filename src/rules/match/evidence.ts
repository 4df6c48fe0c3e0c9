import type { Passage, Span } from '../../domain/rule.ts'
import { passageWith, spansAt, type Found, type Rooms } from './found.ts'
import { merged } from './quote.ts'
import type { Stretch, Stretches } from './stretch.ts'

/**
 * What shows why a line hit, in the order of the text: the sentences around its hits, cut from the original text; those
 * that show most of its sides, and one for every side.
 */
export function passagesThatShow(found: readonly Found[], rooms: Rooms): readonly Passage[] {
  const [first, ...others] = found
  if (others.length === 0) return first!.passages()
  return sharedPassages(first!, others, rooms) ?? firstPassages(found, rooms)
}

/** The same of two sides: most lines that join two words come here. */
export function passagesOfBoth(one: Found, other: Found, rooms: Rooms): readonly Passage[] {
  const shared = sharedPassages(one, [other], rooms)
  if (shared) return shared
  // What either shows first is there already.
  return compare(one.stretch, other.stretch, rooms.stretches) <= 0
    ? [one.passage(), other.passage()]
    : [other.passage(), one.passage()]
}

/** Sentences that all sides show, with the hits of all; undefined where there are none. */
function sharedPassages(
  first: Found,
  others: readonly Found[],
  rooms: Rooms,
): Passage[] | undefined {
  let shared: Passage[] | undefined
  const end = first.stretchEnd
  for (let stretch = first.stretch; stretch < end; stretch++) {
    const passage = sharedPassage(stretch, others, rooms)
    if (!passage) continue
    if (shared) shared.push(passage)
    else shared = [passage]
  }
  return shared
}

function sharedPassage(
  stretch: Stretch,
  others: readonly Found[],
  rooms: Rooms,
): Passage | undefined {
  let spans: readonly Span[] | undefined
  for (const other of others) {
    const same = sameIn(other, stretch, rooms.stretches)
    if (same < 0) return undefined
    spans = merged(spans ?? spansAt(rooms, stretch), spansAt(rooms, same))
  }
  return spans && passageWith(rooms, stretch, spans)
}

/** The stretch of the same sentences; -1: there is none. */
function sameIn(found: Found, stretch: Stretch, stretches: Stretches): Stretch {
  const end = found.stretchEnd
  for (let each = found.stretch; each < end; each++)
    if (compare(each, stretch, stretches) === 0) return each
  return -1
}

/** What each side shows first; the same sentences once, with the hits of all. */
function firstPassages(found: readonly Found[], rooms: Rooms): readonly Passage[] {
  const { stretches } = rooms
  const ordered = found.map(({ stretch }) => stretch).toSorted((a, b) => compare(a, b, stretches))
  const passages: Passage[] = []
  for (let at = 0; at < ordered.length;) {
    const stretch = ordered[at]!
    let spans = spansAt(rooms, stretch)
    for (at++; at < ordered.length && compare(ordered[at]!, stretch, stretches) === 0; at++)
      spans = merged(spans, spansAt(rooms, ordered[at]!))
    passages.push(passageWith(rooms, stretch, spans))
  }
  return passages
}

/** By first and last sentence; fields are far apart. */
function compare(a: Stretch, b: Stretch, { firsts, lasts }: Stretches): number {
  return firsts[a]! - firsts[b]! || lasts[a]! - lasts[b]!
}
