/** Abbreviations after which a full stop ends no sentence; initials and dotted capitals with them. */
const ABBREVIATION =
  /(?<![\p{L}\p{N}])(?:Mr|Mrs|Ms|Messrs|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Maj|Sgt|Capt|Adm|Rev|Hon|St|Mt|Ft|Co|Cos|Corp|Inc|Ltd|Plc|Bros|Dept|vs|v|No|Nos|Art|Sec|Fig|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|approx|est|ca|cf|al|[ap]\.m|e\.g|i\.e|\p{Lu}|(?:\p{Lu}\.)+\p{Lu})\.[ \t]+$/u
/** A line that goes on: no stop before the break, a small letter or a figure behind it. */
const WRAP = /(?<=[^\s.!?。！？][ \t]*)[\n\r](?=[ \t]*[\p{Ll}\p{Nd}])/gu

let segmenter: Intl.Segmenter | undefined

/**
 * Where the sentences of a text begin, ascending, 0 first. `Intl.Segmenter` cuts; what it cuts after Mr., Co., vs.,
 * U.S. and initials, or at the end of a wrapped line, is put together again.
 * https://www.unicode.org/reports/tr29/#Sentence_Boundaries
 */
export function sentenceStarts(text: string): readonly number[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' })
  const flowing = text.includes('\n') ? text.replace(WRAP, ' ') : text
  const starts: number[] = [0]
  for (const { index } of segmenter.segment(flowing)) {
    if (index === 0) continue
    const before = flowing.slice(Math.max(0, index - 12), index)
    const isMended = ABBREVIATION.test(before) && !isOpening(before, flowing, index)
    if (!isMended) starts.push(index)
  }
  return starts
}

/** A word that opens sentences and follows no abbreviated country in the middle of one. */
const OPENER = /(?:An?|And|At|But|He|However|In|It|On|She|That|The|These|They|This|Those|We)[ ,]/y

function isOpening(before: string, text: string, index: number): boolean {
  OPENER.lastIndex = index
  return /\p{Lu}\.\p{Lu}\.[ \t]+$/u.test(before) && OPENER.test(text)
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
