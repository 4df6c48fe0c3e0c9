/**
 * The text layer as docs/rules.md describes it, a second time: slow, with regular expressions where the product walks
 * through characters, and for the forms that the random texts hold. Nothing here is shared with src/text.
 */

export type Token = {
  readonly raw: string
  readonly key: string
  /** Offsets into the normalised text. */
  readonly start: number
  readonly end: number
}

export type Analysed = {
  readonly original: string
  readonly text: string
  readonly tokens: readonly Token[]
  /** Original place of each unit of `text`. */
  readonly from: readonly number[]
  readonly to: readonly number[]
  /** The sentence of a token. */
  readonly sentenceOf: (token: number) => number
  readonly hasSmall: boolean
}

const HIDDEN = /[\u00ad\u200b-\u200d\u2060\ufeff]/gu

export function analyse(original: string, isTitle: boolean): Analysed {
  const from: number[] = []
  const to: number[] = []
  let text = ''
  for (const { 0: cluster, index } of original.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    const piece = spelled(cluster.replace(HIDDEN, ''))
    for (let unit = 0; unit < piece.length; unit++) {
      from.push(index)
      to.push(index + cluster.length)
    }
    text += piece
  }
  const tokens = cut(text)
  let starts: readonly number[] | undefined
  function sentenceOf(token: number): number {
    starts ??= isTitle ? [0] : sentenceStarts(text)
    return starts.filter((begin) => begin <= tokens[token]!.start).length
  }
  return { original, text, tokens, from, to, sentenceOf, hasSmall: /\p{Ll}/u.test(text) }
}

function spelled(cluster: string): string {
  return cluster
    .normalize('NFKC')
    .replaceAll(/[‘’]/g, "'")
    .replaceAll(/[‐–—−]/g, '-')
}

const SINGLE = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー'
const CHAR = `(?:(?![${SINGLE}])[\\p{L}\\p{N}\\p{M}])`
const LETTER = `(?:(?![${SINGLE}])\\p{L})`
/** In an address, with no sign of a sentence at its end. */
const IN_URL = `(?:${CHAR}|[-._~:/?#@!$&'*+,;=%]|\\([^\\s()]*\\))`
const TOKEN = new RegExp(
  [
    `(?<url>(?<!${CHAR})(?:${LETTER}${CHAR}*://|[wW]{3}\\.)${IN_URL}+(?<![.,:;!?'*]))`,
    `(?<dotted>(?<!${CHAR})\\p{Lu}(?:\\.\\p{Lu}(?!${CHAR}))+\\.?)`,
    `(?<number>(?<![\\d.,])(?:\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?(?!${CHAR}))`,
    `(?<word>${CHAR}+(?:(?<=${LETTER})&(?=${LETTER})${CHAR}+)*)`,
    `(?<single>[${SINGLE}]\\p{M}*)`,
  ].join('|'),
  'gu',
)

function cut(text: string): readonly Token[] {
  return [...text.matchAll(TOKEN)].flatMap(({ 0: raw, index: start, groups }) => {
    const end = start + raw.length
    // A possessive s is dropped.
    if (/^s$/i.test(raw) && text[start - 1] === "'" && /[\p{L}\p{N}.]/u.test(text[start - 2] ?? ''))
      return []
    if (groups!['number'])
      return [{ raw, key: String(Number(raw.replaceAll(',', ''))), start, end }]
    if (groups!['url']) return [{ raw, key: keyOf(raw), start, end }]
    const plain = groups!['dotted'] ? raw.replaceAll('.', '') : raw
    return [{ raw: plain, key: keyOf(plain), start, end }]
  })
}

export function keyOf(word: string): string {
  return word.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'sentence' })

function sentenceStarts(text: string): readonly number[] {
  const segments = [...SEGMENTER.segment(text)]
  return segments
    .filter(({ index }, at) => {
      const before = segments[at - 1]?.segment ?? ''
      if (index === 0) return true
      return !/(?:\b(?:Mr|Co|vs|Aug)|(?<![\p{L}\p{N}])\p{Lu}|\p{Lu}\.\p{Lu})\. +$/u.test(before)
    })
    .map(({ index }) => index)
}

/** Where something stands in the normalised text. */
type Range = { readonly start: number; readonly end: number }

const WORDS: Readonly<Record<number, string>> = {
  10: 'ten',
  55: 'fifty[- ]five',
  90: 'ninety',
  6: 'six',
}
const HAN: Readonly<Record<number, string>> = {
  10: '十',
  55: '五十五',
  90: '九十',
  6: '六',
  8: '八',
}
const NUMBER = '(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?'
const ANY_NUMBER = `(?:${NUMBER}|${Object.values(WORDS).join('|')})`
const SIGN = '(?:\\s?%(?![ -]?points?\\b)|[ -](?:percent|per cent|pct)\\b(?![ -]points?\\b))'
const JOIN = '(?:-| (?:to|and|or) )'

