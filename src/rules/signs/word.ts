import { formsOf } from '../../text/forms/index.ts'
import { fold, originalEnd, originalStart } from '../../text/normalise.ts'
import { NUMBER, rawToken, tokenise } from '../../text/tokens.ts'
import type { Item } from '../source.ts'
import { atom, type Atom } from './atom.ts'
import { trouble, type Read, type Written } from './sign.ts'

/** The words of a piece, cut as any text is: rare-earth is two, 稀土 is two, U.S. is US. */
export function readWords({ text, start }: Written): Read {
  const tokens = tokenise(text)
  if (tokens.count === 0)
    return trouble('no-word', `there is no word in ${text}`, 'write a word, or remove it')
  return tokens.keys.map((key, index): Item => {
    const from = start + originalStart(tokens.source, tokens.starts[index]!)
    const to = start + originalEnd(tokens.source, tokens.ends[index]!)
    const word = tokens.kinds[index] === NUMBER ? key : rawToken(tokens, index).replaceAll(',', '')
    return { sign: 'word', text: word, start: from, end: to }
  })
}

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
