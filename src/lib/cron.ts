import cron from 'node-cron'
import { DAY } from './durations.ts'

/** Whether node-cron can read an expression of five or six fields: https://nodecron.com/cron-syntax.html */
export function isCron(expression: string): boolean {
  return expression.trim().split(/\s+/).length >= 5 && cron.validate(expression)
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
