import { formsOf } from '../../text/forms/index.ts'
import { fold } from '../../text/normalise.ts'
import { rawToken, type Tokens } from '../../text/tokens.ts'
import type { Item } from '../source.ts'
import type { Atom } from './atom.ts'

/** `tariff`: its forms in any capitals. `EDA`: in capitals alone, and with a small s. 稀: itself. */
export function wordAtom({ text }: Extract<Item, { sign: 'word' }>): Atom {
  return isCapitals(text) ? capitalsAtom(text) : formsAtom(text)
}

/** A word all in capitals: EDA, US, H20. */
export function isCapitals(text: string): boolean {
  return text.length > 1 && /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text)
}

/** A word of three Latin letters or more, in small letters. */
export function isSmallLatin(text: string): boolean {
  return /^[a-z]{3,}$/.test(text)
}

function formsAtom(text: string): Atom {
  const forms = formsOf(fold(text))
  return {
    key: `word ${forms[0]}`,
    index: forms,
    prefix: undefined,
    means: undefined,
    fits: undefined,
    shown: forms,
  }
}

/** In a field without one small letter capitals prove nothing: there it matches as it is written. */
function capitalsAtom(text: string): Atom {
  const key = fold(text)
  const plural = `${text}s`
  return {
    key: `capitals ${text}`,
    index: [key, `${key}s`],
    prefix: undefined,
    means: (tokens: Tokens, at: number) => {
      const raw = rawToken(tokens, at)
      return raw === text || raw === plural || (!tokens.hasSmall && raw === plural.toUpperCase())
    },
    fits: undefined,
    shown: [text, plural],
  }
}

/** rareearth for `rare earth`: two small words also stand as one. */
export function compoundAtom(first: string, second: string): Atom {
  const forms = formsOf(second).map((form) => first + form)
  return {
    key: `compound ${first} ${second}`,
    index: forms,
    prefix: undefined,
    means: undefined,
    fits: undefined,
    shown: forms,
  }
}
