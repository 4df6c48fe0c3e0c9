import { isMap, isSeq } from '../../lib/yaml.ts'
import { SEVERITIES } from '../../domain/rule.ts'
import type { RuleTest } from '../source.ts'
import { placeOf, refuse, type Reading, type Value } from './reading.ts'
import { about, choice, keyed, text, type Read, type Shape } from './shapes.ts'
import { language } from './values.ts'

type TestText = Omit<RuleTest, 'expect' | 'todo'>

const article = keyed(
  {
    title: about('The headline.', text),
    lead: about('The summary below the headline.', text),
    body: about('The full text.', text),
    lang: about('The language, as two small letters.', language),
    source: about('The id of the feed that brings it.', text),
    tag: about('A tag of the feed that brings it.', text),
    severity: about('The level at which the topic must fire.', choice(SEVERITIES)),
  },
  { what: 'a test' },
)

/** Texts: a headline each, or a map. */
const texts: Shape<readonly TestText[]> = {
  schema: { type: 'array', items: { anyOf: [text.schema, article.schema] }, minItems: 1 },
  read(value, reading) {
    if (!isSeq(value))
      return refuse(reading, value, 'not-a-list', 'this must be a list of texts, each with a dash')
    return (value.items as Value[])
      .map((item) => readText(item, reading))
      .filter((test) => test !== undefined)
  },
}

function readText(item: Value, reading: Reading): TestText | undefined {
  const place = placeOf(reading, item)
  if (reading.screened.has(place.line)) return undefined
  const before = reading.problems.length
  const said: Read<typeof article> | undefined = isMap(item)
    ? article.read(item, reading)
    : { title: text.read(item, reading) }
  if (!said) return undefined
  const { title = '', lead = '', body = '', lang, source, tag, severity } = said
  if (`${title}${lead}${body}` === '') {
    if (isMap(item) && reading.problems.length === before)
      refuse(reading, item, 'empty', 'this test has no title, lead or body')
    return undefined
  }
  const { file, line: row, column } = place
  return { title, lead, body, lang, source, tag, severity, file, row, column }
}

const shape = keyed(
  {
    match: about('Texts on which this topic must fire.', texts),
    'no match': about('Texts on which this topic must stay silent.', texts),
    'todo match': about('Texts on which it should fire one day, and does not yet.', texts),
    'todo no match': about('Texts on which it should stay silent one day, and does not.', texts),
  },
  { what: 'tests' },
)

/** The `tests` of a topic, in the order of the file. */
export const tests: Shape<readonly RuleTest[]> = {
  schema: shape.schema,
  read(value, reading) {
    const said = shape.read(value, reading)
    if (!said) return undefined
    const all = [
      ...of(said.match, 'match', false),
      ...of(said['no match'], 'no match', false),
      ...of(said['todo match'], 'match', true),
      ...of(said['todo no match'], 'no match', true),
    ]
    return all.toSorted((a, b) => a.row - b.row)
  },
}

function of(
  said: readonly TestText[] | undefined,
  expect: RuleTest['expect'],
  todo: boolean,
): readonly RuleTest[] {
  return (said ?? []).map((test) => ({ ...test, expect, todo }))
}
