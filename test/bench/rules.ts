import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Matchable, RuleSet } from '../../src/domain/rule.ts'
import { compile } from '../../src/rules/compile.ts'
import { loadRules } from '../../src/rules/files.ts'
import { readLine } from '../../src/rules/line/index.ts'
import type { RuleSource } from '../../src/rules/source.ts'
import { createRandom, type Random } from '../support/random.ts'
import { articleOf, sourceOf } from '../support/rules.ts'
import { benchReload } from './reload.ts'
import { newsLike } from './texts.ts'

const REUTERS = join(import.meta.dirname, '../../../shared/news/reuters21578.jsonl.gz')
const ARTICLES = 400
const ROUNDS = 5

/**
 * What matching costs, as ratios: 10, 1,000 and 10,000 rules of three lines each, whose words are drawn from the
 * articles as often as they occur there, against each other and against a loop of one regular expression a line.
 * Normalising, matching and evidence are inside the time.
 */
export async function benchRules(): Promise<void> {
  const articles = readArticles()
  const length = articles.reduce((sum, { body }) => sum + body.length, 0) / articles.length
  print(`${articles.length} articles of ${Math.round(length)} characters`)
  const words = articles.map(({ body }) => body.toLowerCase().match(/[a-z]{2,}/g) ?? [])
  const few = compile(rules(10, words), 'few')
  const began = performance.now()
  const some = compile(rules(1000, words), 'some')
  const compiled = performance.now() - began
  const many = compile(rules(10_000, words), 'many')
  const shipped = await loadRules(join(import.meta.dirname, '../../rules'))
  const sets = shipped.compiled ? [few, some, many, shipped.compiled] : [few, some, many]
  const [ten = 0, thousand = 0, myriad = 0, own] = timesOf(sets, articles)
  const loop = timeOf(() => loopOf(rules(1000, words)), articles.slice(0, 20))
  print(`10 rules            ${micro(ten)} an article`)
  print(`1,000 rules         ${micro(thousand)}   ${ratio(thousand / ten)} of 10 rules (at most 2)`)
  print(`10,000 rules        ${micro(myriad)}   ${ratio(myriad / ten)} of 10 rules (at most 10)`)
  print(
    `regex loop, 1,000   ${micro(loop)}   ${ratio(loop / thousand)} of the engine (at least 50)`,
  )
  print(`compile 1,000       ${compiled.toFixed(0)} ms (under 1000)`)
  if (own)
    print(
      `shipped topics      ${micro(own)}   ${Math.round(1000 / own)} articles a second (at least 5000)`,
    )
  await benchReload(print)
}

function readArticles(): readonly Matchable[] {
  if (!existsSync(REUTERS)) return newsLike(ARTICLES).map((body) => articleOf({ body }))
  return gunzipSync(readFileSync(REUTERS))
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { title: string; body: string })
    .filter(({ body }) => body.length > 2800 && body.length < 4400)
    .slice(0, ARTICLES)
    .map(({ title, body }) => articleOf({ title, body }))
}

/** `count` topics of three lines: a word, a phrase, and NEAR or +. */
function rules(count: number, words: readonly (readonly string[])[]): RuleSource {
  const random = createRandom(count)
  const topics = Array.from({ length: count }, (_, index) => ({
    id: `rule-${index}`,
    any: [
      legal(() => draw(words, random, 1)),
      legal(() => draw(words, random, 2)),
      legal(() => join2(words, random)),
    ],
  }))
  return sourceOf({ topics })
}

function join2(words: readonly (readonly string[])[], random: Random): string {
  const sign = random.chance(0.5) ? '+' : 'NEAR/8'
  return `${draw(words, random, 1)} ${sign} ${draw(words, random, 1)}`
}

/** Words in a row, from anywhere in the articles: common ones come often. */
function draw(words: readonly (readonly string[])[], random: Random, count: number): string {
  const text = words[random.between(0, words.length - 1)]!
  const at = random.between(0, Math.max(0, text.length - count))
  return text.slice(at, at + count).join(' ')
}

function legal(make: () => string): string {
  for (;;) {
    const line = make()
    if (readLine(line, 'line').line) return line
  }
}

/** Milliseconds an article for each set: the best of several rounds, the sets by turns. */
function timesOf(sets: readonly RuleSet[], articles: readonly Matchable[]): readonly number[] {
  const times = sets.map(() => Infinity)
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, set] of sets.entries())
      times[index] = Math.min(
        times[index]!,
        timeOf(() => (article) => set.match(article).length, articles),
      )
  return times
}

function timeOf(
  prepare: () => (article: Matchable) => number,
  articles: readonly Matchable[],
): number {
  const match = prepare()
  let found = 0
  const began = performance.now()
  for (const article of articles) found += match(article)
  const time = (performance.now() - began) / articles.length
  if (found < 0) print('never')
  return time
}

/** One regular expression a line, as one would write it first. */
function loopOf({ topics }: RuleSource): (article: Matchable) => number {
  const patterns = topics.flatMap(({ any }) => any.map(({ text }) => patternOf(text)))
  return ({ title, body }) => {
    let found = 0
    for (const pattern of patterns) if (pattern.test(title) || pattern.test(body)) found++
    return found
  }
}

function patternOf(line: string): RegExp {
  const [left = '', sign, right = ''] = line.split(/ (\+|NEAR\/8) /)
  const one = `\\b${left.replaceAll(' ', '\\W+')}s?\\b`
  const other = `\\b${right}s?\\b`
  if (!sign) return new RegExp(one, 'i')
  if (sign === '+') return new RegExp(`${one}[^]*${other}|${other}[^]*${one}`, 'i')
  const gap = '\\W+(?:\\w+\\W+){0,8}'
  return new RegExp(`${one}${gap}${other}|${other}${gap}${one}`, 'i')
}

function micro(milliseconds: number): string {
  return `${(1000 * milliseconds).toFixed(0).padStart(6)} µs`
}

function ratio(value: number): string {
  return `${value.toFixed(2)} times that`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
