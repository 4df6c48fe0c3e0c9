import { isMap, isScalar, isSeq, Scalar, type Pair, type YAMLMap } from '../../lib/yaml.ts'
import { nearest } from '../../text/natural.ts'
import { otherNameOf } from '../line/fields.ts'
import { refuse, type Reading, type Value } from './reading.ts'

export type JsonSchema = { readonly [key: string]: unknown }

/**
 * How one value of a rule file is read and how an editor is told of it: the reader and schema.json are made
 * from the same shapes. `read` adds what is wrong to `reading.problems` and gives undefined for it.
 */
export type Shape<T> = {
  readonly schema: JsonSchema
  read(value: Value, reading: Reading): T | undefined
}

/** What a shape reads. */
export type Read<S> = S extends Shape<infer T> ? T : never

/** The same shape with what an editor shows beside the key. */
export function about<T>(description: string, shape: Shape<T>): Shape<T> {
  return { ...shape, schema: { description, ...shape.schema } }
}

/** A text on one line, or a block (`|`, `>`), or in quotes. */
export const text: Shape<string> = {
  schema: { type: ['string', 'number', 'boolean'] },
  read(value, reading) {
    if (!isScalar(value)) return refuse(reading, value, 'not-a-text', 'this must be a text')
    const raw = typeof value.value === 'string' ? value.value : ''
    if (raw.trim() === '') return refuse(reading, value, 'empty', 'there is no text here')
    if (value.type === Scalar.PLAIN && spansLines(value, reading))
      return refuse(
        reading,
        value,
        'two-lines',
        `this runs over two lines and would be read as one text, "${raw}"`,
        'write it on one line, or begin it with >- and indent the lines below',
      )
    return raw.trim()
  },
}

/** A text that must be understood: `parse` gives undefined for what it does not know. */
export function parsed<T>(
  parse: (raw: string) => T | undefined,
  expected: string,
  schema: JsonSchema,
): Shape<T> {
  return {
    schema: 'enum' in schema ? schema : { type: 'string', ...schema },
    read(value, reading) {
      const raw = text.read(value, reading)
      if (raw === undefined) return undefined
      return (
        parse(raw) ??
        refuse(reading, value, 'bad-value', `"${raw}" is not ${expected}`, hint(raw, schema))
      )
    },
  }
}

/** One of a few words. */
export function choice<T extends string>(words: readonly T[]): Shape<T> {
  return parsed((raw) => words.find((word) => word === raw), `one of ${words.join(', ')}`, {
    enum: words,
  })
}

function hint(raw: string, schema: JsonSchema): string | undefined {
  const words = Array.isArray(schema['enum']) ? schema['enum'].map(String) : []
  const meant = nearest(raw, words)
  if (meant && meant !== raw) return `did you mean ${meant}?`
  const examples = Array.isArray(schema['examples']) ? schema['examples'].map(String) : []
  return examples.length > 0 ? `write for example ${examples.join(' or ')}` : undefined
}

/** One value or a list of them. */
export function oneOrMore<T>(item: Shape<T>): Shape<readonly T[]> {
  return {
    schema: { oneOf: [item.schema, { type: 'array', items: item.schema, minItems: 1 }] },
    read(value, reading) {
      const values = isSeq(value) ? (value.items as Value[]) : [value]
      if (values.length === 0) return refuse(reading, value, 'empty', 'there is no value here')
      return values
        .map((each) => item.read(each, reading))
        .filter((each): each is T & {} => each !== undefined)
    },
  }
}

type Shapes = { readonly [key: string]: Shape<unknown> }
type Values<K extends Shapes> = { readonly [P in keyof K]?: Read<K[P]> | undefined }

