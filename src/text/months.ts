/** A day or a month, as far as the text says it. */
export type FoundDate = {
  readonly year: number | undefined
  /** 1 to 12. */
  readonly month: number
  /** Undefined: the whole month; then the year is known. */
  readonly day: number | undefined
}

const NAMES =
  'january february march april may june july august september october november december'.split(' ')
const MONTHS = new Map([
  ...NAMES.flatMap((name, index): [string, number][] => [
    [name, index + 1],
    [name.slice(0, 3), index + 1],
  ]),
  ['sept', 9],
])

/** 1 to 12 for a folded month's name or its short form; undefined for any other word. */
export function monthNamed(key: string): number | undefined {
  return MONTHS.get(key)
}

/** The English name of a month, 1 to 12. */
export function monthName(month: number): string {
  const name = NAMES[month - 1] ?? ''
  return name.slice(0, 1).toUpperCase() + name.slice(1)
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Whether the day exists in the month (29 February does without a year). */
export function isDay(day: number, month: number, year: number = 2024): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const length = month === 2 && isLeap ? 29 : LENGTHS[month - 1]
  return length !== undefined && day >= 1 && day <= length
}
