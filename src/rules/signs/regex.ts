import { RE2JS } from 're2js'
import type { LineProblem } from '../source.ts'

/** RE2's own measure of a compiled program; what people write stays far below. */
const MOST_INSTRUCTIONS = 2000
const MOST_REPEATS = 50

/** A pattern that is run over one field at a time, in time that grows with the text alone. */
export type Pattern = {
  /** Small letters that every hit holds; undefined where the pattern has no such run of three. */
  readonly literal: string | undefined
  /** Non-empty hits as offsets into `text`, ascending; at most `most`. White space at their ends is no part of them. */
  find(text: string, most: number): readonly { readonly start: number; readonly end: number }[]
}

/** What is wrong with a pattern in RE2 syntax: https://github.com/google/re2/wiki/Syntax */
export function regexProblem(
  pattern: string,
): Pick<LineProblem, 'id' | 'message' | 'cure'> | undefined {
  const repeats = [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].flatMap(([, low, high]) => [
    Number(low),
    Number(high ?? 0),
  ])
  if (repeats.some((count) => count > MOST_REPEATS))
    return {
      id: 'regex-repeat',
      message: `a repeat may count to ${MOST_REPEATS}`,
      cure: 'write + or * instead',
    }
  try {
    const size = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE).programSize()
    if (size <= MOST_INSTRUCTIONS) return undefined
    return {
      id: 'regex-size',
      message: `this pattern becomes ${size} steps; ${MOST_INSTRUCTIONS} are allowed`,
      cure: 'write plain words, or several lines',
    }
  } catch (error) {
    const reason = (error as Error).message
      .replace(/^error parsing regexp:\s*/, '')
      .replace('`(?i)', '`')
    return {
      id: 'regex-syntax',
      message: `this is no pattern in RE2 syntax: ${reason}`,
      cure: 'look-around and back-references do not exist here; see github.com/google/re2/wiki/Syntax',
    }
  }
}

/** Compiles a pattern that `regexProblem` has passed. */
export function compilePattern(pattern: string): Pattern {
  const compiled = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE)
  return {
    literal: literalOf(pattern),
    find(text, most) {
      // The automaton behind `test` is many times faster than the search that knows places.
      if (!compiled.test(text)) return []
      const hits: { start: number; end: number }[] = []
      const matcher = compiled.matcher(text)
      while (hits.length < most && matcher.find()) {
        if (matcher.end() > matcher.start())
          hits.push(withoutSpace(text, matcher.start(), matcher.end()))
      }
      return hits
    },
  }
}

/** A sentence is quoted without the white space around it, and what is found lies inside the quote. */
function withoutSpace(text: string, start: number, end: number): { start: number; end: number } {
  const hit = text.slice(start, end)
  const from = start + hit.length - hit.trimStart().length
  const to = end - (hit.length - hit.trimEnd().length)
  return from < to ? { start: from, end: to } : { start, end }
}

/** Classes (\pN, \d), characters by number, quoted text: none of it is looked into. */
const ESCAPE =
  /\\(?:[pP](?:\{[^}]*\}|.)|x(?:\{[^}]*\}|..)|[0-7]{1,3}|Q[^]*?(?:\\E|$)|[^])(?:\{[^}]*\})?/g

/**
 * The longest run of three or more plain characters that every hit must hold, in small letters: text outside
 * brackets and alternatives, of which no character is optional. Undefined where there is none.
 */
export function literalOf(pattern: string): string | undefined {
  if (/\||\(\?/.test(outsideGroups(pattern))) return undefined
  const runs = outsideGroups(pattern)
    .replace(ESCAPE, '\0')
    .replace(/.(?:[*?]|\{0?[^}]*\})/gsu, '\0')
    .split(/[^\p{L}\p{N} -]|(?<=\0)/u)
    .filter((run) => run.length >= 3)
  return runs.toSorted((a, b) => b.length - a.length)[0]?.toLowerCase()
}

/** The pattern with every bracket's content taken out. */
function outsideGroups(pattern: string): string {
  let out = ''
  let depth = 0
  let inClass = false
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at]!
    if (sign === '\\') {
      if (depth === 0 && !inClass) out += sign + (pattern[at + 1] ?? '')
      at++
      continue
    }
    if (inClass) inClass = sign !== ']'
    else if (sign === '[') {
      if (depth === 0) out += '\0'
      inClass = true
      // A closing bracket that comes first is a member: []abc], [^]abc].
      at += /^\^?\]?/.exec(pattern.slice(at + 1))![0].length
    } else if (sign === '(') {
      if (depth === 0) out += '\0'
      depth++
    } else if (sign === ')') depth--
    else if (depth === 0) out += sign
  }
  return out
}
