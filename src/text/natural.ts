import { DamerauLevenshteinDistance } from 'natural/lib/natural/distance/levenshtein_distance.js'
import porter from 'natural/lib/natural/stemmers/porter_stemmer.js'

/** How many letters must be added, dropped, changed or swapped to make `b` of `a`; the first 60 are looked at. */
export function editDistance(a: string, b: string): number {
  return DamerauLevenshteinDistance(a.slice(0, 60), b.slice(0, 60))
}

/** The candidate that was probably meant: the nearest one, if at most a third of the letters differ. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (distance < least) [best, least] = [candidate, distance]
  }
  return best
}

const stems = new Map<string, string>()
const MOST_STEMS = 50_000

/** The Porter stem of a folded Latin word: tariffs → tariff, halting → halt. For grouping alone, never for matching. */
export function stem(word: string): string {
  const known = stems.get(word)
  if (known !== undefined) return known
  const made = porter.stem(word)
  if (stems.size >= MOST_STEMS) stems.clear()
  stems.set(word, made)
  return made
}
