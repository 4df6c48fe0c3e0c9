import type { Item } from '../source.ts'
import { atom, foundKey, type Atom } from './atom.ts'
import { inHan, inWords } from './spelled.ts'

/** `55%`: also 55.0%, 55 percent, per cent, pct, fifty-five percent, 百分之五十五, and as an end of a range. */
export function percentAtom({ value }: Extract<Item, { sign: 'percent' }>): Atom {
  const key = foundKey({ kind: 'percent', value })
  const words = inWords(value)
  const han = inHan(value)
  return atom({
    key,
    index: [key],
    finds: 'percent',
    fits: (found) => found.kind === 'percent' && found.value === value,
    shown: [
      `${value}%`,
      `${value} percent`,
      `${value} per cent`,
      `${value} pct`,
      ...(words ? [`${words} percent`] : []),
      ...(han ? [`百分之${han}`] : []),
    ],
  })
}
