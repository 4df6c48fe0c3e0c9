import { DAY, HOUR, MINUTE, SECOND } from '../lib/durations.ts'

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
]

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** `5 minutes ago`, `in 2 hours`; both instants in epoch milliseconds. */
export function ago(at: number, now: number): string {
  const difference = at - now
  if (!Number.isFinite(difference)) return 'at an unknown time'
  if (Math.abs(difference) < SECOND) return 'now'
  const [unit, size] = UNITS.find(([, ms]) => Math.abs(difference) >= ms)!
  return relative.format(Math.trunc(difference / size), unit)
}

/** `14:02 UTC` on the day before `now`, with its date where it lies further back. */
export function recently(at: number, now: number): string {
  return Math.abs(now - at) < DAY ? day(at).slice(11) : day(at)
}

/** `2025-08-10 14:02 UTC`. */
export function day(at: number): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return 'at an unknown time'
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
