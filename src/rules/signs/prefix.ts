import { fold } from '../../text/normalise.ts'
import { rawToken } from '../../text/tokens.ts'
import type { Item } from '../source.ts'
import type { Atom } from './atom.ts'
import { isCapitals } from './word.ts'

/** `negotiat*`: any ending. A beginning all in capitals is judged as a word in capitals is. */
export function prefixAtom({ text }: Extract<Item, { sign: 'prefix' }>): Atom {
  const capitals = isCapitals(text)
  return {
    key: `prefix ${capitals ? text : fold(text)}`,
    index: [],
    prefix: fold(text),
    means: capitals ? (tokens, at) => rawToken(tokens, at).startsWith(text) : undefined,
    fits: undefined,
    shown: [`${text}…`],
  }
}
