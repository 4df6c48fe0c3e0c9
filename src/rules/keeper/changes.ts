import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Matchable, RuleSet } from '../../domain/rule.ts'
import { count } from '../../lib/count.ts'
import { topicLines } from '../check/walk.ts'
import type { RuleSource, TopicSource } from '../source.ts'

/** What an edit does to one topic. */
export type TopicChange = {
  readonly topic: string
  /** `+ holmium`, `- cerium`, `severity low → medium`, `new, 3 lines`, `removed`. */
  readonly words: readonly string[]
}

/** What two versions of a folder differ in, by topic. What differs in lists concerns every topic that uses them. */
export function changesBetween(before: RuleSource, after: RuleSource): readonly TopicChange[] {
  const old = new Map(before.topics.map((topic) => [topic.id, topic]))
  const now = new Map(after.topics.map((topic) => [topic.id, topic]))
  const shared = sharedWords(before, after)
  const changes = [...new Set([...now.keys(), ...old.keys()])].map((topic) => ({
    topic,
    words: wordsFor(old.get(topic), now.get(topic)),
  }))
  return [{ topic: '_shared', words: shared }, ...changes].filter(({ words }) => words.length > 0)
}

function wordsFor(old: TopicSource | undefined, now: TopicSource | undefined): readonly string[] {
  if (!old) return now ? [`new, ${count([...topicLines(now)].length, 'line')}`] : []
  if (!now) return ['removed']
  const words = [...lineWords(linesOf(old), linesOf(now)), ...settingWords(old, now)]
  if (words.length > 0) return words
  return comparable(old) === comparable(now) ? [] : ['changed']
}

/** Each line with its key, so that a line that moves from `any` to `none` is seen. */
function linesOf(topic: TopicSource): readonly string[] {
  return [...topicLines(topic)].map(({ key, line }) => {
    const level = topic.raise.find((raise) => raise.line === line)?.level
    return `${key === 'any' ? '' : `${level ?? key}: `}${line.text}`
  })
}

function sharedWords(before: RuleSource, after: RuleSource): readonly string[] {
  return lineWords(sharedLines(before), sharedLines(after))
}

function sharedLines({ lists, ignore }: RuleSource): readonly string[] {
  const listed = [...lists.values()].flatMap(({ name, lines }) =>
    lines.map(({ text }) => `$${name}: ${text}`),
  )
  return [...listed, ...ignore.map(({ text }) => `ignore: ${text}`)]
}

function lineWords(old: readonly string[], now: readonly string[]): readonly string[] {
  const [before, after] = [new Set(old), new Set(now)]
  const added = now.filter((line) => !before.has(line)).map((line) => `+ ${line}`)
  const gone = old.filter((line) => !after.has(line)).map((line) => `- ${line}`)
  const all = [...added, ...gone]
  return all.length > 8 ? [...all.slice(0, 7), `and ${all.length - 7} more lines`] : all
}

function settingWords(old: TopicSource, now: TopicSource): readonly string[] {
  const words: string[] = []
  if (old.severity !== now.severity) words.push(`severity ${old.severity} → ${now.severity}`)
  if (old.enabled !== now.enabled) words.push(now.enabled ? 'switched on' : 'switched off')
  if (JSON.stringify(old.alert) !== JSON.stringify(now.alert)) words.push('alert settings')
  if (JSON.stringify(old.only) !== JSON.stringify(now.only)) words.push('only')
  return words
}

/** What is left to differ: the title, the reason; tests and places in the file do not count. */
function comparable({ title, why, owner, review }: TopicSource): string {
  return JSON.stringify([title, why, owner, review])
}

export type Effect = { readonly articles: number; readonly gained: number; readonly lost: number }

/** On how many articles each topic fires in one set and not in the other. Lets others work in between. */
export async function effectOn(
  articles: AsyncIterable<Matchable>,
  before: RuleSet,
  after: RuleSet,
): Promise<ReadonlyMap<string, Effect>> {
  const gained = new Map<string, number>()
  const lost = new Map<string, number>()
  let total = 0
  for await (const article of articles) {
    if (++total % 50 === 0) await nextTurn()
    const old = new Set(before.match(article).map(({ topic }) => topic))
    const now = new Set(after.match(article).map(({ topic }) => topic))
    for (const topic of now) if (!old.has(topic)) gained.set(topic, (gained.get(topic) ?? 0) + 1)
    for (const topic of old) if (!now.has(topic)) lost.set(topic, (lost.get(topic) ?? 0) + 1)
  }
  const topics = [...before.topics, ...after.topics].map(({ id }) => id)
  return new Map(
    topics.map((id) => [
      id,
      { articles: total, gained: gained.get(id) ?? 0, lost: lost.get(id) ?? 0 },
    ]),
  )
}

/** `rare-earths: + holmium; would have fired on 2 of the last 1,400 articles`. */
export function changeInWords({ topic, words }: TopicChange, effect: Effect | undefined): string {
  const what = `${topic}: ${words.join(', ')}`
  if (!effect || effect.articles === 0) return what
  const { gained, lost, articles } = effect
  const of = `of the last ${articles.toLocaleString('en')} articles`
  if (gained > 0 && lost > 0)
    return `${what}; would have fired on ${gained} more and ${lost} fewer ${of}`
  if (lost > 0) return `${what}; would not have fired on ${lost} ${of}`
  return `${what}; would have fired on ${gained} ${of}`
}
