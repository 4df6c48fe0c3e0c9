import type { Matchable } from '../../domain/rule.ts'
import { compile } from '../compile.ts'
import { warning, type RuleProblem, type WarningId } from '../problem.ts'
import type { RuleFile } from '../read/folder.ts'
import type { LineSource, RuleSource, TopicSource } from '../source.ts'
import { sourcesOf } from './index.ts'
import { silenced } from './silence.ts'
import { placeIn, topicLines, type PlacedLine } from './walk.ts'

/** Below so many articles nothing is said of a line: they may all be of one day. */
const FEWEST = 1000
/** A line that hits more often than this is about something else too. */
const BROAD = 0.2

export type StoredCheck = {
  readonly articles: number
  readonly problems: readonly RuleProblem[]
  /** How many stored articles each `none` line kept a topic from firing on. */
  readonly vetoes: readonly {
    readonly file: string
    readonly row: number
    readonly line: string
    readonly killed: number
  }[]
}

/** Tries every line alone on articles, by the engine that alerts: lines that hit nearly everything, or nothing. */
export async function checkStored(
  source: RuleSource,
  files: readonly RuleFile[],
  articles: AsyncIterable<Matchable>,
  onArticle: (count: number) => void = () => undefined,
): Promise<StoredCheck> {
  const lines = source.topics
    .filter(({ enabled }) => enabled)
    .flatMap((topic) => [...topicLines(topic)].filter(({ key }) => key !== 'ignore'))
  const alone = compile({ ...source, topics: [...lines.map(asTopic), ...withoutNone(source)] }, '')
  const hits = new Map<string, number>()
  const killed = new Map<string, number>()
  let count = 0
  for await (const article of articles) {
    onArticle(++count)
    const fired = new Set(alone.match(article).map(({ topic }) => topic))
    for (const id of fired) hits.set(id, (hits.get(id) ?? 0) + 1)
    for (const [index, { key, topic }] of lines.entries()) {
      const vetoed = key === 'none' && fired.has(String(index)) && fired.has(bareId(topic!))
      if (vetoed) killed.set(String(index), (killed.get(String(index)) ?? 0) + 1)
    }
  }
  const sources = sourcesOf(files)
  const problems = lines.flatMap((placed, index) =>
    judge(placed, hits.get(String(index)) ?? 0, count).map(([id, message, cure]) =>
      warning(id, placeIn(placed.line, sources), message, cure),
    ),
  )
  return { articles: count, problems: silenced(problems, sources), vetoes: vetoesOf(lines, killed) }
}

function judge(
  { key }: PlacedLine,
  hits: number,
  articles: number,
): readonly (readonly [WarningId, string, string])[] {
  if (articles < FEWEST) return []
  if (hits > articles * BROAD)
    return [
      [
        'too-broad',
        `this line hits ${hits} of ${articles} stored articles`,
        'join it to a second word with + or NEAR, or write # ok: too-broad behind it',
      ],
    ]
  if (hits > 0 || key === 'none') return []
  return [
    [
      'dead-line',
      `this line hits none of ${articles} stored articles`,
      'look at its forms with `rules show`, or write # ok: dead-line behind it',
    ],
  ]
}

function vetoesOf(
  lines: readonly PlacedLine[],
  killed: ReadonlyMap<string, number>,
): StoredCheck['vetoes'] {
  return lines.flatMap(({ key, line }, index) =>
    key === 'none'
      ? [
          {
            file: line.file,
            row: line.row,
            line: line.text,
            killed: killed.get(String(index)) ?? 0,
          },
        ]
      : [],
  )
}

/** One line as a topic of its own, under the line's number, with what its own topic ignores. */
function asTopic({ topic, line }: PlacedLine, index: number): TopicSource {
  return bare(topic!, String(index), [line])
}

function withoutNone({ topics }: RuleSource): readonly TopicSource[] {
  return topics
    .filter(({ enabled, none }) => enabled && none.length > 0)
    .map((topic) => ({ ...topic, id: bareId(topic), none: [] }))
}

function bareId({ id }: TopicSource): string {
  return `without none: ${id}`
}

function bare(topic: TopicSource, id: string, any: readonly LineSource[]): TopicSource {
  const only = { lang: [], source: [], tag: [] }
  return { ...topic, id, any, all: [], none: [], raise: [], only, tests: [] }
}
