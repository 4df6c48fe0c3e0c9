import type { Evidence, Match, Matchable, RuleSet, Topic } from '../domain/rule.ts'
import { masksOf, type Scene } from './match/evaluate.ts'
import { compileLine, type CompiledLine, type LineRole } from './match/lines.ts'
import { Look } from './match/look.ts'
import { draftPhrasebook } from './match/phrasebook.ts'
import { Store } from './match/store.ts'
import {
  anyEvidence,
  compileTopic,
  matchOf,
  matchTopic,
  meetsOnly,
  passagesFound,
  sceneOf,
  type CompiledTopic,
} from './match/topic.ts'
import { OTHER, usualPassages } from './match/usual.ts'
import { indexLines, type LineIndex } from './match/wake.ts'
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
      const scene = sceneOf(topic, sharedScene(ignore, look(article)))
      return matchTopic(topic, anyEvidence(topic, scene), scene)
    },
  }
}

/** The article with what every topic ignores. */
export function sharedScene(ignore: readonly CompiledLine[], look: Look): Scene {
  return { look, masks: ignore.flatMap((line) => masksOf(line, look)) }
}

function toTopic(source: TopicSource): Topic {
  const { id, title, severity, why, owner, alert, file, any, all, none, raise } = source
  const lines = any.length + all.length + none.length + raise.length
  return { id, title, severity, why, owner, alert, file, lines }
}

function matchAll(
  article: Matchable,
  look: Look,
  ignore: readonly CompiledLine[],
  index: LineIndex,
): Match[] {
  const { topics, topicOf, arePlain, woken } = index
  const count = index.wake(look)
  if (count === 0) return []
  const shared = sharedScene(ignore, look)
  const matches = Array<Match>(count)
  let made = 0
  for (let at = 0; at < count;) {
    const from = at
    const number = topicOf[woken[at++]!]!
    while (at < count && topicOf[woken[at]!] === number) at++
    const match = arePlain[number]
      ? matchPlain(index, number, from, at, shared)
      : matchOther(topics[number]!, article, index, from, at, shared)
    if (match) matches[made++] = match
  }
  matches.length = made
  return matches
}

/** With thousands of topics it pays not to touch one that finds nothing: each is far away in memory. */
function matchPlain(
  index: LineIndex,
  topic: number,
  from: number,
  to: number,
  scene: Scene,
): Match | undefined {
  const evidence = wokenEvidence(index, from, to, scene)
  if (!evidence) return undefined
  const head = index.heads[topic]!
  return matchOf(head, head.severity, evidence)
}

function matchOther(
  topic: CompiledTopic,
  article: Matchable,
  index: LineIndex,
  from: number,
  to: number,
  shared: Scene,
): Match | undefined {
  if (!meetsOnly(topic.source, article)) return undefined
  const scene = sceneOf(topic, shared)
  const evidence = wokenEvidence(index, from, to, scene)
  return evidence && matchTopic(topic, evidence, scene)
}

/** What the woken lines `from` to `to` found; undefined: nothing. */
function wokenEvidence(
  { woken, lines, rules, usual }: LineIndex,
  from: number,
  to: number,
  scene: Scene,
): Evidence[] | undefined {
  let evidence: Evidence[] | undefined
  const isMasked = scene.masks.length > 0
  for (let at = from; at < to; at++) {
    const number = woken[at]!
    const isUsual = !isMasked && usual.shapes[number] !== OTHER
    const passages = isUsual
      ? usualPassages(usual, number, scene.look)
      : passagesFound(lines[number]!, scene)
    if (!passages) continue
    const found = { line: rules[number]!, passages }
    // Most have one or two lines; an array that grows takes room for seventeen.
    if (!evidence) evidence = [found]
    else if (evidence.length === 1) evidence = [evidence[0]!, found]
    else evidence.push(found)
  }
  return evidence
}
