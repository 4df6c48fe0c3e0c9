import type { Notice, NoticeCard } from '../domain/alert.ts'

export type NoticeInput = {
  /** What happened, as a stable word: `feed-silent`. */
  readonly kind: string
  /** What it happened to: a feed's id, a file. */
  readonly subject: string
  /** How often it may be told: once a `day`, once an `hour`, or once for `ever`. */
  readonly once: 'hour' | 'day' | 'ever'
  readonly level: NoticeCard['level']
  readonly title: string
  readonly lines: readonly string[]
  readonly now: number
}

/** A line to the operator; its key `kind:subject:period` makes it be told once. */
export function composeNotice({
  kind,
  subject,
  once,
  now,
  level,
  title,
  lines,
}: NoticeInput): Notice {
  return {
    key: `${kind}:${subject}:${period(once, now)}`,
    at: now,
    card: { kind: 'notice', level, title, lines },
  }
}

function period(once: NoticeInput['once'], now: number): string {
  const iso = new Date(now).toISOString()
  if (once === 'ever') return 'ever'
  return once === 'day' ? iso.slice(0, 10) : iso.slice(0, 13)
}
