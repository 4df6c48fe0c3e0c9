declare module 'natural/lib/natural/distance/levenshtein_distance.js' {
  export function DamerauLevenshteinDistance(source: string, target: string): number
}

declare module 'natural/lib/natural/stemmers/porter_stemmer.js' {
  const stemmer: { stem(word: string): string }
  // The package is CommonJS: its exports are the default import.
  // oxlint-disable-next-line import/no-default-export
  export default stemmer
}
