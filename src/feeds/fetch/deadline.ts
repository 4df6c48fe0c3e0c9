import { FeedError } from '../../domain/errors.ts'
import { formatDuration } from '../../lib/durations.ts'

/** Ends a request when its time is up or the caller gives up; the signal's reason is a FeedError either way. */
export type Deadline = {
  readonly signal: AbortSignal
  /** Aborts unless the returned function is called within `ms`; the sentence says what did not come. */
  within(ms: number, sentence: string): () => void
  /** Stands still while `work` is under way. */
  pausedFor(work: () => Promise<void>): Promise<void>
  end(): void
}

/** `total` milliseconds from now. No AbortSignal.any: the bot's own signal lives for months and would remember each. */
export function startDeadline(host: string, total: number, outer?: AbortSignal): Deadline {
  const controller = new AbortController()
  function giveUp(): void {
    const { reason } = outer as AbortSignal
    const sentence = 'The request was given up.'
    controller.abort(reason instanceof FeedError ? reason : new FeedError('timeout', sentence))
  }
  function within(ms: number, sentence: string): () => void {
    const timer = setTimeout(() => controller.abort(new FeedError('timeout', sentence)), ms)
    return () => clearTimeout(timer)
  }
  let isEnded = false
  let left = total
  let since = performance.now()
  function start(): () => void {
    since = performance.now()
    return within(
      left,
      `${host} was not done within ${formatDuration(total)}, and was not waited for any longer.`,
    )
  }
  let clear = start()
  if (outer?.aborted) giveUp()
  outer?.addEventListener('abort', giveUp, { once: true })
  return {
    signal: controller.signal,
    within,
    async pausedFor(work) {
      clear()
      left = Math.max(0, left - (performance.now() - since))
      await work()
      if (!isEnded) clear = start()
    },
    end() {
      isEnded = true
      clear()
      outer?.removeEventListener('abort', giveUp)
    },
  }
}
