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
  return `${(space > most - 60 ? head.slice(0, space) : wholeGraphemes(head)).trimEnd()}…`
}

/** Without a last character that the cut went through. */
function wholeGraphemes(text: string): string {
  const start = Math.max(0, text.length - 40)
  const last = [...segmenter.segment(text.slice(start))].at(-1)
  return last ? text.slice(0, start + last.index) : text
}
