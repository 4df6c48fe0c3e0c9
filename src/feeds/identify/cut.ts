const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
/** The end of a sentence, with the quote or bracket that closes it. */
const SENTENCE_END = /[.!?。！？][)\]"'”’」』）]*(?=\s|$|[\p{Script=Han}])/gu

/**
 * A text cut to at most `most` UTF-16 units: behind a sentence where one ends in the last third, else behind a word with
 * an ellipsis, never inside a character.
 */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  const head = text.slice(0, most - 1)
  const end = [...head.matchAll(SENTENCE_END)].at(-1)
  const sentence = end ? end.index + end[0].length : 0
  if (sentence > (most * 2) / 3) return head.slice(0, sentence)
  const space = head.lastIndexOf(' ')
  return `${head.slice(0, space > Math.max(0, most - 60) ? space : characterEnd(text, most - 1)).trimEnd()}…`
}

/** The last place at or before `most` that lies between two characters as people see them. */
function characterEnd(text: string, most: number): number {
  const from = Math.max(0, most - 60)
  const around = [...segmenter.segment(text.slice(from, most + 60))]
  const last = around.findLast(({ index, segment }) => from + index + segment.length <= most)
  return last ? from + last.index + last.segment.length : most
}