/** A map with known keys. Keys are looked up in a Map: `__proto__` is a key like any other, and unknown. */
export function keyed<K extends Shapes>(
  keys: K,
  options: { readonly what: string; readonly required?: readonly (keyof K & string)[] },
): Shape<Values<K>> {
  const known = new Map(Object.entries(keys))
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries([...known].map(([key, shape]) => [key, shape.schema])),
      ...(options.required ? { required: options.required } : {}),
      additionalProperties: false,
    },
    read(value, reading) {
      if (!isMap(value))
        return refuse(reading, value, 'not-a-map', `${options.what} is made of keys`, keysOf(known))
      const found = new Map<string, unknown>()
      for (const pair of value.items) readPair(pair, known, found, reading, options.what)
      for (const key of options.required ?? [])
        if (!hasKey(value, key))
          refuse(
            reading,
            value,
            'missing-key',
            `${options.what} needs the key "${key}"`,
            `${key}: ${known.get(key)!.schema['description'] as string}`,
          )
      return Object.fromEntries(found) as Values<K>
    },
  }
}

function readPair(
  pair: Pair,
  known: ReadonlyMap<string, Shape<unknown>>,
  found: Map<string, unknown>,
  reading: Reading,
  what: string,
): void {
  const key = pair.key as Value
  const name = keyName(key)
  const shape = name === undefined ? undefined : known.get(name)
  if (!shape) {
    refuse(
      reading,
      key ?? (pair.value as Value),
      'unknown-key',
      `${what} has no key "${name ?? '?'}"`,
      didYouMean(name ?? '', known),
    )
    return
  }
  const value = pair.value as Value
  if (isEmpty(value)) refuseEmpty(name!, shape, key, reading)
  else found.set(name!, shape.read(value, reading))
}

function refuseEmpty(name: string, shape: Shape<unknown>, key: Value, reading: Reading): undefined {
  const cure =
    shape.schema['type'] === 'array'
      ? 'write a line below it, such as   - tariff'
      : `write ${name}: and what it says, or remove the key`
  return refuse(reading, key, 'empty', `"${name}" has nothing behind it`, cure)
}

/** A map whose keys are names that the author chooses. */
export function named<T>(item: Shape<T>, pattern: RegExp, what: string): Shape<Map<string, T>> {
  return {
    schema: {
      type: 'object',
      patternProperties: { [pattern.source]: item.schema },
      additionalProperties: false,
    },
    read(value, reading) {
      if (!isMap(value)) return refuse(reading, value, 'not-a-map', `${what}s are named by keys`)
      const found = new Map<string, T>()
      for (const pair of value.items) {
        const name = keyName(pair.key as Value)
        if (name === undefined || !pattern.test(name)) {
          const cure = 'small letters, digits and hyphens, beginning with a letter'
          refuse(reading, pair.key as Value, 'bad-name', `"${name}" is no name for a ${what}`, cure)
          continue
        }
        const read = isEmpty(pair.value as Value)
          ? refuseEmpty(name, item, pair.key as Value, reading)
          : item.read(pair.value as Value, reading)
        if (read !== undefined) found.set(name, read)
      }
      return found
    },
  }
}

export function spansLines(value: Value, reading: Reading): boolean {
  const [start, end] = value?.range ?? [0, 0]
  return reading.yaml.text.slice(start, end).trimEnd().includes('\n')
}

export function isEmpty(value: Value): boolean {
  if (value === null || value === undefined) return true
  return isScalar(value) && value.type === Scalar.PLAIN && value.value === ''
}

export function keyName(key: Value): string | undefined {
  return isScalar(key) && typeof key.value === 'string' ? key.value : undefined
}

function hasKey(map: YAMLMap, key: string): boolean {
  return map.items.some((pair) => keyName(pair.key as Value) === key)
}

function didYouMean(name: string, known: ReadonlyMap<string, unknown>): string {
  const other = otherNameOf(name) ?? ''
  const meant = known.has(other) ? other : nearest(name, known.keys())
  return meant ? `did you mean "${meant}"?` : keysOf(known)
}

function keysOf(known: ReadonlyMap<string, unknown>): string {
  return `its keys are ${[...known.keys()].join(', ')}`
}
