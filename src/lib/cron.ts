import cron from 'node-cron'
import { DAY } from './durations.ts'

/** Whether node-cron can read an expression of five or six fields: https://nodecron.com/cron-syntax.html */
export function isCron(expression: string): boolean {
  return expression.trim().split(/\s+/).length >= 5 && cron.validate(expression)
}

/** Looks like three fields or more of one, with hours, stars and the like. */
const LIKE_CRON = /^\s*(?:[*?\d]\S*\s+){2}[*?\d]/

/** What is wrong with a text that looks like a cron expression; undefined for one that is good, and for other texts. */
export function cronTrouble(text: string): string | undefined {
  if (isCron(text) || !LIKE_CRON.test(text)) return undefined
  try {
    cron.parse(text)
    return undefined
  } catch (error) {
    return inWords((error as Error).message)
  }
}

const RANGES: Readonly<Record<string, string>> = {
  second: '0-59',
  minute: '0-59',
  hour: '0-23',
  'day of month': '1-31',
  month: '1-12 or jan-dec',
  'week day': '0-7 or sun-sat',
}

function inWords(message: string): string {
  const [, written, field = ''] = /^(.*) is a invalid expression for (.*)$/.exec(message) ?? []
  if (RANGES[field]) return `${written} is no ${field} (${RANGES[field]})`
  const [, found] = /^expected 5 or 6 fields but got (\d+)/.exec(message) ?? []
  if (found) return `it has ${found} fields; five or six are needed`
  return /impossible day/.test(message) ? 'no month that it names has such a day' : message
}

/** Whether an expression is due more than once within a minute. */
export function isCronBelowMinute(expression: string): boolean {
  return cron.parse(expression).second.length > 1
}

/**
 * The next instant after `now` at which an expression is due, in an IANA zone (the machine's where none is given).
 * node-cron counts from the machine's clock: a `now` before that gives the next instant after the machine's.
 */
export function nextCron(expression: string, zone: string | undefined, now: number): number {
  const task = cron.createTask(expression, () => undefined, zone ? { timezone: zone } : {})
  try {
    for (let count = 1; count <= 64; count *= 8) {
      const next = task.getNextRuns(count).find((run) => run.getTime() > now)
      if (next) return next.getTime()
    }
    return now + DAY
  } finally {
    void task.destroy()
  }
}
