import { HOUR, MINUTE } from '../../lib/durations.ts'

/** Minutes east of Greenwich for the zones that RFC 822 (5.1) names and those that publishers add. */
const NAMED = `ut 0, utc 0, gmt 0, z 0, wet 0, est -300, edt -240, et -300, cst -360, cdt -300, ct -360, mst -420, mdt -360, mt -420,
   pst -480, pdt -420, pt -480, akst -540, akdt -480, hst -600, ast -240, adt -180, nst -210, brt -180, bst 60, ist 330,
   wat 60, cet 60, cest 120, met 60, mest 120, mez 60, mesz 120, cat 120, eet 120, eest 180, msk 180, gst 240, pkt 300,
   ict 420, wib 420, jst 540, kst 540, hkt 480, sgt 480, awst 480, acst 570, acdt 630, aest 600, aedt 660, nzst 720, nzdt 780`
const OFFSETS: ReadonlyMap<string, number> = new Map(
  NAMED.split(',').map((pair) => {
    const [name = '', minutes] = pair.trim().split(' ')
    return [name, Number(minutes)]
  }),
)

/** The offset that a text names (`GMT`, `+0800`, `+8`, `-05:00`), in minutes; undefined where it names none that is known. */
export function offsetOf(text: string | undefined): number | undefined {
  if (!text) return undefined
  const [, sign, hours, minutes = '0'] = /^([+\-−])(\d{1,2}):?(\d{2})?$/.exec(text) ?? []
  if (!hours) return OFFSETS.get(text.toLowerCase())
  return (sign === '+' ? 1 : -1) * (Number(hours) * 60 + Number(minutes))
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** How far an IANA zone is ahead of UTC when its clocks show `local` (written as if it were UTC), in milliseconds. */
export function zoneOffset(zone: string, local: number): number {
  const first = aheadAt(zone, local)
  // Around a change of clocks the offset of the instant itself counts.
  return aheadAt(zone, local - first)
}

function aheadAt(zone: string, at: number): number {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
    clocks.set(zone, clock)
  }
  const shown = new Map(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  function part(type: Intl.DateTimeFormatPartTypes): number {
    return shown.get(type) ?? 0
  }
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
  const ahead = local - Math.floor(at / MINUTE) * MINUTE
  return Math.abs(ahead) > 15 * HOUR ? 0 : ahead
}
