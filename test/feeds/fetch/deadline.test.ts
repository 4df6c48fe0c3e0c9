import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startDeadline } from '../../../src/feeds/fetch/deadline.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a deadline stands still while a turn at another host is waited for', async () => {
  const deadline = startDeadline('wire.example', 1000)
  vi.advanceTimersByTime(600)
  const turn = Promise.withResolvers<void>()
  const paused = deadline.pausedFor(() => turn.promise)
  vi.advanceTimersByTime(50_000)
  turn.resolve()
  await paused
  vi.advanceTimersByTime(399)
  expect(deadline.signal.aborted).toBe(false)
  vi.advanceTimersByTime(1)
  expect(deadline.signal.aborted).toBe(true)
  expect((deadline.signal.reason as Error).message).toContain(
    'wire.example was not done within 1 s',
  )
  deadline.end()
})
