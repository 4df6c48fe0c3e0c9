import type { Passage } from '../../domain/rule.ts'
import type { Found } from './found.ts'
import { joined, passageOf, type Quote } from './quote.ts'

/**
 * What shows why a line hit, in the order of the text: the sentences around its hits, cut from the original text; those
 * that show most of its sides, and one for every side.
 */
export function passagesThatShow(found: readonly Found[]): readonly Passage[] {
  if (found.length === 1) return found[0]!.passages()
  const shared = sharedQuotes(found)
  if (shared.length > 0) return shared.map(passageOf)
  return found.length === 2 ? oneOfEach(found[0]!, found[1]!) : firstQuotes(found).map(passageOf)
}

function sharedQuotes(found: readonly Found[]): readonly Quote[] {
  let shared = found[0]!.quotes()
  for (let side = 1; side < found.length && shared.length > 0; side++)
    shared = common(shared, found[side]!.quotes())
  return shared
}

/** Two sides that share no sentence: what either shows first, which is there already. */
function oneOfEach(one: Found, other: Found): readonly Passage[] {
  const isInOrder = compare(one.quotes()[0]!, other.quotes()[0]!) <= 0
  const [a, b] = [one.passages()[0]!, other.passages()[0]!]
  return isInOrder ? [a, b] : [b, a]
}

function firstQuotes(found: readonly Found[]): readonly Quote[] {
  const quotes: Quote[] = []
  for (const each of found) addInOrder(quotes, each.quotes()[0]!)
  return quotes
}

/** Sentences that both show, with the hits of both. */
function common(some: readonly Quote[], others: readonly Quote[]): readonly Quote[] {
  let both: Quote[] | undefined
  for (const one of some)
    for (const other of others) {
      if (!isSame(one, other)) continue
      const quote = joined(one, other)
      if (both) both.push(quote)
      else both = [quote]
    }
  return both ?? NONE
}

const NONE: readonly Quote[] = []

/** A quote of the same sentences takes it in. */
function addInOrder(quotes: Quote[], quote: Quote): void {
  const same = quotes.findIndex((each) => isSame(each, quote))
  if (same >= 0) {
    quotes[same] = joined(quotes[same]!, quote)
    return
  }
  let at = quotes.length
  for (; at > 0 && compare(quotes[at - 1]!, quote) > 0; at--) quotes[at] = quotes[at - 1]!
  quotes[at] = quote
}

function isSame(a: Quote, b: Quote): boolean {
  return a.first === b.first && a.last === b.last && a.part === b.part
}

function compare(a: Quote, b: Quote): number {
  return a.part.order - b.part.order || a.first - b.first || a.last - b.last
}
