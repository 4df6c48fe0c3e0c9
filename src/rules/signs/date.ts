import type { Item } from '../source.ts'
import { foundKey, type Atom } from './atom.ts'

const MONTHS =
  'January February March April May June July August September October November December'.split(' ')

/** `<August 10>`: in every spelling; without a year in any year, and never against a year that the text names. */
export function dateAtom({ day, month, year }: Extract<Item, { sign: 'date' }>): Atom {
  return {
    key: `date ${year ?? ''}-${month}-${day ?? ''}`,
    index: [foundKey({ kind: 'date', year, month, day })],
    prefix: undefined,
    means: undefined,
    fits: (found) => {
      if (found.kind !== 'date' || found.month !== month) return false
      if (day === undefined) return found.year === year
      return found.day === day && (!year || !found.year || found.year === year)
    },
    shown: shownDate(day, month, year),
  }
}

function shownDate(day: number | undefined, month: number, year: number | undefined): string[] {
  const name = MONTHS[month - 1]!
  const tail = year === undefined ? '' : ` ${year}`
  if (day === undefined) return [`${name}${tail}`, `${year}年${month}月`]
  const iso = `${year ?? '…'}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return [
    `${name} ${day}${tail}`,
    `${name.slice(0, 3)}. ${day}`,
    `${day} ${name}${tail}`,
    iso,
    `${month}月${day}日`,
  ]
}
