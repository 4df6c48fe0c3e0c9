import {
  SEVERITIES,
  compareSeverity,
  type Match,
  type Matchable,
  type RuleSet,
  type Severity,
  type Topic,
} from '../domain/rule.ts'
import { prepare, type Part } from './match/document.ts'
import { evaluate, patternHits, type Finding, type Scene } from './match/evaluate.ts'
import { evidenceOf } from './match/evidence.ts'
import { findHits, type Hit, type Hits } from './match/hits.ts'
import { compileLine, type CompiledLine } from './match/lines.ts'
import { createPhrasebook, type Phrasebook } from './match/phrasebook.ts'
import type { LineSource, RuleSource, TopicSource } from './source.ts'

/** A topic with its lines ready. */
export type CompiledTopic = {
  readonly source: TopicSource
  readonly any: readonly CompiledLine[]
  readonly all: readonly CompiledLine[]
  readonly none: readonly CompiledLine[]
  readonly ignore: readonly CompiledLine[]
  /** Loudest first. */
  readonly raise: readonly { readonly level: Severity; readonly line: CompiledLine }[]
}

/** A rule set with its insides, for explain; the bot sees the RuleSet alone. */
export type CompiledRules = RuleSet & {
  readonly compiled: readonly CompiledTopic[]
  /** The article as the rules see it. */
  look(article: Matchable): Look
}

export type Look = {
  readonly parts: readonly Part[]
  readonly hits: Hits
  sceneFor(topic: CompiledTopic): Scene
}

/**
 * Compiles a checked source; topics that are switched off are left out. Cost per article hardly grows with the number
 * of rules: phrases are shared over all rules and found by their rarest word, and only lines of which a phrase was
 * found are looked at. Throws RuleError for lists without end.
 */
export function compile(source: RuleSource, hash: string): CompiledRules {
  const book = createPhrasebook(source.lists)
  const lines = (sources: readonly LineSource[]) => sources.map((line) => compileLine(line, book))
  const ignore = lines(source.ignore)
  const compiled = source.topics
    .filter(({ enabled }) => enabled)
    .map((topic) => compileTopic(topic, lines))
  const triggers = triggersOf(compiled)
  const look = (article: Matchable): Look => lookAt(article, book, ignore)
  return {
    hash,
    compiled,
    look,
    topics: compiled.map(({ source: topic }) => toTopic(topic)),
    match(article) {
      const seen = look(article)
      return matches(article, compiled, triggers, seen)
    },
  }
}

function compileTopic(
  source: TopicSource,
  lines: (sources: readonly LineSource[]) => CompiledLine[],
): CompiledTopic {
  const raise = source.raise.map(({ level, line }) => ({ level, line: lines([line])[0]! }))
  return {
    source,
    any: lines(source.any),
    all: lines(source.all),
    none: lines(source.none),
    ignore: lines(source.ignore),
    raise: raise.toSorted((a, b) => compareSeverity(b.level, a.level)),
  }
}

function toTopic(source: TopicSource): Topic {
  const { id, title, severity, why, owner, alert, file, any, all, none, raise } = source
  return {
    id,
    title,
    severity,
    why,
    owner,
    alert,
    file,
    lines: any.length + all.length + none.length + raise.length,
  }
}

type Triggers = {
  /** Term → the topics and `any` lines that may hit where it is found. */
  readonly byTerm: ReadonlyMap<number, readonly Triggered[]>
  /** Lines that are tried on every article. */
  readonly always: readonly Triggered[]
}
type Triggered = { readonly topic: number; readonly line: number }

function triggersOf(topics: readonly CompiledTopic[]): Triggers {
  const byTerm = new Map<number, Triggered[]>()
  const always: Triggered[] = []
  for (const [topic, { any }] of topics.entries())
    for (const [line, { triggers }] of any.entries()) {
      if (!triggers) always.push({ topic, line })
      for (const term of triggers ?? []) {
        const list = byTerm.get(term)
        if (list) list.push({ topic, line })
        else byTerm.set(term, [{ topic, line }])
      }
    }
  return { byTerm, always }
}

