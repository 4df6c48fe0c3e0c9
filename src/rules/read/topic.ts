import { compareSeverity, type AlertSettings, type Severity } from '../../domain/rule.ts'
import { error } from '../problem.ts'
import type { LineSource, ListSource, TopicSource } from '../source.ts'
import { SHARED, TOPIC } from './keys.ts'
import { placeAt, type Reading } from './reading.ts'
import type { Read } from './shapes.ts'

type Written = Read<typeof TOPIC>

export type Defaults = { readonly severity: Severity; readonly alert: AlertSettings }

/** What _shared.yaml says; everything has a value also where there is no such file. */
export type Shared = {
  readonly lists: ReadonlyMap<string, ListSource>
  readonly ignore: readonly LineSource[]
  readonly defaults: Defaults
}

export const NOTHING_SHARED: Shared = {
  lists: new Map(),
  ignore: [],
  defaults: {
    severity: 'medium',
    alert: {
      channel: 'default',
      mention: undefined,
      limit: undefined,
      channelLimit: undefined,
      repeat: undefined,
    },
  },
}

export function readShared(reading: Reading): Shared {
  const said = SHARED.read(reading.yaml.document.contents, reading) ?? {}
  const plain = NOTHING_SHARED.defaults
  const { channel, mention, limit, repeat } = said.defaults?.alert ?? {}
  const lists = [...(said.lists ?? new Map<string, readonly LineSource[]>())]
  return {
    lists: new Map(lists.map(([name, lines]) => [name, { name, lines }])),
    ignore: said.ignore ?? [],
    defaults: {
      severity: said.defaults?.severity ?? plain.severity,
      alert: {
        channel: channel ?? plain.alert.channel,
        mention: mention?.set,
        limit: undefined,
        channelLimit: limit?.set,
        repeat: repeat?.set,
      },
    },
  }
}

/** A topic with its defaults filled in; `reading.problems` holds what is wrong with it. */
export function readTopic(
  id: string,
  reading: Reading,
  defaults: Defaults,
): TopicSource | undefined {
  const said = TOPIC.read(reading.yaml.document.contents, reading)
  if (!said) return undefined
  const severity = said.severity ?? defaults.severity
  refuseUselessTests(said, reading)
  return {
    id,
    title: said.topic ?? id,
    file: reading.yaml.file,
    any: said.any ?? [],
    all: said.all ?? [],
    none: said.none ?? [],
    ignore: said.ignore ?? [],
    severity,
    raise: readRaise(said, severity, reading),
    alert: readAlert(said, defaults.alert),
    only: {
      lang: said.only?.lang ?? [],
      source: said.only?.source ?? [],
      tag: said.only?.tag ?? [],
    },
    tests: said.tests ?? [],
    why: said.why,
    owner: said.owner,
    review: said.review,
    enabled: said.enabled !== 'false',
  }
}

function readAlert(said: Written, defaults: AlertSettings): AlertSettings {
  const { channel, mention, limit, repeat } = said.alert ?? {}
  return {
    channel: channel ?? defaults.channel,
    mention: mention ? mention.set : defaults.mention,
    limit: limit?.set,
    channelLimit: defaults.channelLimit,
    repeat: repeat ? repeat.set : defaults.repeat,
  }
}

function readRaise(said: Written, severity: Severity, reading: Reading): TopicSource['raise'] {
  const levels = Object.entries(said.raise ?? {}) as [Severity, readonly LineSource[] | undefined][]
  for (const [level, lines] of levels) {
    const first = lines?.[0]
    if (!first || compareSeverity(level, severity) > 0) continue
    const row = levelRow(reading, first.row, level)
    const column = (reading.lines[row - 1] ?? '').indexOf(level) + 1
    reading.problems.push(
      error(
        'raise-not-louder',
        placeAt(reading, row, Math.max(1, column), level.length),
        `${level} is not louder than the topic itself, which is ${severity}`,
        'write a louder level here, or a lower severity above',
      ),
    )
  }
  return levels.flatMap(([level, lines]) => (lines ?? []).map((line) => ({ level, line })))
}

/** The row of the level's key: the nearest one above its first line. */
function levelRow(reading: Reading, row: number, level: Severity): number {
  for (let above = row; above > 0; above--)
    if (new RegExp(`\\b${level}\\s*:`).test(reading.lines[above - 1] ?? '')) return above
  return row
}

function refuseUselessTests(said: Written, reading: Reading): void {
  for (const test of said.tests ?? []) {
    if (test.expect === 'match' || !test.severity) continue
    reading.problems.push(
      error(
        'useless-severity',
        placeAt(reading, test.row, test.column, 1),
        'a text that must not match has no severity',
        'remove the severity, or move the test to match',
      ),
    )
  }
}
