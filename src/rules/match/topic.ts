import {
  compareSeverity,
  type Evidence,
  type Match,
  type Matchable,
  type Passage,
  type Severity,
} from '../../domain/rule.ts'
import type { LineSource, TopicSource } from '../source.ts'
import { evaluate, masksOf, type Scene } from './evaluate.ts'
import { passagesThatShow } from './evidence.ts'
import type { CompiledLine, LineRole } from './lines.ts'

/** A topic with its lines ready. */
export type CompiledTopic = {
  readonly source: TopicSource
  /** It has `any` lines alone: nothing else is to be asked. */
  readonly isPlain: boolean
  readonly any: readonly CompiledLine[]
  readonly all: readonly CompiledLine[]
  readonly none: readonly CompiledLine[]
  readonly ignore: readonly CompiledLine[]
  /** Loudest first. */
  readonly raise: readonly { readonly level: Severity; readonly line: CompiledLine }[]
}

export function compileTopic(
  source: TopicSource,
  compileLine: (line: LineSource, role: LineRole) => CompiledLine,
): CompiledTopic {
  function linesOf(list: 'any' | 'all' | 'none' | 'ignore'): readonly CompiledLine[] {
    return source[list].map((line) => compileLine(line, { list, level: undefined }))
  }
  const raise = source.raise.map(({ level, line }) => ({
    level,
    line: compileLine(line, { list: 'raise', level }),
  }))
  const { all, none, ignore, only } = source
  const others = [all, none, ignore, raise, only.lang, only.source, only.tag]
  return {
    source,
    isPlain: others.every(({ length }) => length === 0),
    any: linesOf('any'),
    all: linesOf('all'),
    none: linesOf('none'),
    ignore: linesOf('ignore'),
    raise: raise.toSorted((a, b) => compareSeverity(b.level, a.level)),
  }
}

/** What a match says of its topic; the severity may be raised. */
export type Head = Omit<Match, 'evidence'>

export function headOf({ source }: CompiledTopic): Head {
  const { id, title, severity, why, alert } = source
  return { topic: id, title, severity, why, alert }
}

/** The article in the eyes of a topic: with its own masks beside those of all topics. */
export function sceneOf({ ignore }: CompiledTopic, shared: Scene): Scene {
  if (ignore.length === 0) return shared
  const own = ignore.flatMap((line) => masksOf(line, shared.look))
  return own.length > 0 ? { look: shared.look, masks: [...shared.masks, ...own] } : shared
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

/** Whether a topic fires, by what its `any` lines found. `only` is not looked at. */
export function matchTopic(
  topic: CompiledTopic,
  evidence: Evidence[],
  scene: Scene,
): Match | undefined {
  if (evidence.length === 0) return undefined
  for (const line of topic.all) if (!addFound(evidence, line, scene)) return undefined
  for (const line of topic.none) if (evaluate(line, scene)) return undefined
  const raised: Evidence[] = []
  const level = addRaise(raised, topic, scene)
  const shown = level === undefined ? evidence : [...raised, ...evidence]
  const head = headOf(topic)
  return matchOf(head, level ?? head.severity, shown)
}

export function matchOf(
  { topic, title, why, alert }: Head,
  severity: Severity,
  evidence: readonly Evidence[],
): Match {
  return { topic, title, severity, why, alert, evidence }
}

/** What the `any` lines of a topic found; all of them are tried. */
export function anyEvidence({ any }: CompiledTopic, scene: Scene): Evidence[] {
  const evidence: Evidence[] = []
  for (const line of any) addFound(evidence, line, scene)
  return evidence
}

/** Adds what a line found; false where it does not hit. */
function addFound(evidence: Evidence[], line: CompiledLine, scene: Scene): boolean {
  const passages = passagesFound(line, scene)
  if (passages) evidence.push({ line: line.rule, passages })
  return passages !== undefined
}

/** Where a line hits; undefined where it does not. */
export function passagesFound(line: CompiledLine, scene: Scene): readonly Passage[] | undefined {
  const found = evaluate(line, scene)
  return found && passagesThatShow(found, scene.look.rooms)
}

/** The loudest level of which a line hits, with the evidence of that level's lines. */
function addRaise(
  evidence: Evidence[],
  { raise }: CompiledTopic,
  scene: Scene,
): Severity | undefined {
  if (raise.length === 0) return undefined
  let loudest: Severity | undefined
  // Loudest first: what is quieter than a level that hits does not matter.
  for (const { level, line } of raise) {
    if (loudest !== undefined && level !== loudest) break
    if (addFound(evidence, line, scene)) loudest = level
  }
  return loudest
}
