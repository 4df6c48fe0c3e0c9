import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Matchable, RuleSet } from '../../src/domain/rule.ts'
import { EVERYWHERE } from '../../src/rules/check/wording.ts'
import { compile } from '../../src/rules/compile.ts'
import { loadRules } from '../../src/rules/files.ts'
import { readLine } from '../../src/rules/line/index.ts'
import type { RuleSource } from '../../src/rules/source.ts'
import { createRandom, type Random } from '../support/random.ts'
import { articleOf, sourceOf } from '../support/rules.ts'
import { benchReload } from './reload.ts'
import { newsLike } from './texts.ts'

const REUTERS = join(import.meta.dirname, '../../../shared/news/reuters21578.jsonl.gz')
const ARTICLES = 300
const ROUNDS = 8

/**
 * What matching costs, as ratios: 10, 1,000 and 10,000 rules of three lines each, whose words are drawn from the
 * articles as often as they occur there, against each other and against a loop of one regular expression a line.
 * Normalising, matching and evidence are inside the time.
 */
export async function benchRules(): Promise<void> {
  const articles = readArticles()
  const length = articles.reduce((sum, { body }) => sum + body.length, 0) / articles.length
  print(`${articles.length} articles of ${Math.round(length)} characters`)
  const words = articles.map(({ body }) => body.toLowerCase().match(/[a-z]{3,}/g) ?? [])
  print(
    'words drawn by frequency, but none alone that `rules check` calls too broad, as "the" and "said":',
  )
  const thousand = benchSizes(articles, words, isNarrow)
  const sources = rules(1000, words, isNarrow)
  const loop = timesOf([loopOf(sources)], articles.slice(0, 20), 1)[0]!.time
  print(
    `regex loop, 1,000   ${micro(loop)}   ${ratio(loop / thousand)} of the engine (at least 50)`,
  )
  print('any words drawn by frequency, "the" and "said" alone as well:')
  benchSizes(articles, words, () => true)
  const began = performance.now()
  compile(sources, 'again')
  print(`compile 1,000       ${(performance.now() - began).toFixed(0)} ms (under 1000)`)
  await benchShipped(articles)
  await benchReload(print)
}

type Words = readonly (readonly string[])[]
type Fits = (word: string) => boolean

function isNarrow(word: string): boolean {
  return !EVERYWHERE.has(word)
}

/** Prints 10, 1,000 and 10,000 rules beside each other; milliseconds an article with 1,000. */
function benchSizes(articles: readonly Matchable[], words: Words, fits: Fits): number {
  const sets = [10, 1000, 10_000].map((count) => compile(rules(count, words, fits), String(count)))
  const [ten, thousand, myriad] = timesOf(sets.map(matcher), articles, ROUNDS)
  const fires = (100 * thousand!.found) / articles.length / 1000
  print(`10 rules            ${micro(ten!.time)} an article`)
  print(
    `1,000 rules         ${micro(thousand!.time)}   ${ratio(thousand!.time / ten!.time)} of 10 rules (at most 2)`,
  )
  print(
    `10,000 rules        ${micro(myriad!.time)}   ${ratio(myriad!.time / ten!.time)} of 10 rules (at most 10)`,
  )
  print(`                    ${fires.toFixed(1)} % of the rules fire on an article`)
  return thousand!.time
}

async function benchShipped(articles: readonly Matchable[]): Promise<void> {
  const { compiled } = await loadRules(join(import.meta.dirname, '../../rules'))
  if (!compiled) return print('shipped topics      not in order: run `trucewatch rules check`')
  const [own] = timesOf([matcher(compiled)], articles, ROUNDS)
  print(
    `shipped topics      ${micro(own!.time)}   ${Math.round(1000 / own!.time)} articles a second (at least 5000)`,
  )
}

function matcher(set: RuleSet): Matcher {
  return (article) => set.match(article).length
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

/** `count` topics of three lines: a word, a phrase, and NEAR or +. Words that stand alone fit. */
function rules(count: number, words: Words, fits: Fits): RuleSource {
  const random = createRandom(count)
  const topics = Array.from({ length: count }, (_, index) => ({
    id: `rule-${index}`,
    any: [
      legal(() => single(words, random, fits)),
      legal(() => draw(words, random, 2)),
      legal(() => twoSides(words, random, fits)),
    ],
  }))
  return sourceOf({ topics })
}

function twoSides(words: Words, random: Random, fits: Fits): string {
  const sign = random.chance(0.5) ? '+' : 'NEAR/8'
  return `${single(words, random, fits)} ${sign} ${single(words, random, fits)}`
}

function single(words: Words, random: Random, fits: Fits): string {
  for (;;) {
    const word = draw(words, random, 1)
    if (fits(word)) return word
  }
}

/** Words in a row, from anywhere in the articles: common ones come often. */
function draw(words: Words, random: Random, count: number): string {
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

type Matcher = (article: Matchable) => number

/** Milliseconds an article, each article's best of several rounds, the matchers by turns; and how many rules fired. */
function timesOf(
  matchers: readonly Matcher[],
  articles: readonly Matchable[],
  rounds: number,
): readonly { readonly time: number; readonly found: number }[] {
  const best = matchers.map(() => articles.map(() => Infinity))
  const found = matchers.map(() => 0)
  for (let round = 0; round < rounds; round++)
    for (const [index, match] of matchers.entries()) {
      found[index] = 0
      for (const [at, article] of articles.entries()) {
        const began = performance.now()
        found[index] += match(article)
        best[index]![at] = Math.min(best[index]![at]!, performance.now() - began)
      }
    }
  return best.map((times, index) => ({
    time: times.reduce((sum, time) => sum + time, 0) / articles.length,
    found: found[index]!,
  }))
}

/** One regular expression a line, as one would write it first. */
function loopOf({ topics }: RuleSource): Matcher {
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
