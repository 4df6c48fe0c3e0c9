import type { Notice, NoticeCard } from '../domain/alert.ts'
import type { LeasedDelivery } from '../domain/ports.ts'
import type { Pause } from './pauses.ts'

/** A channel that is closed to the bot, or a token that is refused: told once a day. Undefined for what passes by itself. */
export function pauseNotice(channel: string, pause: Pause, now: number): Notice | undefined {
  if (pause.fault === 'unauthorised')
    return notice(`delivery-unauthorised:discord:${dayOf(now)}`, now, 'error', {
      title: 'Discord refuses the bot token: nothing is sent',
      lines: [pause.reason, 'Everything stays queued and is sent once the token is right.'],
    })
  if (pause.fault === 'channel-closed')
    return notice(`channel-closed:${channel}:${dayOf(now)}`, now, 'error', {
      title: `Channel ${channel} cannot be written to`,
      lines: [pause.reason, 'Its messages stay queued; it is tried again every few minutes.'],
    })
  return undefined
}

/** A delivery that was given up. Notices themselves are not told of: that would go round in circles. */
export function buriedNotice(
  { key, channel, alertRow }: LeasedDelivery,
  reason: string,
  now: number,
): Notice | undefined {
  if (alertRow.card.kind === 'notice') return undefined
  return notice(`delivery-dead:${key}:once`, now, 'error', {
    title: `A message for channel ${channel} was given up`,
    lines: [reason, `It is ${key}; trucewatch alerts lists it.`],
  })
}

function notice(
  key: string,
  at: number,
  level: NoticeCard['level'],
  text: Pick<NoticeCard, 'title' | 'lines'>,
): Notice {
  return { key, at, card: { kind: 'notice', level, ...text } }
}

function dayOf(at: number): string {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? 'unknown' : date.toISOString().slice(0, 10)
}
