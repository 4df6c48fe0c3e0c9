import { fold } from '../../text/normalise.ts'
import { HAN, rawToken, tokenise } from '../../text/tokens.ts'
import type { Item } from '../source.ts'
import { atom, type Atom } from './atom.ts'
import { trouble, type Read, type Written } from './sign.ts'

/** A piece that begins with `=`. */
export function readExact({ text, start, end }: Written): Read {
  if (!text.startsWith('=')) return undefined
  const tokens = tokenise(text)
  const words = tokens.keys.map((_, index) => rawToken(tokens, index))
  if (tokens.kinds.includes(HAN)) return wrong(`write ${words.join('')}: it has no capitals`)
  if (tokens.count > 1)
    return wrong(`write = before each word: ${words.map((word) => `=${word}`).join(' ')}`)
  if (/^=.*[=*$]/.test(text))
    return wrong(`write =${words[0] ?? 'Turkey'}: no other sign goes with =`)
  if (tokens.count === 0) return wrong('write = right before the word: =Turkey')
  return [{ sign: 'exact', text: words[0]!, start, end }]
}

function wrong(cure: string): Read {
  return trouble('exact-one-word', '= holds for one word', cure)
}

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
