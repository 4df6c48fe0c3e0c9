/** Abbreviations after which a full stop ends no sentence. */
const ABBREVIATION =
  /(?:^|[\s("'])(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|St|Co|Corp|Inc|Ltd|Bros|vs|No|Nos|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|approx|est|cf|e\.g|i\.e|\p{Lu}|(?:\p{Lu}\.)+\p{Lu})\.\s+$/u

let segmenter: Intl.Segmenter | undefined

/**
 * Where the sentences of a normalised text begin, ascending, 0 first. `Intl.Segmenter` cuts, and what it cuts after
 * Mr., Co., vs., U.S. and initials is put together again; after a dotted abbreviation only where a new sentence would
 * not begin with a word that usually does. https://www.unicode.org/reports/tr29/#Sentence_Boundaries
 */
export function sentenceStarts(text: string): readonly number[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' })
  const starts: number[] = []
  let before = ''
  for (const { segment, index } of segmenter.segment(text)) {
    if (index === 0 || !continues(before, segment)) starts.push(index)
    before = segment
  }
  return starts.length > 0 ? starts : [0]
}

const SENTENCE_OPENER =
  /^(?:The|A|An|It|They|He|She|We|But|And|In|On|At|This|That|These|Those|Its|Their|However|Meanwhile)\s/

function continues(before: string, segment: string): boolean {
  if (!ABBREVIATION.test(before)) return false
  return !(/\p{Lu}\.\p{Lu}\.\s+$/u.test(before) && SENTENCE_OPENER.test(segment))
}

/** Which sentence an offset lies in: an index into `starts`. */
export function sentenceAt(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (starts[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return low
}
