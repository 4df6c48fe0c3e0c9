import type { Field } from '../../domain/article.ts'
import { regexProblem } from '../signs/regex.ts'
import type { And, Line, LineProblem, Near } from '../source.ts'
import { fieldCure, otherNameOf } from './fields.ts'
import { lex, narrowSigns } from './lexer.ts'
import { parse } from './parser.ts'
import { inOneLine } from './quotes.ts'

export type LinePlace = 'line' | 'list' | 'ignore'

export type ReadLine =
  | { readonly line: Line; readonly problems: readonly [] }
  | { readonly line: undefined; readonly problems: readonly LineProblem[] }

const FIELD = /^(title|lead|body)\s*:\s*/
const OTHER_FIELD = /^([\p{L}_-]+)\s*:(?:\s+|$)/u
const GLUED_FIELD = /^(\p{L}+):/u

/**
 * Reads one line of a rule file. Everything that is wrong is said at once, with offsets into `written`, what is wrong
 * and what to write instead; the line is undefined then. Lists and `ignore` hold phrases alone (`ignore` a regular
 * expression too): no +, no NEAR, no field.
 */
export function readLine(written: string, place: LinePlace): ReadLine {
  const text = narrowSigns(written)
  const problems: LineProblem[] = []
  const fieldText = FIELD.exec(text)
  const field = fieldText?.[1] as Field | undefined
  const from = fieldText?.[0].length ?? 0
  const other = OTHER_FIELD.exec(text) ?? gluedField(text)
  if (!field && other) problems.push(unknownField(other[1]!, text.slice(other[0].length)))
  const line = problems.length > 0 ? undefined : readBody(text, from, field, problems)
  if (line) problems.push(...misplaced(line, place))
  return line && problems.length === 0 ? { line, problems: [] } : { line: undefined, problems }
}

/** `headline:port`, as a Chinese colon leaves it; other words with a colon inside are no fields. */
function gluedField(text: string): RegExpExecArray | undefined {
  const glued = GLUED_FIELD.exec(text)
  return glued && otherNameOf(glued[1]!) ? glued : undefined
}

function readBody(
  text: string,
  from: number,
  field: Field | undefined,
  problems: LineProblem[],
): Line | undefined {
  const rest = text.slice(from)
  if (/^\/.*\/$/.test(rest) && rest.length > 2) {
    const pattern = rest.slice(1, -1)
    const problem = regexProblem(pattern)
    if (problem) problems.push({ ...problem, start: from, end: text.length })
    return { kind: 'regex', field, pattern, start: from, end: text.length }
  }
  if (rest.startsWith('/')) {
    problems.push({
      id: 'regex-end',
      message: 'a regular expression ends with a slash, and nothing behind it',
      cure: 'write /…/; capitals never count in it',
      start: from,
      end: text.length,
    })
    return undefined
  }
  const found: LineProblem[] = []
  const lexemes = lex(text, from, found)
  problems.push(...inOneLine(text, found))
  if (problems.length > 0) return undefined
  const or = parse(lexemes, text.length, problems)
  return { kind: 'terms', field, or, start: from, end: text.length }
}

function misplaced(line: Line, place: LinePlace): readonly LineProblem[] {
  if (place === 'line') return []
  const where = place === 'list' ? 'a list' : 'ignore'
  const at = { start: line.start, end: line.end }
  const found: LineProblem[] = []
  if (line.field)
    found.push({
      ...at,
      start: 0,
      id: 'field-not-here',
      message: `${where} holds phrases, no fields`,
      cure: 'write the phrase without the field',
    })
  if (line.kind === 'regex' && place === 'list')
    found.push({
      ...at,
      id: 'regex-not-here',
      message: 'a list holds phrases, no regular expressions',
      cure: 'write it as a line of a topic',
    })
  if (line.kind === 'terms')
    found.push(
      ...line.or
        .flatMap((and) => signsOf(and))
        .map(({ sign, start, end }) => ({
          id: 'sign-not-here',
          message: `${where} holds phrases, no ${sign}`,
          cure:
            place === 'list'
              ? `write ${sign} in the lines that use the list`
              : 'write the phrase that is never news',
          start,
          end,
        })),
    )
  return found
}

function signsOf(and: And): readonly { sign: string; start: number; end: number }[] {
  const near = and.filter((part): part is Near & { kind: 'near' } => part.kind === 'near')
  const signs = near.map(({ start, end }) => ({ sign: 'NEAR', start, end }))
  return and.length > 1
    ? [{ sign: '+', start: and[0]!.start, end: and.at(-1)!.end }, ...signs]
    : signs
}

function unknownField(name: string, rest: string): LineProblem {
  return {
    id: 'unknown-field',
    message: `there is no field "${name}"`,
    cure:
      fieldCure(name, rest) ?? 'the fields are title, lead and body; write a colon nowhere else',
    start: 0,
    end: name.length + 1,
  }
}
