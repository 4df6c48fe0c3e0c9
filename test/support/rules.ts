import type { Matchable } from '../../src/domain/rule.ts'
import { compile, type CompiledRules } from '../../src/rules/compile.ts'
import { readLine, type LinePlace } from '../../src/rules/line/index.ts'
import type { LineSource, ListSource, RuleSource, TopicSource } from '../../src/rules/source.ts'

/** A topic as lists of lines; every part may be left out. */
export type TopicText = {
  readonly id?: string
  readonly any?: readonly string[]
  readonly all?: readonly string[]
  readonly none?: readonly string[]
  readonly ignore?: readonly string[]
  readonly raise?: Readonly<Record<string, readonly string[]>>
  readonly only?: Partial<TopicSource['only']>
  readonly severity?: TopicSource['severity']
  readonly enabled?: boolean
}

export type RulesText = {
  readonly topics: readonly TopicText[]
  readonly lists?: Readonly<Record<string, readonly string[]>>
  readonly ignore?: readonly string[]
}

/** A line of a rule file, read; throws what is wrong with it. */
export function lineOf(text: string, place: LinePlace = 'line', row: number = 1): LineSource {
  const { line, problems } = readLine(text, place)
  if (!line) throw new Error(`${text}: ${problems.map(({ message }) => message).join('; ')}`)
  return { text, file: 'rules/test.yaml', row, column: 5, line }
}

/** Rules as the file reader would hand them over. */
export function sourceOf({ topics, lists = {}, ignore = [] }: RulesText): RuleSource {
  let row = 0
  function read(texts: readonly string[] = [], place: LinePlace = 'line'): LineSource[] {
    return texts.map((text) => lineOf(text, place, ++row))
  }
  return {
    topics: topics.map((topic, index) => topicOf(topic, index, read)),
    lists: new Map(
      Object.entries(lists).map(([name, texts]): [string, ListSource] => [
        name,
        { name, lines: read(texts, 'list') },
      ]),
    ),
    ignore: read(ignore, 'ignore'),
  }
}

function topicOf(
  topic: TopicText,
  index: number,
  read: (texts?: readonly string[], place?: LinePlace) => LineSource[],
): TopicSource {
  const id = topic.id ?? `topic-${index + 1}`
  return {
    id,
    title: id,
    file: 'rules/test.yaml',
    any: read(topic.any),
    all: read(topic.all),
    none: read(topic.none),
    ignore: read(topic.ignore, 'ignore'),
    severity: topic.severity ?? 'low',
    raise: Object.entries(topic.raise ?? {}).flatMap(([level, texts]) =>
      read(texts).map((line) => ({ level: level as TopicSource['severity'], line })),
    ),
    alert: {
      channel: 'trade-alerts',
      mention: undefined,
      limit: undefined,
      channelLimit: undefined,
      repeat: undefined,
    },
    only: { lang: [], source: [], tag: [], ...topic.only },
    tests: [],
    why: undefined,
    owner: undefined,
    review: undefined,
    enabled: topic.enabled ?? true,
  }
}

export function rulesOf(text: RulesText): CompiledRules {
  return compile(sourceOf(text), 'test')
}

/** An article of which only the text matters; a string is its title. */
export function articleOf(text: string | Partial<Matchable>): Matchable {
  const fields = typeof text === 'string' ? { title: text } : text
  return {
    title: '',
    lead: '',
    body: '',
    lang: 'en',
    langs: ['en'],
    feeds: [],
    tags: [],
    ...fields,
  }
}

/** Whether one line alone, with these ignored phrases, hits. */
export function hits(
  line: string,
  text: string | Partial<Matchable>,
  ignore: readonly string[] = [],
): boolean {
  return rulesOf({ topics: [{ any: [line], ignore }] }).match(articleOf(text)).length > 0
}
