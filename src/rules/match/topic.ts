import {
  compareSeverity,
  SEVERITIES,
  type Evidence,
  type Match,
  type Matchable,
  type Severity,
} from '../../domain/rule.ts'
import type { LineSource, TopicSource } from '../source.ts'
import { evaluate, maskHits, type Scene } from './evaluate.ts'
import { addEvidence } from './evidence.ts'
import type { Found } from './found.ts'
import type { Hit } from './hits.ts'
import type { CompiledLine } from './lines.ts'
import type { Look } from './look.ts'

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

export function compileTopic(
  source: TopicSource,
  compileLine: (line: LineSource) => CompiledLine,
): CompiledTopic {
  const raise = source.raise.map(({ level, line }) => ({ level, line: compileLine(line) }))
  return {
    source,
    any: source.any.map(compileLine),
    all: source.all.map(compileLine),
    none: source.none.map(compileLine),
    ignore: source.ignore.map(compileLine),
    raise: raise.toSorted((a, b) => compareSeverity(b.level, a.level)),
  }
}

/** The article in the eyes of a topic: with its own masks beside those of all topics. */
export function sceneOf({ ignore }: CompiledTopic, look: Look, shared: readonly Hit[]): Scene {
  if (ignore.length === 0) return { look, masks: shared }
  const own = ignore.flatMap((line) => maskHits(line, look))
  return { look, masks: own.length > 0 ? [...shared, ...own] : shared }
}

/** An article carries what every feed that brought it says: one that is asked for is enough, of each key. */
export function meetsOnly({ only }: TopicSource, article: Matchable): boolean {
  const { lang, langs, feeds, tags } = article
  if (only.lang.length > 0 && !meets(only.lang, [lang, ...langs].map(mainLanguage))) return false
  return meets(only.source, feeds) && meets(only.tag, tags)
}

function meets(asked: readonly string[], carried: readonly string[]): boolean {
  return asked.length === 0 || asked.some((each) => carried.includes(each))
}

/** zh-CN is zh. */
function mainLanguage(lang: string): string {
  return lang.toLowerCase().split(/[-_]/)[0]!
}

type LineFound = { readonly line: CompiledLine; readonly found: readonly Found[] }

/** Whether a topic fires; `tried` are the `any` lines that may hit. `only` is not looked at. */
export function matchTopic(
  topic: CompiledTopic,
  tried: readonly CompiledLine[],
  scene: Scene,
): Match | undefined {
  const any = findings(tried, scene)
  if (any.length === 0) return undefined
  const all = findings(topic.all, scene)
  if (all.length < topic.all.length) return undefined
  if (topic.none.some((line) => evaluate(line, scene))) return undefined
  const raised = raisedBy(topic, scene)
  const { id, title, severity, why, alert } = topic.source
  const evidence: Evidence[] = []
  for (const { line, found, level } of raised) addEvidence(evidence, line, found, 'raise', level)
  for (const { line, found } of any) addEvidence(evidence, line, found, 'any', undefined)
  for (const { line, found } of all) addEvidence(evidence, line, found, 'all', undefined)
  return { topic: id, title, severity: raised[0]?.level ?? severity, why, alert, evidence }
}

const NONE: readonly LineFound[] = []

function findings(lines: readonly CompiledLine[], scene: Scene): readonly LineFound[] {
  if (lines.length === 0) return NONE
  const hitting: LineFound[] = []
  for (const line of lines) {
    const found = evaluate(line, scene)
    if (found) hitting.push({ line, found })
  }
  return hitting
}

/** The lines of the loudest level of which one hits. */
function raisedBy(
  { raise }: CompiledTopic,
  scene: Scene,
): readonly (LineFound & { readonly level: Severity })[] {
  if (raise.length === 0) return []
  for (const level of SEVERITIES.toReversed()) {
    const lines = raise.filter((each) => each.level === level).map(({ line }) => line)
    const found = findings(lines, scene)
    if (found.length > 0) return found.map((each) => ({ ...each, level }))
  }
  return []
}
