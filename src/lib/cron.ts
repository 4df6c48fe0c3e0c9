import cron from 'node-cron'
import { DAY, SECOND } from './durations.ts'

/** Whether node-cron can read an expression: https://nodecron.com/cron-syntax.html */
export function isCron(expression: string): boolean {
  return expression.trim().split(/\s+/).length >= 5 && cron.validate(expression)
}

/** The next instant after `now` at which an expression is due, in a zone; a day later where it never is. */
export function nextCron(expression: string, zone: string | undefined, now: number): number {
  const task = cron.createTask(expression, () => undefined, zone ? { timezone: zone } : {})
  const next = task.getNextRuns(1)[0]
  void task.destroy()
  return Math.max(now + SECOND, next?.getTime() ?? now + DAY)
}
