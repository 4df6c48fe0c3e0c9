import type { Passage } from '../../domain/rule.ts'
import { passagesOf, type Found } from './found.ts'
import { joined, MOST_QUOTES, type Quote } from './quote.ts'

/**
 * What shows why a line hit, in the order of the text: the sentences around its hits, cut from the original text; those
 * that show most of its sides, and one for every side.
 */
export function passagesThatShow(found: readonly Found[]): readonly Passage[] {
  return found.length === 1 ? found[0]!.passages() : passagesOf(quotesOfSides(found))
}

function quotesOfSides(found: readonly Found[]): readonly Quote[] {
  let shared = found[0]!.quotes()
  for (let side = 1; side < found.length && shared.length > 0; side++)
    shared = common(shared, found[side]!.quotes())
  if (shared.length > 0) return shared
  const quotes: Quote[] = []
  for (const each of found) addOnce(quotes, each.quotes()[0]!)
  return quotes.slice(0, Math.max(MOST_QUOTES, found.length)).sort(compare)
}

/** Sentences that both show, with the hits of both. */
function common(some: readonly Quote[], others: readonly Quote[]): readonly Quote[] {
  const both: Quote[] = []
  for (const one of some)
    for (const other of others) if (isSame(one, other)) both.push(joined(one, other))
  return both
}

function addOnce(quotes: Quote[], quote: Quote): void {
  const at = quotes.findIndex((each) => isSame(each, quote))
  if (at < 0) quotes.push(quote)
  else quotes[at] = joined(quotes[at]!, quote)
}

function isSame(a: Quote, b: Quote): boolean {
  return a.part === b.part && a.first === b.first && a.last === b.last
}

function compare(a: Quote, b: Quote): number {
  return a.part.order - b.part.order || a.first - b.first
}
