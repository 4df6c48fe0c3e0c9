import { isMap, isScalar, isSeq, Scalar } from '../../lib/yaml.ts'
import { readLine, type LinePlace } from '../line/index.ts'
import { error } from '../problem.ts'
import type { LineSource } from '../source.ts'
import { placeAt, placeOf, refuse, type Reading, type Value } from './reading.ts'
import { isEmpty, keyName, spansLines, type Shape } from './shapes.ts'

/** More than a person writes on one line; keeps a hostile one from costing time. */
const LONGEST = 2000

/** Lines of a list that a cure writes out. */
const MOST_SHOWN = 20

const SCALAR = { type: ['string', 'number', 'boolean'] }
const FIELD_LINE = {
  type: 'object',
  properties: { title: SCALAR, lead: SCALAR, body: SCALAR },
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
}

/** A list of lines in the rule language, one entry each. */
export function lines(kind: LinePlace): Shape<readonly LineSource[]> {
  const item = kind === 'line' ? { anyOf: [SCALAR, FIELD_LINE] } : SCALAR
  return {
    schema: { type: 'array', items: item, minItems: 1 },
    read(value, reading) {
      if (!isSeq(value) || value.flow) return refuseList(value, reading)
      return (value.items as Value[])
        .map((entry) => readEntry(entry, kind, reading))
        .filter((line) => line !== undefined)
    },
  }
}

function refuseList(value: Value, reading: Reading): undefined {
  const { source, column } = placeOf(reading, value)
  const isAlone = source.slice(0, column - 1).trim() === ''
  const [first = 'first term', ...more] = meantLines(value, reading)
  const where = isAlone ? 'write' : `write on the next line${more.length > 0 ? 's' : ''}`
  const shown = [first, ...more].slice(0, MOST_SHOWN)
  if (shown.length <= more.length) shown.push('and so on')
  const cure = shown.map((line) => `  - ${line.slice(0, 60)}`).join('\n')
  return refuse(
    reading,
    value,
    'not-a-list',
    'this must be a list of lines, each with a dash and a space before it',
    more.length > 0 ? `${where}\n${cure}` : `${where} ${cure}`,
  )
}

/** The lines of a list that is written in brackets, without dashes, or as keys. */
function meantLines(value: Value, reading: Reading): readonly string[] {
  const [start = 0, end = 0] = value?.range ?? []
  const { text } = reading.yaml
  if (isSeq(value)) return (value.items as Value[]).flatMap((item) => meantLines(item, reading))
  if (isMap(value)) return value.items.map((pair) => meantLine(pair, reading))
  return text
    .slice(start, end)
    .split('\n')
    .map((line) =>
      line
        .replace(/\s#\s.*$/, '')
        .trim()
        .replace(/^-\s*/, '')
        .replace(/^(["'])(.*)\1$/, '$2'),
    )
    .filter(Boolean)
}

function meantLine({ key, value }: { key: unknown; value: unknown }, reading: Reading): string {
  const name = meantLines(key as Value, reading).join(' ')
  const rest = meantLines(value as Value, reading).join(' ')
  return `${name}${/^(?:title|lead|body)$/.test(name) ? ':' : ''} ${rest}`.trim()
}

function readEntry(entry: Value, kind: LinePlace, reading: Reading): LineSource | undefined {
  const place = placeOf(reading, entry)
  if (reading.screened.has(place.line)) return undefined
  const written = entryText(entry, reading)
  if (written === undefined) return undefined
  if (written.length > LONGEST) {
    const message = `this line has ${written.length} characters; ${LONGEST} are allowed`
    return refuse(reading, entry, 'too-long', message, 'write it on several lines')
  }
  const { line, problems } = readLine(written, kind)
  for (const { id, message, cure, start, end } of problems) {
    const at = placeAt(reading, place.line, place.column + start, Math.max(1, end - start))
    reading.problems.push(error(id, at, message, cure))
  }
  if (!line) return undefined
  return { text: written, file: place.file, row: place.line, column: place.column, line }
}

/** The entry as it stands in the file; `- title: x` is a map to YAML and a field line to us. */
function entryText(entry: Value, reading: Reading): string | undefined {
  if (spansLines(entry, reading))
    return refuse(
      reading,
      entry,
      'two-lines',
      'this entry runs over two lines, which YAML would make one text of',
      'begin each line with a dash, all dashes below each other',
    )
  if (isMap(entry) && !entry.flow) return fieldLine(entry.items, entry, reading)
  if (!isScalar(entry) || isEmpty(entry))
    return refuse(reading, entry, 'not-a-line', 'this must be one line of text')
  if (entry.type !== Scalar.PLAIN)
    return refuse(
      reading,
      entry,
      'quoted',
      'a phrase needs no quotes',
      `write ${String(entry.value)}`,
    )
  return String(entry.value)
}

function fieldLine(
  pairs: readonly { key: unknown; value: unknown }[],
  entry: Value,
  reading: Reading,
): string | undefined {
  const [pair] = pairs
  const name = keyName(pair?.key as Value)
  if (pairs.length === 1 && name && /^(?:title|lead|body)$/.test(name)) {
    const { line, column } = placeOf(reading, entry)
    return reading.yaml.lines[line - 1]!.slice(column - 1)
      .replace(/\s#(?:\s.*)?$/, '')
      .trimEnd()
  }
  const message = 'a colon with a space behind it makes a map of this entry'
  return refuse(reading, entry, 'read-as-map', message, 'write one line of text without a colon')
}
