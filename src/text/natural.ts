import { DamerauLevenshteinDistance } from 'natural/lib/natural/distance/levenshtein_distance.js'

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
