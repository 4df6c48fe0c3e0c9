import { fold } from '../../text/normalise.ts'
import { rawToken } from '../../text/tokens.ts'
import type { Item } from '../source.ts'
import { atom, type Atom } from './atom.ts'
import { isCapitals } from './word.ts'

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
