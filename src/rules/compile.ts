import type { Match, Matchable, RuleSet, Topic } from '../domain/rule.ts'
import { maskHits, type Scene } from './match/evaluate.ts'
import {
  compileLine,
  otherGroup,
  triggersOf,
  type CompiledLine,
  type LineRole,
} from './match/lines.ts'
import { Look } from './match/look.ts'
import { draftPhrasebook, type Phrasebook } from './match/phrasebook.ts'
import { Store } from './match/store.ts'
import { compileTopic, matchTopic, meetsOnly, sceneOf, type CompiledTopic } from './match/topic.ts'
import type { LineSource, RuleSource, TopicSource } from './source.ts'

/** A rule set with its insides, for explain; the bot sees the RuleSet alone. */
export type CompiledRules = RuleSet & {
  readonly compiled: readonly CompiledTopic[]
  /** The `ignore` of all topics. */
  readonly ignore: readonly CompiledLine[]
  /** The article as the rules see it. */
  look(article: Matchable): Look
  /** Whether one topic fires; with `ignoreOnly` its `only` is taken as met. Undefined: no such topic, or it does not. */
  matchTopic(
    article: Matchable,
    topic: string,
    options?: { readonly ignoreOnly?: boolean },
  ): Match | undefined
}

/**
 * Compiles a checked source; topics that are switched off are left out. Cost per article hardly grows with the number
 * of rules: phrases are shared over all rules and found by their rarest word, and only lines of which a phrase was
 * found are looked at. Throws RuleError for lists that go round or stand for too much.
 */
export function compile(source: RuleSource, hash: string): CompiledRules {
  const draft = draftPhrasebook(source.lists)
  function toLine(line: LineSource, role: LineRole): CompiledLine {
    return compileLine(line, role, draft)
  }
  const ignore = source.ignore.map((line) => toLine(line, { list: 'ignore', level: undefined }))
  const compiled = source.topics
    .filter(({ enabled }) => enabled)
    .map((topic) => compileTopic(topic, toLine))
  const book = draft.seal()
  const index = indexLines(compiled, book)
  const store = new Store(book.terms.length, book.groups.length)
  function look(article: Matchable): Look {
    return new Look(article, book, store)
  }
  return {
    hash,
    compiled,
    ignore,
    look,
    topics: compiled.map(({ source: topic }) => toTopic(topic)),
    match: (article) => matchAll(article, look(article), ignore, index),
    matchTopic(article, id, options) {
      const topic = compiled.find((each) => each.source.id === id)
      if (!topic || (!options?.ignoreOnly && !meetsOnly(topic.source, article))) return undefined
      return matchTopic(topic, topic.any, sceneOf(topic, sharedScene(ignore, look(article))))
    },
  }
}

/** The article with what every topic ignores. */
export function sharedScene(ignore: readonly CompiledLine[], look: Look): Scene {
  return { look, masks: ignore.flatMap((line) => maskHits(line, look)) }
}

function toTopic(source: TopicSource): Topic {
  const { id, title, severity, why, owner, alert, file, any, all, none, raise } = source
  const lines = any.length + all.length + none.length + raise.length
  return { id, title, severity, why, owner, alert, file, lines }
}

/** The `any` lines of all topics in the order of the files, and which of them a term wakes. */
type LineIndex = {
  readonly lines: readonly CompiledLine[]
  readonly topics: readonly CompiledTopic[]
  /** The topic of each line, by its place among the topics. */
  readonly topicOf: Uint32Array
  /** A group without which the line cannot hit, though it was woken; -1: none. */
  readonly needs: Int32Array
  readonly byTerm: readonly (readonly number[] | undefined)[]
  /** Lines that are tried on every article. */
  readonly always: readonly number[]
  /** The round in which a line was last woken: a line is tried once an article. */
  readonly woken: Uint32Array
  round: number
}

function indexLines(topics: readonly CompiledTopic[], book: Phrasebook): LineIndex {
  const lines = topics.flatMap(({ any }) => any)
  const byTerm: number[][] = []
  const always: number[] = []
  const needs = new Int32Array(lines.length).fill(-1)
  for (const [line, each] of lines.entries()) {
    const triggers = triggersOf(each, book)
    if (!triggers) {
      always.push(line)
      continue
    }
    needs[line] = otherGroup(each, triggers, book)
    for (const term of triggers) (byTerm[term] ??= []).push(line)
  }
  const topicOf = Uint32Array.from(topics.flatMap(({ any }, topic) => any.map(() => topic)))
  const woken = new Uint32Array(lines.length)
  return { lines, topics, topicOf, needs, byTerm, always, woken, round: 0 }
}

function matchAll(
  article: Matchable,
  look: Look,
  ignore: readonly CompiledLine[],
  index: LineIndex,
): Match[] {
  const woken = wake(look, index)
  if (woken.length === 0) return []
  const { topicOf, lines, topics } = index
  const shared = sharedScene(ignore, look)
  const matches: Match[] = []
  const tried: CompiledLine[] = []
  for (let at = 0; at < woken.length;) {
    const number = topicOf[woken[at]!]!
    tried.length = 0
    for (; at < woken.length && topicOf[woken[at]!] === number; at++) tried.push(lines[woken[at]!]!)
    const topic = topics[number]!
    if (!topic.isPlain && !meetsOnly(topic.source, article)) continue
    const scene = topic.isPlain ? shared : sceneOf(topic, shared)
    const match = matchTopic(topic, tried, scene)
    if (match) matches.push(match)
  }
  return matches
}

/** The lines of which a triggering phrase was found, and nothing else is missing at first sight, ascending. */
function wake(look: Look, index: LineIndex): Uint32Array {
  const { byTerm, woken, needs } = index
  index.round = (index.round + 1) % 0xffffffff
  const { round } = index
  const lines: number[] = [...index.always]
  for (const term of look.terms)
    for (const line of byTerm[term] ?? []) {
      if (woken[line] === round) continue
      woken[line] = round
      const other = needs[line]!
      if (other < 0 || look.found(other)) lines.push(line)
    }
  return new Uint32Array(lines).sort()
}
