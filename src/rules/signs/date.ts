import type { Item } from '../source.ts'
import { atom, foundKey, type Atom } from './atom.ts'
import { inHan } from './spelled.ts'

type DateItem = Extract<Item, { sign: 'date' }>

const MONTHS =
  'January February March April May June July August September October November December'.split(' ')

/** `<August 10>`: in every spelling; without a year in any year, and never against a year that the text names. */
export function dateAtom({ day, month, year }: DateItem): Atom {
  return atom({
    key: `date ${year ?? ''}-${month}-${day ?? ''}`,
    index: [foundKey({ kind: 'date', year, month, day })],
    finds: 'date',
    fits: (found) => {
      if (found.kind !== 'date' || found.month !== month || found.day !== day) return false
      const isFree = day !== undefined && (year === undefined || found.year === undefined)
      return isFree || found.year === year
    },
    shown: day === undefined ? shownMonth(month, year) : shownDay(day, month, year),
  })
}

function shownMonth(month: number, year: number | undefined): string[] {
  const name = MONTHS[month - 1]!
  return [`${name} ${year}`, `${name.slice(0, 3)}. ${year}`, `${year}年${month}月`]
}

function shownDay(day: number, month: number, year: number | undefined): string[] {
  const name = MONTHS[month - 1]!
  const [behind, ahead] = year === undefined ? ['', ''] : [`, ${year}`, `${year}年`]
  const short = name.length > 4 ? `${name.slice(0, 3)}.` : name
  return [
    `${name} ${day}${behind}`,
    `${short} ${day}${behind}`,
    `${name} ${day}${ordinal(day)}`,
    `${day} ${name}`,
    `${day}${ordinal(day)} of ${name}`,
    `${year ?? '…'}-${two(month)}-${two(day)}`,
    `${ahead}${month}月${day}日`,
    `${inHan(month)}月${inHan(day)}日`,
  ]
}

function ordinal(day: number): string {
  if (day > 10 && day < 14) return 'th'
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
