import { formsOf } from '../../text/forms/index.ts'
import { fold } from '../../text/normalise.ts'
import { rawToken } from '../../text/tokens.ts'
import type { Item } from '../source.ts'
import { atom, type Atom } from './atom.ts'

/** `tariff`: its forms in any capitals. `EDA`: in capitals alone, and with a small s. 稀: itself. */
export function wordAtom({ text }: Extract<Item, { sign: 'word' }>): Atom {
  const capitals = capitalsOf(text)
  return capitals === undefined ? formsAtom(text) : capitalsAtom(capitals)
}

/** A word all in capitals, figures and & beside them: EDA, US, H20, AT&T. */
export function isCapitals(text: string): boolean {
  return /\p{Lu}/u.test(text) && text === text.toUpperCase()
}

/** The capitals of a word that stands for them: EDA; also of MOUs, its form with a small s. */
function capitalsOf(text: string): string | undefined {
  if (isCapitals(text)) return text
  const single = /^(.{2,})s$/u.exec(text)?.[1]
  return single !== undefined && isCapitals(single) ? single : undefined
}

/** A word of three Latin letters or more, in small letters. */
export function isSmallLatin(text: string): boolean {
  return /^\p{Ll}{3,}$/u.test(text) && /^[a-z]+$/.test(fold(text))
}

function formsAtom(text: string): Atom {
  const forms = formsOf(fold(text))
  return atom({ key: `word ${forms.join(' ')}`, index: forms, shown: forms })
}

/** In a field without one small letter capitals prove nothing, and there it stands as it is written. */
function capitalsAtom(text: string): Atom {
  const [key, plural] = [fold(text), `${text}s`]
  return atom({
    key: `capitals ${text}`,
    index: [key, `${key}s`],
    means: (tokens, at) => {
      const raw = rawToken(tokens, at)
      return raw === text || raw === plural
    },
    shown: [text, plural],
  })
}

/** rareearth for `rare earth`: two small words also stand as one. */
export function compoundAtom(first: string, second: string): Atom {
  const forms = formsOf(fold(second)).map((form) => fold(first) + form)
  return atom({ key: `compound ${forms.join(' ')}`, index: forms, shown: forms })
}
