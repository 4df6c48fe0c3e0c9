import { datesIn, isDay, monthNamed } from '../../text/dates.ts'
import { fold } from '../../text/normalise.ts'
import { tokenise } from '../../text/tokens.ts'
import type { Item } from '../source.ts'
import { atom, foundKey, type Atom } from './atom.ts'
import { trouble, type Read, type Trouble, type Written } from './sign.ts'
import { inHan } from './spelled.ts'

type DateItem = Extract<Item, { sign: 'date' }>

const MONTHS =
  'January February March April May June July August September October November December'.split(' ')

/** What stands in angle brackets, if it is a date from end to end. */
export function readDate({ text, start, end }: Written): Read {
  const tokens = tokenise(capitalised(text))
  const dates = datesIn(tokens)
  const [date] = dates
  if (dates.length === 1 && date!.first === 0 && date!.last === tokens.count - 1) {
    const { day, month, year } = date!
    return [{ sign: 'date', day, month, year, start, end }]
  }
  return dates.length === 0 ? (ambiguousDate(text) ?? impossibleDate(text)) : undefined
}

/** May is known by its capital in running text; in a term nobody means the verb. */
function capitalised(text: string): string {
  return text.replace(/\p{L}+/gu, (word) =>
    monthNamed(fold(word)) === undefined ? word : word[0]!.toUpperCase() + word.slice(1),
  )
}

/** 8/10, which is August 10 to some and 8 October to others. */
export function ambiguousDate(text: string): Trouble | undefined {
  const [, one, two] = /^\s*(\d\d?)[/.](\d\d?)(?:[/.](?:\d\d|\d{4}))?\s*$/.exec(text) ?? []
  const days = [
    [one, two],
    [two, one],
  ]
    .map(([month, day]) => [Number(month), Number(day)] as const)
    .filter(([month, day]) => month >= 1 && month <= 12 && isDay(day, month))
  if (days.length === 0) return undefined
  const cures = new Set(days.map(([month, day]) => `<${MONTHS[month - 1]} ${day}>`))
  return trouble(
    'ambiguous-date',
    `${text.trim()} may be two dates`,
    `write ${[...cures].join(' or ')}`,
  )
}

/** February 30, 2025-13-01, 8月32日. */
function impossibleDate(text: string): Trouble | undefined {
  const named = text.match(/\p{L}+/gu)?.some((word) => monthNamed(fold(word)) !== undefined)
  const isWritten = /^\s*\d{4}-\d\d?-\d\d?\s*$|\d月\d+[日号號]/.test(text)
  if (!isWritten && !(named && /\d/.test(text))) return undefined
  return trouble('impossible-date', `there is no ${text.trim()}`, 'write a day that exists')
}

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
