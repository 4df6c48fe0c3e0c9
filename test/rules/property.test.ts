import { describe, expect, test } from 'vitest'
import type { Matchable, Match } from '../../src/domain/rule.ts'
import { compile } from '../../src/rules/compile.ts'
import type { Item, Line, Phrase, RuleSource } from '../../src/rules/source.ts'
import { createRandom } from '../support/random.ts'
import { randomArticle, randomRules } from '../support/random-rules.ts'
import { judge, type Verdict } from '../support/reference.ts'
import { sourceOf } from '../support/rules.ts'

const RULES = 2600
const ARTICLES_A_RULE = 4

/** What every pair must hold: the signs of the language, each in at least 300 pairs. */
const SIGNS =
  'word exact prefix percent date span list group capitals phrase or plus near sentence field regex all none ignore raise'.split(
    ' ',
  )

describe('the engine and the slow reference, on random rules and texts', () => {
  const random = createRandom(20250810)
  const counts = new Map<string, number>()
  const differences: string[] = []
  let pairs = 0
  let hits = 0
  for (let rule = 0; rule < RULES; rule++) {
    const text = randomRules(random)
    const source = sourceOf(text)
    const set = compile(source, 'test')
    const signs = signsOf(source)
    for (let at = 0; at < ARTICLES_A_RULE; at++) {
      const article = randomArticle(random)
      const matches = set.match(article)
      const expected = judge(source, article)
      const found = matches.map(verdictOf)
      pairs++
      if (expected.length > 0) hits++
      for (const sign of signs) counts.set(sign, (counts.get(sign) ?? 0) + 1)
      const wrong = [
        ...difference(found, expected),
        ...matches.flatMap((match) => badEvidence(match, article)),
      ]
      if (wrong.length > 0)
        differences.push(JSON.stringify({ wrong, text, article, found, expected }))
    }
  }

  test('agree on every pair, and every quote is cut from the original', () => {
    expect(differences.slice(0, 3)).toEqual([])
  })

  test('of at least 10,000 pairs at least 30 % hit', () => {
    expect(pairs).toBeGreaterThanOrEqual(10_000)
    expect(hits / pairs).toBeGreaterThanOrEqual(0.3)
  })

  test.each(SIGNS)('%s occurs in at least 300 pairs', (sign) => {
    expect(counts.get(sign)).toBeGreaterThanOrEqual(300)
  })
})

function verdictOf({ topic, severity, evidence }: Match): Verdict {
  const lines = evidence.map(({ line }) => line).filter(({ list }) => list === 'any')
  return { topic, severity, rows: lines.map(({ row }) => row) }
}

function difference(found: readonly Verdict[], expected: readonly Verdict[]): readonly string[] {
  return JSON.stringify(found) === JSON.stringify(expected) ? [] : ['verdict']
}

function badEvidence({ evidence }: Match, article: Matchable): readonly string[] {
  const passages = evidence.flatMap((each) => each.passages)
  if (evidence.some((each) => each.passages.length === 0)) return ['a line without a passage']
  return passages.flatMap(({ field, quote, start, end, spans }) => {
    const isCut = article[field].slice(start, end) === quote && quote.trim() === quote
    const isInside = spans.every(
      (span, index) =>
        span.start >= (spans[index - 1]?.end ?? start) && span.end <= end && span.end > span.start,
    )
    return isCut && isInside && spans.length > 0 ? [] : [`evidence ${quote}`]
  })
}

function signsOf(source: RuleSource): ReadonlySet<string> {
  const signs = new Set<string>()
  const [topic] = source.topics
  for (const key of ['all', 'none', 'ignore', 'raise'] as const)
    if (topic![key].length > 0) signs.add(key)
  const lines = [
    ...topic!.any,
    ...topic!.all,
    ...topic!.none,
    ...topic!.ignore,
    ...topic!.raise.map(({ line }) => line),
  ]
  for (const { line } of lines) addLine(signs, line)
  return signs
}

function addLine(signs: Set<string>, line: Line): void {
  if (line.field) signs.add('field')
  if (line.kind === 'regex') {
    signs.add('regex')
    return
  }
  if (line.or.length > 1) signs.add('or')
  for (const and of line.or) {
    if (and.length > 1) signs.add('plus')
    for (const near of and) {
      if (near.kind === 'phrase') addPhrase(signs, near.phrase)
      else {
        signs.add(near.within === 'sentence' ? 'sentence' : 'near')
        addPhrase(signs, near.left)
        addPhrase(signs, near.right)
      }
    }
  }
}

function addPhrase(signs: Set<string>, phrase: Phrase): void {
  if (phrase.length > 1) signs.add('phrase')
  for (const item of phrase) addItem(signs, item)
}

function addItem(signs: Set<string>, item: Item): void {
  signs.add(item.sign)
  if (item.sign === 'word' && /^[A-Z&\d]*[A-Z][A-Z&\d]*s?$/.test(item.text)) signs.add('capitals')
  if (item.sign === 'group') for (const phrase of item.phrases) addPhrase(signs, phrase)
}
