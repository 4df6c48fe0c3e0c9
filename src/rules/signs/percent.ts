import type { Item } from '../source.ts'
import { foundKey, type Atom } from './atom.ts'

/** `55%`: also 55.0%, 55 percent, per cent, pct, fifty-five percent, 百分之五十五, and as an end of a range. */
export function percentAtom({ value }: Extract<Item, { sign: 'percent' }>): Atom {
  const key = foundKey({ kind: 'percent', value })
  return {
    key,
    index: [key],
    prefix: undefined,
    means: undefined,
    fits: () => true,
    shown: [`${value}%`, `${value} percent`, `${value} per cent`, `${value} pct`, `百分之${value}`],
  }
}
