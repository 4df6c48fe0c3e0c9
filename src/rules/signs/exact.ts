import { fold } from '../../text/normalise.ts'
import { rawToken } from '../../text/tokens.ts'
import type { Item } from '../source.ts'
import { atom, type Atom } from './atom.ts'

/** `=Turkey`: exactly these letters and capitals; in a field without one small letter, these letters. */
export function exactAtom({ text }: Extract<Item, { sign: 'exact' }>): Atom {
  const large = text.toUpperCase()
  return atom({
    key: `exact ${text}`,
    index: [fold(text)],
    means: (tokens, at) => {
      const raw = rawToken(tokens, at)
      return raw === text || (!tokens.hasSmall && raw === large)
    },
    shown: [text],
  })
}
