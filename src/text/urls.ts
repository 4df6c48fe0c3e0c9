/**
 * What may stand in an address behind `://` or `www.` (RFC 3986), letters of other alphabets too; a bracket only with
 * its partner, and no full stop or comma at the end: those are the sentence's. Han and Kana end it: Chinese goes on
 * without a space.
 */
const REST =
  /(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー])[\p{L}\p{M}\p{N}\-._~:/?#@!$&'*+,;=%]|\([^\s()]*\))+(?<![.,:;!?'*])/uy

const COLON = 0x3a
const FULL_STOP = 0x2e

/**
 * Where the address ends that begins with the word from `start` to `end`: https://… or www.…; 0 where none begins. An
 * address says nothing of the news: 2025/08/10 in it is no date of an event, and its words are not the article's.
 */
export function urlEnd(text: string, start: number, end: number): number {
  const behind = text.charCodeAt(end)
  if (behind !== COLON && behind !== FULL_STOP) return 0
  const from = behind === COLON ? behindScheme(text, end) : behindWww(text, start, end)
  if (from === 0) return 0
  REST.lastIndex = from
  return REST.test(text) ? REST.lastIndex : 0
}

function behindScheme(text: string, end: number): number {
  return text.startsWith('://', end) ? end + 3 : 0
}

function behindWww(text: string, start: number, end: number): number {
  if (end - start !== 3) return 0
  return text.slice(start, end).toLowerCase() === 'www' ? end + 1 : 0
}