/** 55% and its other spellings, alone or in a range. */
export function percentRanges(text: string, value: number): readonly Range[] {
  const chain = new RegExp(
    `(?<![\\p{L}\\p{N}][.,]?)${ANY_NUMBER}(?:${JOIN}${ANY_NUMBER})*${SIGN}`,
    'giu',
  )
  const han = pattern(`百分之(?:${HAN[value] ?? 'x'}(?![十点])|${value}(?!\\.?\\d))`, 'g')
  return [
    ...rangesOf(text, han),
    ...rangesOf(text, chain).flatMap((range) => inChain(text, range, value)),
  ]
}

function inChain(text: string, range: Range, value: number): readonly Range[] {
  const piece = text.slice(range.start, range.end)
  const numbers = [...piece.matchAll(pattern(ANY_NUMBER, 'gi'))]
  return numbers
    .filter(([number]) => valueOf(number) === value)
    .map(({ 0: number, index }) => {
      const start = range.start + index
      const isLast = index === numbers.at(-1)!.index
      return { start, end: isLast ? range.end : start + number.length }
    })
}

function valueOf(written: string): number {
  if (/^\d/.test(written)) return Number(written.replaceAll(',', ''))
  const known = Object.entries(WORDS).find(([, word]) => new RegExp(`^${word}$`, 'i').test(written))
  return Number(known?.[0])
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** Every spelling of a day, with ranges of days; never one whose year contradicts. */
export function dateRanges(
  text: string,
  { day, month, year }: { day: number | undefined; month: number; year: number | undefined },
): readonly Range[] {
  const name = `(?:${MONTHS[month - 1]}|${MONTHS[month - 1]!.slice(0, 3)}\\.?)`
  const years = year === undefined ? '\\d{4}' : String(year)
  const tail = `(?:,? ${years}(?!\\d)|(?!,? \\d{4}(?!\\d)))`
  if (day === undefined)
    return [
      ...rangesOf(text, pattern(`\\b${name},? ${year}\\b`, 'gi')),
      ...rangesOf(text, pattern(`(?<!\\d)${year}年${month}月(?!\\d)`, 'g')),
    ]
  const [month2, day2] = [month, day].map((value) => String(value).padStart(2, '0'))
  const d = `${day}(?:st|nd|rd|th)?(?!\\d|%| percent| per cent| pct)`
  const other = '\\d{1,2}(?:st|nd|rd|th)?'
  const spellings = [
    `\\b${name} ${d}${tail}`,
    `\\b${name} ${d}(?=(?:-| to )${other}${tail})`,
    `(?<=\\b${name} ${other}(?:-| to ))${d}${tail}`,
    `(?<![\\d.,-])${d}(?: of)? ${name}${tail}`,
    `(?<![\\d.,-])${d}(?=-${other} ${name}${tail})`,
    `(?<=(?<![\\d.,])${other}-)${d} ${name}${tail}`,
    `(?<!\\d)${years}-${month2}-${day2}(?!\\d)`,
    `(?:(?<!\\d)${years}年|(?<![年\\d]))${month}月${day}日`,
    `(?<!十)${HAN[month] ?? 'x'}月${HAN[day] ?? 'x'}日`,
    `(?<=(?<!\\d)${month}月\\d{1,2}日?至)${day}日`,
  ]
  return spellings.flatMap((spelling) => rangesOf(text, pattern(spelling, 'giu')))
}

/** Every spelling of a length of time. */
export function spanRanges(text: string, count: number, unit: string): readonly Range[] {
  const number = `(?:${count}|${WORDS[count] ?? 'x'})`
  const english = pattern(`(?<![\\p{L}\\p{N}][.,-]?)${number}[ -](?:more )?${unit}s?\\b`, 'giu')
  const han = { day: '(?:天|日間)', month: '(?:个月|か月)' }[unit] ?? 'x'
  const east = pattern(
    `(?<![\\d.,])${count}${han}|(?<![一二三四五六七八九十百])${HAN[count] ?? 'x'}${han}`,
    'gu',
  )
  return [...rangesOf(text, english), ...rangesOf(text, east)]
}

const patterns = new Map<string, RegExp>()

/** Patterns are many, and costly to build. */
function pattern(source: string, flags: string): RegExp {
  const key = `${flags} ${source}`
  const known = patterns.get(key) ?? new RegExp(source, flags)
  patterns.set(key, known)
  return known
}

function rangesOf(text: string, sought: RegExp): readonly Range[] {
  return [...text.matchAll(sought)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }))
}
