import { fold } from '../../text/normalise.ts'
import { HAN, rawToken, tokenise } from '../../text/tokens.ts'
import type { Item } from '../source.ts'
import { atom, type Atom } from './atom.ts'
import { trouble, type Read, type Written } from './sign.ts'
import { isCapitals } from './word.ts'

/** A piece with a star. */
export function readPrefix({ text, start, end }: Written): Read {
  if (!text.includes('*')) return undefined
  const beginning = text.slice(0, -1)
  const tokens = tokenise(beginning)
  if (tokens.kinds.includes(HAN))
    return trouble(
      'star-han',
      'a star does nothing behind a Chinese or Japanese character',
      `write ${text.replaceAll('*', '')}: it is found inside longer words, too`,
    )
  if (!text.endsWith('*') || beginning.includes('*'))
    return trouble(
      'star-inside',
      'a star stands at the end of a word',
      `write ${text.replaceAll('*', '')}*`,
    )
  if (tokens.count !== 1 || tokens.keys[0]!.length < 3 || !/\p{L}/u.test(beginning))
    return short(beginning)
  return [{ sign: 'prefix', text: rawToken(tokens, 0), start, end }]
}

function short(beginning: string): Read {
  const words = beginning.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  const cure = words.length > 1 ? `write ${words.join(' ')}*` : 'write more of the word'
  return trouble('short-prefix', 'a star needs one word of three letters or more before it', cure)
}

/** `negotiat*`: any ending. A beginning all in capitals is looked for in capitals. */
export function prefixAtom({ text }: Extract<Item, { sign: 'prefix' }>): Atom {
  const inCapitals = isCapitals(text)
  return atom({
    key: `prefix ${inCapitals ? text : fold(text)}`,
    index: [],
    prefix: fold(text),
    means: inCapitals ? (tokens, at) => rawToken(tokens, at).startsWith(text) : undefined,
    shown: [`${text}…`],
  })
}
