import { InvariantError } from '../domain/errors.ts'
import type { Matchable, Passage, RuleLine, RuleSet, Severity } from '../domain/rule.ts'
import { sharedScene, type CompiledRules } from './compile.ts'
import { evaluate, maskFound } from './match/evaluate.ts'
import { passagesThatShow } from './match/evidence.ts'
import type { CompiledLine } from './match/lines.ts'
import { missOf, type NamedScene } from './match/miss.ts'
import { anyEvidence, matchTopic, meetsOnly, sceneOf, type CompiledTopic } from './match/topic.ts'
import type { Item, Phrase } from './source.ts'

/** What one line of a topic says about an article. */
export type LineReport = {
  readonly line: RuleLine
  readonly hits: boolean
  /** Where it hits. */
  readonly passages: readonly Passage[]
  /** Why it does not hit, the nearest miss; undefined where it hits, and for `ignore`. */
  readonly miss: string | undefined
  /** What else a reader should know: capitals that prove nothing in a field. */
  readonly notes: readonly string[]
}

/** Why a topic fires on an article, or why not. */
export type TopicReport = {
  readonly topic: string
  readonly title: string
  /** Undefined: it does not fire. */
  readonly severity: Severity | undefined
  /** What keeps it from firing, in words; empty where it fires. */
  readonly obstacles: readonly string[]
  readonly lines: readonly LineReport[]
}

/**
 * Why topics fire on an article, or why not: every line with its quotes or its nearest miss, by the very engine that
 * alerts. `topic` names one; without it all are explained. `set` must come from `compile`.
 */
export function explain(set: RuleSet, article: Matchable, topic?: string): readonly TopicReport[] {
  if (!isCompiled(set)) throw new InvariantError('Only a compiled rule set can be explained.')
  const shared = sharedScene(set.ignore, set.look(article))
  return set.compiled
    .filter(({ source }) => topic === undefined || source.id === topic)
    .map((each) => {
      const scene = { ...sceneOf(each, shared), ignores: [...each.ignore, ...set.ignore] }
      return reportOf(each, article, scene)
    })
}

function isCompiled(set: RuleSet): set is CompiledRules {
  return 'compiled' in set
}

function reportOf(topic: CompiledTopic, article: Matchable, scene: NamedScene): TopicReport {
  const { id, title } = topic.source
  const lines = [
    ...topic.any,
    ...topic.all,
    ...topic.none,
    ...topic.ignore,
    ...topic.raise.map(({ line }) => line),
  ].map((line) => lineReport(line, scene))
  const isAsked = meetsOnly(topic.source, article)
  const match = isAsked ? matchTopic(topic, anyEvidence(topic, scene), scene) : undefined
  const obstacles = match ? [] : obstaclesOf(topic, article, lines, isAsked)
  return { topic: id, title, severity: match?.severity, obstacles, lines }
}

function lineReport(line: CompiledLine, scene: NamedScene): LineReport {
  const isMask = line.rule.list === 'ignore'
  const masked = isMask ? maskFound(line, scene.look) : undefined
  const found = isMask ? masked && [masked] : evaluate(line, scene)
  return {
    line: line.rule,
    hits: found !== undefined,
    passages: found ? passagesThatShow(found, scene.look.rooms) : [],
    miss: found || isMask ? undefined : missOf(line, scene),
    notes: isMask ? [] : notesOf(line, scene),
  }
}

/** In a field without one small letter capitals prove nothing. */
function notesOf({ source, field }: CompiledLine, { look }: NamedScene): readonly string[] {
  if (!looksAtCapitals(source.line)) return []
  return look.parts
    .filter((part) => !part.tokens.hasSmall && /\p{Lu}/u.test(part.original))
    .filter((part) => !field || part.field === field)
    .map((part) => `the ${part.field} has no small letter, so capitals prove nothing there`)
}

function looksAtCapitals(line: CompiledLine['source']['line']): boolean {
  if (line.kind === 'regex') return false
  return line.or
    .flat()
    .flatMap((near) => (near.kind === 'phrase' ? [near.phrase] : [near.left, near.right]))
    .some(hasCapitals)
}

function hasCapitals(phrase: Phrase): boolean {
  return phrase.some((item: Item) => {
    if (item.sign === 'group') return item.phrases.some(hasCapitals)
    return (
      item.sign === 'exact' ||
      (item.sign === 'word' && /^[^\p{Ll}]*\p{Lu}[^\p{Ll}]*$/u.test(item.text))
    )
  })
}

function obstaclesOf(
  { source }: CompiledTopic,
  article: Matchable,
  lines: readonly LineReport[],
  isAsked: boolean,
): readonly string[] {
  const said: string[] = []
  if (!isAsked) said.push(onlyObstacle(source.only, article))
  if (!lines.some(({ line, hits }) => line.list === 'any' && hits))
    said.push('no line under any: hits')
  for (const { line, hits, miss } of lines) {
    const { list, row, text } = line
    if (list === 'all' && !hits) said.push(`all: line ${row} "${text}" does not hit: ${miss}`)
    if (list === 'none' && hits) said.push(`killed by none: line ${row} "${text}"`)
  }
  return said
}

function onlyObstacle(only: CompiledTopic['source']['only'], article: Matchable): string {
  const asked = Object.entries(only)
    .filter(([, values]) => values.length > 0)
    .map(([key, values]) => `${key} ${values.join(' or ')}`)
    .join(', ')
  const { lang, feeds, tags } = article
  const has = [`lang ${lang}`, `source ${feeds.join(', ')}`, `tag ${tags.join(', ')}`]
  return `only: asks for ${asked}; this article has ${has.join('; ')}`
}
