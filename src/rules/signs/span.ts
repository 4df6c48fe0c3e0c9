import type { Item } from '../source.ts'
import { foundKey, type Atom } from './atom.ts'

/** `<90 days>`: 90-day, ninety days, 90 more days, 90天, 90日間. */
export function spanAtom({ count, unit }: Extract<Item, { sign: 'span' }>): Atom {
  const key = foundKey({ kind: 'span', count, unit })
  return {
    key,
    index: [key],
    prefix: undefined,
    means: undefined,
    fits: () => true,
    shown: [`${count} ${unit}s`, `${count}-${unit}`, `${count} more ${unit}s`],
  }
}
