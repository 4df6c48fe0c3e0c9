import { HOUR, MINUTE } from '../lib/durations.ts'

/** Hours of a day, by the clock on a wall in `zone`; `from` after `to` runs over midnight. */
export type QuietHours = {
  /** Minutes since midnight. */
  readonly from: number
  readonly to: number
  readonly zone: string
  readonly clock: Intl.DateTimeFormat
}

const WRITTEN = /^\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})(?:\s+(\S+))?\s*$/

/** Reads `22:00-07:00 Europe/Berlin`; without a zone UTC holds. Where it is none, what is wrong, to follow a name. */
export function parseQuiet(text: string): QuietHours | string {
  const found = WRITTEN.exec(text)
  const [from, to] = found ? [minutes(found[1]!, found[2]!), minutes(found[3]!, found[4]!)] : []
  if (from === undefined || to === undefined)
    return `is "${text}"; write quiet hours as 22:00-07:00 Europe/Berlin`
  if (from === to)
    return `is "${text}", which begins and ends at the same minute; write two different times`
  const zone = found![5] ?? 'UTC'
  const clock = clockIn(zone)
  if (!clock)
    return `names the time zone "${zone}", which does not exist; write one such as Europe/Berlin`
  return { from, to, zone, clock }
}

function minutes(hours: string, rest: string): number | undefined {
  const [hour, minute] = [Number(hours), Number(rest)]
  return hour < 24 && minute < 60 ? hour * 60 + minute : undefined
}

function clockIn(zone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
  } catch {
    return undefined
  }
}

/** Whether the wall clock stands within the quiet hours; the first minute does, the last one does not. */
export function isQuiet(quiet: QuietHours, now: number): boolean {
  const [hour, minute] = quiet.clock.format(now).split(':').map(Number)
  const local = hour! * 60 + minute!
  const { from, to } = quiet
  return from < to ? local >= from && local < to : local >= from || local < to
}

/** When the quiet hours that hold at `now` end, epoch milliseconds; `now` itself where none hold. */
export function endOfQuiet(quiet: QuietHours, now: number): number {
  if (!isQuiet(quiet, now)) return now
  // A clock that is put back or forward tonight moves the end: so the wall clock is read minute by minute.
  const minute = now - (now % MINUTE)
  for (let at = minute + MINUTE; at < now + 27 * HOUR; at += MINUTE)
    if (!isQuiet(quiet, at)) return at
  return now + 24 * HOUR
}
