import { datesIn, isDay, monthNamed, spansIn } from '../../text/dates.ts'
import { HAN, NUMBER, rawToken, tokenise } from '../../text/tokens.ts'
import type { Item, LineProblem } from '../source.ts'

type At = { readonly start: number; readonly end: number }
type Written = At & { readonly text: string }

/** What a chunk of a line stands for: one item a token. */
export function chunkItems(lexeme: Written, problems: LineProblem[]): Item[] {
  const { text, start, end } = lexeme
  const at = { start, end }
  const percent = /^(\d+(?:\.\d+)?)%$/.exec(text)
  if (percent) return [{ ...at, sign: 'percent', value: Number(percent[1]) }]
  if (text.includes('%'))
    return fail(problems, at, 'stray-percent', '% stands behind a number', 'write 55%')
  if (text.startsWith('=')) return exactItem(text.slice(1), at, problems)
  if (text.includes('*')) return prefixItem(text, at, problems)
  return wordItems(text, at, problems)
}

function wordItems(text: string, at: At, problems: LineProblem[]): Item[] {
  const tokens = tokenise(text)
  if (tokens.count === 0)
    return fail(
      problems,
      at,
      'no-word',
      `there is no word in ${text}`,
      'write a word, or remove it',
    )
  // A token's place inside the line: exact where nothing was folded away.
  return tokens.keys.map((_, index): Item => {
    const start = at.start + Math.min(tokens.starts[index]!, text.length - 1)
    const raw = tokens.kinds[index] === NUMBER ? tokens.keys[index]! : rawToken(tokens, index)
    return {
      sign: 'word',
      text: raw,
      start,
      end: Math.max(start + 1, at.start + tokens.ends[index]!),
    }
  })
}

function exactItem(word: string, at: At, problems: LineProblem[]): Item[] {
  const tokens = tokenise(word)
  if (tokens.count !== 1)
    return fail(
      problems,
      at,
      'exact-one-word',
      '= holds for one word',
      'write = before each word: =New =York',
    )
  return [{ ...at, sign: 'exact', text: rawToken(tokens, 0) }]
}

function prefixItem(text: string, at: At, problems: LineProblem[]): Item[] {
  const stem = text.slice(0, -1)
  if (!text.endsWith('*') || stem.includes('*'))
    return fail(
      problems,
      at,
      'star-inside',
      'a star stands at the end of a word',
      `write ${text.replaceAll('*', '')}*`,
    )
  const tokens = tokenise(stem)
  if (tokens.count !== 1 || tokens.kinds[0] === HAN || tokens.keys[0]!.length < 3)
    return fail(
      problems,
      at,
      'short-prefix',
      'a star needs one word of three letters or more before it',
      'write more of the word',
    )
  return [{ ...at, sign: 'prefix', text: rawToken(tokens, 0) }]
}

/** What stands in angle brackets: a date or a stretch of time. */
export function angleItem(lexeme: Written, problems: LineProblem[]): Item[] {
  const { start, end } = lexeme
  const at = { start, end }
  const tokens = tokenise(capitalised(lexeme.text))
  const isWhole = (found: { first: number; last: number }) =>
    found.first === 0 && found.last === tokens.count - 1
  const dates = datesIn(tokens)
  if (dates.length === 1 && isWhole(dates[0]!)) {
    const { day, month, year } = dates[0]!
    return [{ ...at, sign: 'date', day, month, year }]
  }
  const span = spansIn(tokens).find(isWhole)
  if (span) return [{ ...at, sign: 'span', count: span.count, unit: span.unit }]
  return wrongAngle(lexeme.text, at, problems)
}

/** Months are known by their capital in running text; in a term nobody means the verb. */
function capitalised(text: string): string {
  return text.replace(/\p{Ll}+/gu, (word) =>
    monthNamed(word) === undefined ? word : word[0]!.toUpperCase() + word.slice(1),
  )
}

function wrongAngle(text: string, at: At, problems: LineProblem[]): Item[] {
  if (/^\s*\d{1,2}\s*[/.]\s*\d{1,2}/.test(text))
    return fail(
      problems,
      at,
      'ambiguous-date',
      `${text} may be two dates`,
      'write <August 10> or <2025-08-10>',
    )
  const named = impossible(text)
  if (named)
    return fail(problems, at, 'impossible-date', `there is no ${named}`, 'write a day that exists')
  return fail(
    problems,
    at,
    'unknown-date',
    `<${text}> is neither a date nor a length of time`,
    'write <August 10>, <2025-08-10>, <August 2025>, <90 days> or <six months>',
  )
}

function impossible(text: string): string | undefined {
  const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text)
  if (iso && !isDay(Number(iso[3]), Number(iso[2]), Number(iso[1]))) return text.trim()
  const words = text.trim().split(/\s+/)
  const month = words.map((word) => monthNamed(word.replace(/\W/g, ''))).find(Boolean)
  const day = words.map((word) => Number(/^\d{1,2}/.exec(word)?.[0])).find((number) => number >= 0)
  const east = /^\s*(\d+)月(\d+)[日号號]\s*$/.exec(text)
  if (east) return text.trim()
  return month !== undefined && day !== undefined && !isDay(day, month) ? text.trim() : undefined
}

function fail(problems: LineProblem[], at: At, id: string, message: string, cure: string): Item[] {
  problems.push({ ...at, id, message, cure })
  return []
}
