import { atomOf } from './signs/index.ts'
import { compoundAtom, isSmallLatin } from './signs/word.ts'
import { listPhrases } from './check/flat.ts'
import { phrasesOf, topicLines } from './check/walk.ts'
import type { Item, LineSource, Phrase, RuleSource, TopicSource } from './source.ts'

/** A line with the exact forms of everything in it. */
export type ShownLine = {
  /** `any`, `all`, `none`, `ignore`, or the level that a `raise` line lifts to. */
  readonly key: string
  readonly row: number
  readonly text: string
  readonly parts: readonly ShownPart[]
}

/** A part as it is written, and the phrases that it stands for, each in all its forms. */
export type ShownPart = {
  readonly written: string
  readonly phrases: readonly (readonly string[])[]
}

/** Every line of a topic, in the order of the file. */
export function showTopic(topic: TopicSource, source: RuleSource): readonly ShownLine[] {
  return [...topicLines(topic)]
    .map(({ key, line }) => ({
      key: topic.raise.find((raise) => raise.line === line)?.level ?? key,
      row: line.row,
      text: line.text,
      parts: partsOf(line, source),
    }))
    .toSorted((a, b) => a.row - b.row)
}

function partsOf(line: LineSource, source: RuleSource): readonly ShownPart[] {
  if (line.line.kind === 'regex')
    return [
      { written: 'a regular expression', phrases: [[`/${line.line.pattern}/, any capitals`]] },
    ]
  const parts = phrasesOf(line.line).flatMap((phrase) => phraseParts(phrase, line.text, source))
  return [...new Map(parts.map((part) => [part.written, part])).values()]
}

function phraseParts(phrase: Phrase, text: string, source: RuleSource): readonly ShownPart[] {
  const han = hanRun(phrase, text)
  if (han) return [{ written: han, phrases: [[han]] }]
  const parts = phrase.flatMap((item) => itemParts(item, text, source))
  const compound = compoundOf(phrase)
  const [first, second] = phrase
  if (!compound || !first || !second) return parts
  return [...parts, { written: text.slice(first.start, second.end), phrases: [compound] }]
}

/** Chinese and Japanese are written without spaces: a run of characters is shown as one. */
function hanRun(phrase: Phrase, text: string): string | undefined {
  const [first] = phrase
  const last = phrase.at(-1)
  if (!first || !last) return undefined
  const written = text.slice(first.start, last.end)
  return /^[\p{Script=Han}\u3041-\u30ff]+$/u.test(written) ? written : undefined
}

function itemParts(item: Item, text: string, source: RuleSource): readonly ShownPart[] {
  if (item.sign === 'group')
    return item.phrases.flatMap((phrase) => phraseParts(phrase, text, source))
  const written = text.slice(item.start, item.end)
  if (item.sign !== 'list') return [{ written, phrases: [atomOf(item).shown] }]
  return [
    { written, phrases: listPhrases(item.name, source).map((each) => formsOfPhrase(each, source)) },
  ]
}

/** A word in all its forms; several words in one text. */
function formsOfPhrase(phrase: Phrase, source: RuleSource): readonly string[] {
  const [only, more] = phrase
  return only && !more ? formsOf(only, source) : [inWords(phrase, source)]
}

/** A phrase of a list in one text: where several forms may stand, in brackets. */
function inWords(phrase: Phrase, source: RuleSource): string {
  const pieces = phrase.map((item) => {
    const forms = formsOf(item, source)
    return forms.length === 1 ? forms[0]! : `(${forms.join(' | ')})`
  })
  const glue = pieces.every((piece) => /^[\p{Script=Han}\u3041-\u30ff]$/u.test(piece)) ? '' : ' '
  return pieces.join(glue)
}

function formsOf(item: Item, source: RuleSource): readonly string[] {
  if (item.sign === 'list')
    return listPhrases(item.name, source).map((each) => inWords(each, source))
  if (item.sign === 'group') return item.phrases.map((each) => inWords(each, source))
  return atomOf(item).shown
}

/** `rare earth` also stands for rareearth. */
function compoundOf(phrase: Phrase): readonly string[] | undefined {
  const [first, second, third] = phrase
  if (first?.sign !== 'word' || second?.sign !== 'word' || third) return undefined
  if (!isSmallLatin(first.text) || !isSmallLatin(second.text)) return undefined
  return compoundAtom(first.text, second.text).shown
}