function lookAt(article: Matchable, book: Phrasebook, ignore: readonly CompiledLine[]): Look {
  const parts = prepare(article, book.needs)
  const hits = findHits(parts, book)
  const shared = masksOf(ignore, parts, hits)
  return {
    parts,
    hits,
    sceneFor({ ignore: own }) {
      const masks = own.length > 0 ? [...shared, ...masksOf(own, parts, hits)] : shared
      return {
        parts,
        hits,
        isMasked: (hit) => masks.length > 0 && masks.some((mask) => isInside(hit, mask)),
      }
    },
  }
}

/** Where ignored phrases stand; masks do not mask each other. */
function masksOf(
  ignore: readonly CompiledLine[],
  parts: readonly Part[],
  hits: Hits,
): readonly Hit[] {
  return ignore.flatMap((line) => {
    if (line.pattern) return patternHits(line, { parts, isMasked: () => false })
    const terms = line.branches.flat().flatMap((part) => (part.kind === 'phrase' ? part.terms : []))
    return terms.flatMap((term) => hits.get(term) ?? [])
  })
}

function isInside(hit: Hit, mask: Hit): boolean {
  return hit.part === mask.part && hit.start >= mask.start && hit.end <= mask.end
}

function matches(
  article: Matchable,
  topics: readonly CompiledTopic[],
  triggers: Triggers,
  look: Look,
): Match[] {
  const lines = new Map<number, Set<number>>()
  const add = ({ topic, line }: Triggered) => {
    const set = lines.get(topic)
    if (set) set.add(line)
    else lines.set(topic, new Set([line]))
  }
  for (const term of look.hits.keys())
    for (const triggered of triggers.byTerm.get(term) ?? []) add(triggered)
  for (const triggered of triggers.always) add(triggered)
  return [...lines.keys()]
    .toSorted((a, b) => a - b)
    .flatMap((topic) => matchTopic(article, topics[topic]!, lines.get(topic)!, look) ?? [])
}

function matchTopic(
  article: Matchable,
  topic: CompiledTopic,
  tried: ReadonlySet<number>,
  look: Look,
): Match | undefined {
  if (!meetsOnly(topic.source, article)) return undefined
  const scene = look.sceneFor(topic)
  const any = findings(
    [...tried].toSorted((a, b) => a - b).map((index) => topic.any[index]!),
    scene,
  )
  if (any.length === 0) return undefined
  const all = findings(topic.all, scene)
  if (all.length < topic.all.length) return undefined
  if (topic.none.some((line) => evaluate(line, scene))) return undefined
  const raised = raise(topic, scene)
  const { id, title, why, alert } = topic.source
  const evidence = [
    ...raised.flatMap(({ level, line, finding }) =>
      evidenceOf(line, finding, { list: 'raise', level }),
    ),
    ...any.flatMap(({ line, finding }) =>
      evidenceOf(line, finding, { list: 'any', level: undefined }),
    ),
    ...all.flatMap(({ line, finding }) =>
      evidenceOf(line, finding, { list: 'all', level: undefined }),
    ),
  ]
  return {
    topic: id,
    title,
    severity: raised[0]?.level ?? topic.source.severity,
    why,
    alert,
    evidence,
  }
}

type Found = { readonly line: CompiledLine; readonly finding: Finding }

function findings(lines: readonly CompiledLine[], scene: Scene): readonly Found[] {
  return lines.flatMap((line) => {
    const finding = evaluate(line, scene)
    return finding ? [{ line, finding }] : []
  })
}

/** The lines of the loudest level of which one hits. */
function raise(
  { raise: lines }: CompiledTopic,
  scene: Scene,
): readonly (Found & { readonly level: Severity })[] {
  for (const level of SEVERITIES.toReversed()) {
    const found = lines
      .filter((each) => each.level === level)
      .flatMap(({ line }) => {
        const finding = evaluate(line, scene)
        return finding ? [{ line, finding, level }] : []
      })
    if (found.length > 0) return found
  }
  return []
}

/** An article carries the languages, ids and tags of every feed that brought it: one that is asked for is enough. */
export function meetsOnly({ only }: TopicSource, { lang, langs, feeds, tags }: Matchable): boolean {
  const meets = (asked: readonly string[], carried: readonly string[]) =>
    asked.length === 0 || asked.some((each) => carried.includes(each))
  return meets(only.lang, [lang, ...langs]) && meets(only.source, feeds) && meets(only.tag, tags)
}
