import { HOUR, MINUTE } from '../../../lib/durations.ts'

/** Minutes east of Greenwich, or the IANA name of a zone. */
export type Zone = number | string

/** Minutes east of Greenwich for the zones that RFC 822 (5.1) names and those that publishers add. */
const NAMED = `ut 0, utc 0, gmt 0, z 0, wet 0, est -300, edt -240, et -300, cst -360, cdt -300, ct -360, mst -420, mdt -360, mt -420,
   pst -480, pdt -420, pt -480, akst -540, akdt -480, hst -600, ast -240, adt -180, nst -210, ndt -150, art -180, brt -180,
   brst -120, clt -240, clst -180, bst 60, west 60, wat 60, cet 60, cest 120, met 60, mest 120, mez 60, mesz 120, cat 120,
   sast 120, eet 120, eest 180, eat 180, msk 180, msd 240, trt 180, irst 210, gst 240, pkt 300, ist 330, npt 345,
   ict 420, wib 420, wita 480, wit 540, pht 480, jst 540, kst 540, hkt 480, sgt 480, myt 480, awst 480, acst 570, acdt 630,
   aest 600, aedt 660, nzst 720, nzdt 780`
const OFFSETS: ReadonlyMap<string, number> = new Map(
  NAMED.split(',').map((pair) => {
    const [name = '', minutes] = pair.trim().split(' ')
    return [name, Number(minutes)]
  }),
)
/** Names that mean another zone where the source lies there: Java writes China's time as CST. */
const ELSEWHERE: Readonly<Record<string, RegExp>> = {
  cst: /^Asia\//,
  ast: /^Asia\//,
  bst: /^Asia\//,
  ist: /^(?:Asia\/(?:Jerusalem|Tel_Aviv)|Europe\/Dublin)$/,
  pst: /^Asia\/Manila$/,
  est: /^Australia\//,
  edt: /^Australia\//,
}

/** The zone that a text names: `GMT`, `+0800`, `UTC+8`, `-05:00`, `Europe/Berlin`; undefined where it names none that is known. */
export function zoneNamed(text: string | undefined): Zone | undefined {
  if (!text) return undefined
  const [, sign, hours, minutes = '0'] =
    /^(?:(?:etc\/)?(?:gmt|utc?))?\s?([+\-−])(\d{1,2}):?(\d{2})?$/i.exec(text) ?? []
  if (hours) return (sign === '+' ? 1 : -1) * (Number(hours) * 60 + Number(minutes))
  const name = text.toLowerCase()
  if (name.includes('/')) return isKnown(text) ? text : undefined
  return OFFSETS.has(name) ? name : undefined
}

/** How far a zone that a date names is ahead of UTC, in milliseconds; `source` is the zone of dates that name none. */
export function aheadOfUtc(
  zone: Zone | undefined,
  source: string | undefined,
  local: number,
): number {
  if (typeof zone === 'number') return zone * MINUTE
  const named = zone === undefined ? undefined : OFFSETS.get(zone)
  const isElsewhere = named !== undefined && source !== undefined && ELSEWHERE[zone!]?.test(source)
  if (named !== undefined && !isElsewhere) return named * MINUTE
  const place = named === undefined ? (zone ?? source) : source
  return place === undefined ? 0 : zoneOffset(place, local)
}

/** By names in small letters: a feed that writes one zone in a thousand ways makes one clock. */
const clocks = new Map<string, Intl.DateTimeFormat>()

function isKnown(zone: string): boolean {
  try {
    aheadAt(zone, 0)
    return true
  } catch {
    return false
  }
}

/** How far an IANA zone is ahead of UTC when its clocks show `local` (written as if it were UTC), in milliseconds. */
function zoneOffset(zone: string, local: number): number {
  const first = aheadAt(zone, local)
  // Around a change of clocks the offset of the instant itself counts.
  return aheadAt(zone, local - first)
}

function aheadAt(zone: string, at: number): number {
  const name = zone.toLowerCase()
  let clock = clocks.get(name)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
    clocks.set(name, clock)
  }
  const shown = new Map(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  function part(type: Intl.DateTimeFormatPartTypes): number {
    return shown.get(type) ?? 0
  }
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
  const ahead = local - Math.floor(at / MINUTE) * MINUTE
  return Math.abs(ahead) > 15 * HOUR ? 0 : ahead
}
