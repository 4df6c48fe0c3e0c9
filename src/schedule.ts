import cron, { type ScheduledTask } from 'node-cron'
import type { Log } from './domain/ports.ts'

/** What happens when, and how to stop it. */
export type Job = {
  readonly name: string
  /** A cron expression with seconds: https://nodecron.com/cron-syntax.html */
  readonly when: string
  readonly run: () => Promise<unknown>
}

export type Schedule = { start(): void; stop(): Promise<void> }

/**
 * Runs each job at its times, never twice at once: a tick that finds the last one still at work is left out.
 * A job that throws is logged and runs again at its next time.
 */
export function createSchedule(jobs: readonly Job[], log: Log): Schedule {
  const running = new Map<string, Promise<unknown>>()
  let tasks: ScheduledTask[] = []

  async function attempt(job: Job): Promise<void> {
    try {
      await job.run()
    } catch (error) {
      log.error('job-failed', { job: job.name, error })
    } finally {
      running.delete(job.name)
    }
  }

  function tick(job: Job): void {
    if (!running.has(job.name)) running.set(job.name, attempt(job))
  }

  return {
    start() {
      // node-cron would write its own warnings to the console when the machine slept.
      tasks = jobs.map((job) =>
        cron.schedule(job.when, () => tick(job), { suppressMissedWarning: true }),
      )
    },
    async stop() {
      for (const task of tasks) await task.destroy()
      tasks = []
      await Promise.allSettled(running.values())
    },
  }
}
