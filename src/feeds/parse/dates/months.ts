/** Months by the beginnings of their names in the languages of feeds, short forms included; accents do not count. */
const BEGINNINGS: readonly string[] = [
  'jan ene gen ian sty ledn oca tammi янв яну січ ιαν ينا',
  'feb fev fevr lut unor sub helmi фев лют φεβ فبر',
  'mar mrt maa mae marc mär brez maalis мар бер μαρ μαω مار',
  'apr avr abr kwi dubn nis huhti апр кві απρ ابر',
  'may mai maj mei mag maggio kvet touko май мая тра μαι μαη ماي',
  'jun juin giu iun cze cerven haz kesa июн юни чер ιουν يوني',
  'jul juil lug iul lip cervenec tem heina июл юли лип ιουλ يولي',
  'aug aou ago agu agos sie srpn elo авг сер αυγ اغس',
  'sep set szep wrz zari eyl syys сен сеп вер σεπ سبت',
  'oct okt ott out paz rijn eki loka окт жов οκτ اكت',
  'nov noi lis kas marras ноя ное лис νοε نوف',
  'dec dez dic des gru prosin aral joulu дек гру δεκ ديس',
]
const MONTHS: readonly (readonly [beginning: string, month: number])[] = BEGINNINGS.flatMap(
  (names, index) => names.split(' ').map((name): [string, number] => [folded(name), index + 1]),
).toSorted(([a], [b]) => b.length - a.length)

const WHOLE = new Map(MONTHS)

/** 1 to 12 for the name of a month, or the beginning of one; undefined for any other word. */
export function monthNamed(word: string): number | undefined {
  const key = folded(word)
  return WHOLE.get(key) ?? MONTHS.find(([beginning]) => key.startsWith(beginning))?.[1]
}

/** In small letters without accents; forms of one character that only look different are one. */
export function folded(text: string): string {
  if (!/[^\u0020-\u007e]/.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFC')
    .toLowerCase()
}
