import { fold } from '../../text/normalise.ts'
import { warning, type RuleProblem } from '../problem.ts'
import { compilePattern, literalOf } from '../signs/regex.ts'
import { isCapitals } from '../signs/word.ts'
import type { Item, LineSource, RuleSource } from '../source.ts'
import { allLines, phrasesOf, placeIn, type Sources } from './walk.ts'

/** Words that nearly every article holds: a line of one alone makes an alert of everything. */
export const EVERYWHERE: ReadonlySet<string> = new Set(
  'a about after all also an and are as at be been but by can for from had has have he her his if in is it its more new no not of on one or our out over said say says she so than that the their them they this to up was we were what when which who will with would year you 的 在 是 了 和 有 我 不 年 月 日 一'.split(
    ' ',
  ),
)

/** Single words that find too much, or something else than is meant. */
export function* checkWording(source: RuleSource, sources: Sources): Generator<RuleProblem> {
  for (const { line } of allLines(source)) {
    for (const item of aloneIn(line)) {
      const problem = judge(item, line, sources)
      if (problem) yield problem
    }
    if (line.line.kind === 'regex') yield* judgePattern(line.line.pattern, line, sources)
  }
}

/** Texts of nothing in particular: what finds something in all of them finds something everywhere. */
const ANYTHING = ['a mild evening by the sea', 'Nobody won', 'Rain, 12 days']

function* judgePattern(
  pattern: string,
  line: LineSource,
  sources: Sources,
): Generator<RuleProblem> {
  const place = placeIn(line, sources)
  const compiled = compilePattern(pattern)
  if (ANYTHING.every((text) => compiled.find(text, 1).length > 0)) {
    const message = 'this expression finds something in nearly every article'
    yield warning('too-broad', place, message, 'write the letters that must stand there')
  } else if (literalOf(pattern) === undefined)
    yield warning(
      'no-literal',
      place,
      'no three letters in a row must stand in every match, so this is run on every article',
      'write the letters that must stand there, or words in place of the expression',
    )
}

/** Words that are a whole phrase, in brackets or not. */
function aloneIn({ line }: LineSource): readonly Item[] {
  return phrasesOf(line).flatMap(alone)
}

function alone(phrase: readonly Item[]): readonly Item[] {
  const [item, more] = phrase
  if (!item || more) return []
  return item.sign === 'group' ? item.phrases.flatMap(alone) : [item]
}

/** `The` finds what `the` finds; of capitals alone (IT, WHO) only the letter A begins sentences everywhere. */
function isEverywhere({ sign, text }: Extract<Item, { text: string }>): boolean {
  if (sign === 'exact') return EVERYWHERE.has(text)
  return EVERYWHERE.has(fold(text)) && (text.length === 1 || !isCapitals(text))
}

function judge(item: Item, line: LineSource, sources: Sources): RuleProblem | undefined {
  if (item.sign !== 'word' && item.sign !== 'exact') return undefined
  const { text } = item
  if (isEverywhere(item)) {
    const cure = 'write a phrase, or join it to a second word'
    const message = `"${text}" stands in nearly every article`
    return warning('too-broad', placeIn(line, sources, item), message, cure)
  }
  if (item.sign === 'exact') return undefined
  if (!/^[a-z]{1,2}$/.test(text)) return undefined
  const cure = `did you mean ${text.toUpperCase()}? Capitals find only capitals`
  const message = `"${text}" in small letters finds the word in any capitals`
  return warning('short-term', placeIn(line, sources, item), message, cure)
}
