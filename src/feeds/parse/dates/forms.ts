import { monthNamed } from './months.ts'
import { zoneNamed, type Zone } from './zones.ts'

/** A date as it is written. `month` is 1 to 12; what is a little too large flows over into the next, as `Date` does it. */
export type Parts = {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour?: number
  readonly minute?: number
  readonly second?: number
  /** Undefined where the text names none. */
  readonly zone?: Zone | undefined
}
type Groups = Readonly<Record<string, string | undefined>>

const HALF = '上午|下午|午前|午後|午后|오전|오후'
const CLOCK = String.raw`(?<half>${HALF})?\s*(?<hour>\d{1,2})(?:[:：]\s?(?<minute>\d{1,2})(?:[:：](?<second>\d{1,2})(?:[.,:]\d+)?)?|[.h](?<minute>\d{2})(?:[.:](?<second>\d{2}))?|\s*[時时点點시]\s*(?:(?<minute>\d{1,2})\s*[分분]?\s*(?:(?<second>\d{1,2})\s*[秒초])?)?)\s*(?<ampm>[ap]\.?m\.?(?![a-z]))?`
const ZONE = String.raw`\s*[(\[]?(?<zone>(?:Etc/)?(?:GMT|UTC?)?\s?[+\-−]\d{1,2}(?::?\d{2})?(?!\d)|[a-z]+/[a-z_]+(?:/[a-z_]+)?|[a-z]{1,5}\b)?`
const TIME = CLOCK + ZONE
/** What stands between a day and its time. */
const GAP = String.raw`(?:[\s,T|:.–-]|(?:at|a|um|kl|г)(?!\p{L})){0,5}`
const NAME = String.raw`(?<!\p{L})(?<name>\p{L}{3,14})`
const ENDING = String.raw`(?:(?:st|nd|rd|th|er|o)(?!\p{L})|\.)?`
const YEAR = String.raw`(?<year>\d{4}|\d{2}(?![:\d]))`
const MARK = String.raw`(?:\s*[(（]?[星周]?期?[一二三四五六日天月火水木金土][)）]?)?`

const FORMS: readonly RegExp[] = [
  // 2004-01-31T19:48:21Z, 2004/1/31 7:48 PM, 2004.01.31, 2004-01, 2004-031; the hour alone with a zone.
  String.raw`^(?<year>\d{4})(?:-(?<month>\d{1,2})(?!\d)(?:-+(?<day>\d{1,2}))?|/(?<month>\d{1,2})/(?<day>\d{1,2})|\.(?<month>\d{1,2})\.(?<day>\d{1,2})|-(?<ordinal>\d{3})(?!\d))(?:T(?<hour>\d{2})(?=Z|[+-]\d\d)${ZONE}|(?:[T\s,]+|\s*-\s*)${TIME})?`,
  // 2004年1月31日 下午7:48, 2004년 1월 31일.
  String.raw`(?<year>\d{4})\s*[年년]\s*(?<month>\d{1,2})\s*[月월]\s*(?<day>\d{1,2})\s*[日일号]?${MARK}(?:[\s,T]*${TIME})?`,
  // Sat, 31 Jan 2004 19:48:21 GMT; Saturday, 31-Jan-04; 31 de enero de 2004; 31/Jan/2004:19:48:21.
  String.raw`(?:^|[\s,])(?<day>\d{1,2})${ENDING}[\s/.-]*(?:de\s+)?${NAME}\.?,?[\s/.-]*(?:del?\s+)?${YEAR}(?:${GAP}${TIME})?`,
  // Jan 31, 2004 7:48 PM.
  String.raw`${NAME}\.?[\s-]+(?<day>\d{1,2})${ENDING},?[\s-]+(?<year>\d{4})(?:${GAP}${TIME})?`,
  // Sat Jan 31 19:48:21 GMT 2004.
  String.raw`${NAME}\s+(?<day>\d{1,2})\s+${TIME}\s+(?<year>\d{4})`,
  // 2004-január-31T19:48, 2004 Jan 31.
  String.raw`^(?<year>\d{4})[.,]?[\s-]+${NAME}\.?[\s-]+(?<day>\d{1,2})(?!\d)(?:${GAP}${TIME})?`,
  // 1/31/2004, 31.1.2004, Drupal's "Sat, 01/31/2004 - 19:48".
  String.raw`(?:^|[\s,])(?:(?<first>\d{1,2})/(?<other>\d{1,2})/|(?<day>\d{1,2})\.(?<month>\d{1,2})\.)${YEAR}(?:${GAP}${TIME})?`,
  // Sat, 2004/01/31 19:48:21 EST.
  String.raw`(?<!\d)(?<year>\d{4})[/.-](?<month>\d{1,2})[/.-](?<day>\d{1,2})(?!\d)(?:${GAP}${TIME})?`,
].map((pattern) => new RegExp(pattern, 'iu'))
const TIME_FIRST = new RegExp(String.raw`^${TIME}[\s,]+(?=\S*\d)`, 'iu')

/** Reads a date that is written for people, or in the fixed forms of standards with their variants in the wild. */
export function writtenDate(text: string): Parts | undefined {
  const early = TIME_FIRST.exec(text)
  if (early) return dateIn(text.slice(early[0].length), early.groups) ?? dateIn(text)
  return dateIn(text)
}

function dateIn(text: string, time?: Groups): Parts | undefined {
  for (const form of FORMS) {
    const groups = form.exec(text)?.groups
    const parts = groups && partsOf(groups, time ?? groups)
    if (parts) return parts
  }
  return undefined
}

function partsOf(date: Groups, time: Groups): Parts | undefined {
  const { name, ordinal } = date
  const [month, day] = ordinal
    ? [1, Number(ordinal)]
    : name
      ? [monthNamed(name), Number(date['day'])]
      : inDigits(date)
  if (month === undefined) return undefined
  return { year: fullYear(date['year']!), month, day: day ?? 1, ...timeOf(time) }
}

/** American order where both are possible and slashes stand between. */
function inDigits({ first, other, month, day }: Groups): readonly [number, number] {
  if (first === undefined) return [Number(month), Number(day ?? 1)]
  const [m, d] = [Number(first), Number(other)]
  return m > 12 ? [d, m] : [m, d]
}

/** The window of RFC 2822, 4.3, moved to our time: no feed is of before 1970. */
export function fullYear(year: string): number {
  return year.length > 2 ? Number(year) : Number(year) + (Number(year) < 70 ? 2000 : 1900)
}

function timeOf({ half, hour, minute, second, ampm, zone }: Groups): Partial<Parts> {
  if (hour === undefined) return {}
  const isLate = /^(?:下午|午後|午后|오후|p)/.test(half ?? ampm ?? '')
  const isEarly = !isLate && (half ?? ampm) !== undefined
  const noon = Number(hour) === 12
  const shift = isLate && Number(hour) < 12 ? 12 : isEarly && noon ? -12 : 0
  return {
    hour: Number(hour) + shift,
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    zone: zoneNamed(zone),
  }
}
