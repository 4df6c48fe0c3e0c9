import { HAN, NUMBER, placeOf, tokenise, type Tokens } from './tokens.ts'
import { numberAt } from './words-for-numbers.ts'

/** Something found in a row of tokens, `first` to `last` inclusive. */
export type FoundAt<T> = T & { readonly first: number; readonly last: number }

export type Percent = { readonly value: number }

/** What joins the ends of a range or a list that share one sign. */
const JOINS = new Set(['to', 'and', 'or', '至', '到', '或', '和'])

/**
 * Every percentage: 55%, 55.0%, 55 percent, per cent, pct, fifty-five percent, 百分之五十五; both ends of 50-55% and
 * of "55 and 10 percent". Not percentage points and not 个百分点.
 */
export function percentsIn(tokens: Tokens): readonly FoundAt<Percent>[] {
  if (!mayHold(tokens)) return []
  const found: FoundAt<Percent>[] = []
  for (let at = 0; at < tokens.count; at++) {
    const percent = chineseAt(tokens, at) ?? signedAt(tokens, at)
    if (!percent) continue
    found.push(...sharing(tokens, percent, (found.at(-1)?.last ?? -1) + 1), percent)
    at = percent.last
  }
  return found
}

/** The percentages of a text with their places in it. */
export function findPercents(text: string): readonly {
  readonly value: number
  readonly text: string
  readonly start: number
  readonly end: number
}[] {
  const tokens = tokenise(text)
  return percentsIn(tokens).map(({ value, first, last }) => {
    const { start, end } = placeOf(tokens, first, last)
    const shown = text[end] === '%' || text[end] === '％' ? end + 1 : end
    return { value, text: text.slice(start, shown), start, end: shown }
  })
}

function mayHold({ source: { text } }: Tokens): boolean {
  return /%|per\s?cent|pct|百分之/i.test(text)
}

function chineseAt(tokens: Tokens, at: number): FoundAt<Percent> | undefined {
  const { keys } = tokens
  if (keys[at] !== '百' || keys[at + 1] !== '分' || keys[at + 2] !== '之') return undefined
  const number = numberAt(tokens, at + 3)
  return number && { value: number.value, first: at, last: number.next - 1 }
}

/** A number with its own sign behind it. */
function signedAt(tokens: Tokens, at: number): FoundAt<Percent> | undefined {
  if (tokens.kinds[at] === HAN) return undefined
  const number = numberAt(tokens, at)
  if (!number) return undefined
  const last = signAfter(tokens, number.next)
  return last === undefined ? undefined : { value: number.value, first: at, last }
}

/** The last token of the sign that follows the number ending before token `next`. */
function signAfter(tokens: Tokens, next: number): number | undefined {
  const { keys, ends, source } = tokens
  const after = source.text.slice(ends[next - 1], ends[next - 1]! + 3)
  if (/^\s?%/.test(after)) return next - 1
  const key = keys[next]
  const points = (index: number) => keys[index]?.startsWith('point') === true
  if (key === 'percent' || key === 'pct') return points(next + 1) ? undefined : next
  if (key === 'per' && keys[next + 1] === 'cent') return points(next + 2) ? undefined : next + 1
  return undefined
}

/** Numbers before a percentage that share its sign: 50-55%, 50 to 55 percent, 10, 20 and 30 percent. */
function sharing(
  tokens: Tokens,
  { first }: FoundAt<Percent>,
  floor: number,
): readonly FoundAt<Percent>[] {
  const found: FoundAt<Percent>[] = []
  let before = first
  for (;;) {
    const shared = sharedBefore(tokens, before)
    if (!shared || shared.first < floor) return found.toReversed()
    found.push(shared)
    before = shared.first
  }
}

function sharedBefore(tokens: Tokens, before: number): FoundAt<Percent> | undefined {
  const { keys, kinds, ends, starts, source } = tokens
  const joined = JOINS.has(keys[before - 1] ?? '')
  const at = joined ? before - 2 : before - 1
  if (at < 0) return undefined
  const between = source.text.slice(ends[at], starts[before])
  if (!joined && !/^\s?(?:[-~～,、]|-\s)\s?$/.test(between)) return undefined
  const value = kinds[at] === NUMBER ? Number(keys[at]) : numberAt(tokens, at)?.value
  return value === undefined || kinds[at] === HAN ? undefined : { value, first: at, last: at }
}
