import { fold } from '../../text/normalise.ts'
import { rawToken } from '../../text/tokens.ts'
import type { Item } from '../source.ts'
import type { Atom } from './atom.ts'

/** `=Turkey`: exactly these letters and capitals; in a field without small letters, these letters. */
export function exactAtom({ text }: Extract<Item, { sign: 'exact' }>): Atom {
  return {
    key: `exact ${text}`,
    index: [fold(text)],
    prefix: undefined,
    means: (tokens, at) => !tokens.hasSmall || rawToken(tokens, at) === text,
    fits: undefined,
    shown: [`=${text}`],
  }
}
