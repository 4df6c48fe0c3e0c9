import type { Memory } from '../memory.ts'
import { warning, type RuleProblem } from '../problem.ts'
import type { LineSource, Near, RuleSource, TopicSource } from '../source.ts'
import { contains, flattenAll, indexFlats, type Flat, type FlatIndex } from './flat.ts'
import { placeIn, type Sources } from './walk.ts'

/** More lines than this are compared by nobody: the work grows with the square. */
const MOST_LINES = 400

/** A phrase that alone makes its topic fire. */
type Opener = { readonly line: LineSource; readonly field: string | undefined; readonly flat: Flat }

/** Lines of `any` that find nothing which another line of it does not find already. */
export function coveredLines(
  source: RuleSource,
  sources: Sources,
  memory: Memory,
): readonly RuleProblem[] {
  return source.topics.flatMap((topic) =>
    memory.keep(`covered ${topic.id}`, [topic, source.lists, source.ignore], () =>
      topic.any.length > MOST_LINES ? [] : [...coveredIn(topic, source, sources)],
    ),
  )
}

function* coveredIn(
  topic: TopicSource,
  source: RuleSource,
  sources: Sources,
): Generator<RuleProblem> {
  const openers = indexFlats(openersOf(topic, source), ({ flat }) => flat)
  for (const line of topic.any) {
    const by = coveredBy(line, openers, source, topic)
    if (!by) continue
    const message = `line ${by.row} "${by.text}" finds all of this already`
    const cure = `remove this line, or make line ${by.row} narrower`
    yield warning('covered', placeIn(line, sources), message, cure)
  }
}

/** Phrases that stand alone between `|`; those that an ignored phrase can mask are none. */
function openersOf(topic: TopicSource, source: RuleSource): readonly Opener[] {
  const masks = indexFlats(
    [...topic.ignore, ...source.ignore].flatMap((line) => flatsOf(line, source) ?? []),
    (mask) => mask,
  )
  return topic.any.flatMap((line) =>
    (flatsOf(line, source) ?? [])
      .filter((flat) => !masks.around(flat).some((mask) => contains(mask, flat)))
      .map((flat) => ({ line, field: line.line.field, flat })),
  )
}

function flatsOf({ line }: LineSource, source: RuleSource): readonly Flat[] | undefined {
  if (line.kind === 'regex') return undefined
  const alone = line.or.flatMap((and) => {
    const [only, more] = and
    return only?.kind === 'phrase' && !more ? [only.phrase] : []
  })
  return flattenAll(alone, source)
}

/** The line that finds everything which this one finds; of two alike the first one stays. */
function coveredBy(
  line: LineSource,
  openers: FlatIndex<Opener>,
  source: RuleSource,
  topic: TopicSource,
): LineSource | undefined {
  const { line: read } = line
  if (read.kind === 'regex') return undefined
  function isOther(opener: Opener): boolean {
    const sameField = opener.field === undefined || opener.field === read.field
    return sameField && opener.line !== line
  }
  const by = read.or.map((and) => coverOf(and, openers, isOther, source))
  const [first] = by
  if (!first || by.some((each) => each === undefined)) return undefined
  return isTwin(line, first, source, topic) ? undefined : first
}

/** One part of `a + b`, or one side of a NEAR, that is covered covers the whole. */
function coverOf(
  and: readonly Near[],
  openers: FlatIndex<Opener>,
  isOther: (opener: Opener) => boolean,
  source: RuleSource,
): LineSource | undefined {
  const sides = and.flatMap((near) =>
    near.kind === 'phrase' ? [near.phrase] : [near.left, near.right],
  )
  for (const side of sides) {
    const flats = flattenAll([side], source)
    const found = flats?.map((flat) =>
      openers.inside(flat).find((opener) => isOther(opener) && contains(flat, opener.flat)),
    )
    if (found && found.length > 0 && found.every((each) => each !== undefined))
      return found[0]!.line
  }
  return undefined
}

/** Two lines that cover each other: only the later one is told of. */
function isTwin(line: LineSource, by: LineSource, source: RuleSource, topic: TopicSource): boolean {
  if (topic.any.indexOf(line) > topic.any.indexOf(by)) return false
  const [mine, its] = [flatsOf(line, source) ?? [], flatsOf(by, source) ?? []]
  return its.length > 0 && its.every((flat) => mine.some((each) => contains(flat, each)))
}
