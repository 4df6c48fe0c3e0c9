import { stem } from '../text/natural.ts'
import { HAN, NUMBER, rawToken, tokenise, type Tokens } from '../text/tokens.ts'
import { LEXICON } from './lexicon.ts'

/**
 * What a text speaks of, in order: concepts, Porter stems of the other words, numbers by value, pairs of Han
 * characters. Words that say nothing are left out.
 */
export function termsOf(text: string): readonly string[] {
  return termsIn(tokenise(text))
}

/** The same of a text that is cut already; `end` is where to stop, in UTF-16 units of the normalised text. */
export function termsIn(tokens: Tokens, end: number = Infinity): readonly string[] {
  const terms: string[] = []
  for (let at = 0; at < tokens.count && tokens.starts[at]! < end; at++) {
    if (tokens.kinds[at] === HAN) {
      if (tokens.kinds[at + 1] === HAN) terms.push(tokens.keys[at]! + tokens.keys[at + 1]!)
      continue
    }
    const phrase = phraseAt(tokens, at)
    if (phrase) {
      terms.push(phrase)
      at++
      continue
    }
    const term = termAt(tokens, at)
    if (term) terms.push(term)
  }
  return terms
}

function phraseAt({ keys }: Tokens, at: number): string | undefined {
  const key = keys[at]!
  return LEXICON.openers.has(key) ? LEXICON.concepts.get(`${key}_${keys[at + 1]}`) : undefined
}

function termAt(tokens: Tokens, at: number): string | undefined {
  const key = tokens.keys[at]!
  // "us" is a country only in capitals.
  if (key === 'us') return rawToken(tokens, at) === 'US' ? '@us' : undefined
  if (tokens.kinds[at] === NUMBER) return `#${key}`
  const quantity = /^(\d+(?:\.\d+)?)(?:m|mn|bn|k|pc|st|nd|rd|th)$/.exec(key)
  if (quantity) return `#${quantity[1]}`
  if (LEXICON.empty.has(key) || key.length < 2) return undefined
  return LEXICON.concepts.get(key) ?? stem(key)
}
