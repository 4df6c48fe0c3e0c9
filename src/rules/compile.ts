import type { Match, Matchable, RuleSet, Topic } from '../domain/rule.ts'
import { maskHits } from './match/evaluate.ts'
import type { Hit } from './match/hits.ts'
import { compileLine, triggersOf, type CompiledLine } from './match/lines.ts'
import { Look } from './match/look.ts'
import { draftPhrasebook, type Phrasebook } from './match/phrasebook.ts'
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
  function toLine(line: LineSource): CompiledLine {
    return compileLine(line, draft)
  }
  const ignore = source.ignore.map(toLine)
  const compiled = source.topics
    .filter(({ enabled }) => enabled)
    .map((topic) => compileTopic(topic, toLine))
  const book = draft.seal()
  const index = indexLines(compiled, book)
  function look(article: Matchable): Look {
    return new Look(article, book)
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
      const seen = look(article)
      return matchTopic(topic, topic.any, sceneOf(topic, seen, sharedMasks(ignore, seen)))
    },
  }
}

/** What every topic ignores. */
export function sharedMasks(ignore: readonly CompiledLine[], look: Look): readonly Hit[] {
  return ignore.flatMap((line) => maskHits(line, look))
}

function toTopic(source: TopicSource): Topic {
  const { id, title, severity, why, owner, alert, file, any, all, none, raise } = source
  const lines = any.length + all.length + none.length + raise.length
  return { id, title, severity, why, owner, alert, file, lines }
}

/** The `any` lines of all topics in the order of the files, and which of them a term wakes. */
type LineIndex = {
  readonly lines: readonly CompiledLine[]
  /** The topic of each line. */
  readonly topics: readonly CompiledTopic[]
  readonly byTerm: readonly (readonly number[] | undefined)[]
  /** Lines that are tried on every article. */
  readonly always: readonly number[]
  /** The round in which a line was last woken: a line is tried once an article. */
  readonly woken: Uint32Array
  round: number
}

function indexLines(compiled: readonly CompiledTopic[], book: Phrasebook): LineIndex {
  const lines = compiled.flatMap(({ any }) => any)
  const byTerm: number[][] = []
  const always: number[] = []
  for (const [line, each] of lines.entries()) {
    const triggers = triggersOf(each, book)
    if (!triggers) always.push(line)
    for (const term of triggers ?? []) (byTerm[term] ??= []).push(line)
  }
  return {
    lines,
    topics: compiled.flatMap((topic) => topic.any.map(() => topic)),
    byTerm,
    always,
    woken: new Uint32Array(lines.length),
    round: 0,
  }
}

function matchAll(
  article: Matchable,
  look: Look,
  ignore: readonly CompiledLine[],
  index: LineIndex,
): Match[] {
  const woken = wake(look, index)
  const shared = woken.length > 0 ? sharedMasks(ignore, look) : []
  const matches: Match[] = []
  for (let at = 0; at < woken.length;) {
    const topic = index.topics[woken[at]!]!
    const tried: CompiledLine[] = []
    for (; at < woken.length && index.topics[woken[at]!] === topic; at++)
      tried.push(index.lines[woken[at]!]!)
    if (!meetsOnly(topic.source, article)) continue
    const match = matchTopic(topic, tried, sceneOf(topic, look, shared))
    if (match) matches.push(match)
  }
  return matches
}

/** The lines of which a triggering phrase was found, ascending. */
function wake({ hits }: Look, index: LineIndex): Uint32Array {
  const { byTerm, woken } = index
  index.round = (index.round + 1) % 0xffffffff
  const { round } = index
  const lines: number[] = [...index.always]
  for (const term of hits.terms)
    for (const line of byTerm[term] ?? [])
      if (woken[line] !== round) {
        woken[line] = round
        lines.push(line)
      }
  return new Uint32Array(lines).sort()
}
