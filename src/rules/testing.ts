import type { Evidence, Matchable, Match, Passage, RuleSet } from '../domain/rule.ts'
import { EVERYWHERE } from './check/wording.ts'
import type { Memory } from './memory.ts'
import { nearestMisses } from './nearest.ts'
import { error, warning, type Place, type RuleProblem } from './problem.ts'
import { sourcesOf } from './check/index.ts'
import type { RuleFile } from './read/folder.ts'
import type { RuleSource, RuleTest, TopicSource } from './source.ts'

/** What came of one test of a rule file. `passed` is about what the test says; a `todo` is expected to fail. */
export type TestResult = {
  readonly topic: TopicSource
  readonly test: RuleTest
  readonly passed: boolean
  readonly match: Match | undefined
}

/** Runs the tests of every topic that is switched on, by the engine that alerts. */
export function runTests(set: RuleSet, source: RuleSource, only?: string): readonly TestResult[] {
  return source.topics
    .filter((topic) => topic.enabled && (only === undefined || topic.id === only))
    .flatMap((topic) => topic.tests.map((test) => runTest(set, topic, test)))
}

function runTest(set: RuleSet, topic: TopicSource, test: RuleTest): TestResult {
  const match = set.match(articleOf(topic, test)).find((each) => each.topic === topic.id)
  const asExpected = (match !== undefined) === (test.expect === 'match')
  const loudEnough = !match || !test.severity || match.severity === test.severity
  return { topic, test, match, passed: asExpected && loudEnough }
}

/** A test as an article. `only` is met where the test does not name the key. */
export function articleOf(topic: TopicSource, test: RuleTest): Matchable {
  const langs = test.lang ? [test.lang] : topic.only.lang
  const text = test.title + test.lead + test.body
  return {
    title: test.title,
    lead: test.lead,
    body: test.body,
    lang: langs[0] ?? guessLanguage(text),
    langs: langs.length > 0 ? langs : [guessLanguage(text)],
    feeds: test.source ? [test.source] : topic.only.source,
    tags: test.tag ? [test.tag] : topic.only.tag,
  }
}

/** By script: Kana is Japanese, Han Chinese, everything else English. */
export function guessLanguage(text: string): string {
  if (/[\u3041-\u30ff]/.test(text)) return 'ja'
  return /\p{Script=Han}/u.test(text) ? 'zh' : 'en'
}

/**
 * Failing tests as errors; a `todo` that passes as a warning. What a topic says of its own tests follows from the topic,
 * the lists and what all topics ignore: where these are the ones of the load before, so is the outcome.
 */
export function testProblems(
  set: RuleSet,
  source: RuleSource,
  files: readonly RuleFile[],
  memory: Memory,
): readonly RuleProblem[] {
  const sources = sourcesOf(files)
  return source.topics.flatMap((topic) =>
    memory.keep(`tests ${topic.id}`, [topic, source.lists, source.ignore], () =>
      runTests(set, source, topic.id)
        .filter(({ test, passed }) => passed === test.todo)
        .map((result) => {
          const { file, row: line, column } = result.test
          const place = { file, line, column, length: 0, source: sources(file, line) }
          return problemOf(set, result, place)
        }),
    ),
  )
}

function problemOf(set: RuleSet, result: TestResult, place: Place): RuleProblem {
  const { test } = result
  if (test.todo) {
    const cure = `move it up to ${test.expect}:`
    return warning('todo-passes', place, 'this works now', cure)
  }
  return error('test-failed', place, wrongWith(result), reasonFor(set, result).join('\n'))
}

function wrongWith({ test, match }: TestResult): string {
  if (test.expect === 'no match') return 'this must not match, but it does'
  if (!match) return 'this must match, but it does not'
  return `this must be ${test.severity}, but it is ${match.severity}`
}

/** Why a test came out as it did: the lines that hit, or what came nearest. */
export function reasonFor(set: RuleSet, { topic, test, match }: TestResult): readonly string[] {
  const article = articleOf(topic, test)
  if (!match)
    return test.expect === 'match' ? nearestMisses(set, article, topic.id).slice(0, 3) : []
  const found = match.evidence.filter(({ line }) => line.list !== 'all')
  const lines = found.flatMap((evidence) => hitsInWords(evidence, article)).slice(0, 3)
  if (test.expect === 'match') return lines
  return [...lines, ...ignoreHint(found[0], article)]
}

/** `line 6 "tariff NEAR $us" found "tariff in the US"`, for each passage. */
function hitsInWords({ line, passages }: Evidence, article: Matchable): readonly string[] {
  const level = line.level ? ` (${line.level})` : ''
  return passages.map(
    (passage) => `line ${line.row} "${line.text}"${level} found "${hitText(passage, article)}"`,
  )
}

/** The hits as the article says them; what stands close together in one stretch. */
export function hitText({ field, spans, start, end }: Passage, article: Matchable): string {
  const pieces: { start: number; end: number }[] = []
  for (const span of spans) {
    const last = pieces.at(-1)
    if (last && span.start - last.end <= CLOSE) last.end = Math.max(last.end, span.end)
    else pieces.push({ ...span })
  }
  const shown = pieces.length > 0 ? pieces : [{ start, end }]
  const texts = shown.map((piece) => article[field].slice(piece.start, piece.end))
  return texts.join(' … ').replaceAll(/\s+/g, ' ')
}

/** Characters between two hits that are shown as one. */
const CLOSE = 30

/** The word before the hit and the hit's first word make the phrase that is probably no news. */
function ignoreHint(evidence: Evidence | undefined, article: Matchable): readonly string[] {
  const passage = evidence?.passages[0]
  const first = passage?.spans[0]
  if (!passage || !first) return []
  const text = article[passage.field]
  const before = /[\p{L}\p{N}]+(?=[\s-]*$)/u.exec(text.slice(0, first.start))?.[0]
  const word = /^[\p{L}\p{N}]+/u.exec(text.slice(first.start, first.end))?.[0]
  if (!before || !word || EVERYWHERE.has(before.toLowerCase()) || /\p{Script=Han}/u.test(word))
    return []
  return [`if "${before.toLowerCase()} ${word}" is never news, add it under ignore:`]
}
