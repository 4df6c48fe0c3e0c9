import { beyondLimits, readYaml, type YamlProblem } from '../../lib/yaml.ts'
import { inPlainWords, LOOK_AROUND, small } from '../../lib/yaml-words.ts'
import { error, type RuleProblem } from '../problem.ts'
import type { RuleFile } from './folder.ts'
import { placeAt, type Reading } from './reading.ts'
import { screen } from './screen.ts'

/** Whether what YAML says about the file can be believed beside this problem. */
const HARMLESS = new Set(['DUPLICATE_KEY', 'alias', 'anchor', 'tag'])

/**
 * Reads a file as YAML. Undefined: it cannot be read on; everything found is in `problems`.
 */
export function openFile({ file, text }: RuleFile, problems: RuleProblem[]): Reading | undefined {
  const large = beyondLimits(text)
  if (large) {
    problems.push(toProblem(large, file, text.split(/\r?\n/, large.at.line)))
    return undefined
  }
  const screened = screen(file, text)
  const lines = text.split(/\r?\n/)
  const yaml = readYaml(file, screened.text)
  const reading: Reading = { yaml, lines, screened: screened.rows, problems }
  problems.push(...screened.problems)
  const found = yaml.problems.filter(({ at }) => !screened.rows.has(at.line))
  const broken = found.filter(({ code }) => !HARMLESS.has(code))
  const harmless = oneTopic(found.filter(({ code }) => HARMLESS.has(code)))
  problems.push(...[...broken.slice(0, 1), ...harmless].map((each) => toProblem(each, file, lines)))
  if (broken.length > 0) return undefined
  if (yaml.document.contents) return reading
  const cure = 'write topic: and any: with a line below it, or delete the file'
  const place = placeAt(reading, 1, 1, 0)
  problems.push(error('empty-file', place, 'there is nothing in this file', cure))
  return undefined
}

/** Where a second topic begins its keys are no duplicates. */
function oneTopic(found: readonly YamlProblem[]): readonly YamlProblem[] {
  const keys = found.filter(({ code, at }) => code === 'DUPLICATE_KEY' && at.column === 1)
  const second = keys.find(({ message }) => message.startsWith('"topic"'))
  if (!second) return found
  const rest = found.filter((each) => !(keys.includes(each) && each.at.line >= second.at.line))
  return [...rest, { ...second, code: 'second-topic' }]
}

function toProblem(
  { at, code, message }: YamlProblem,
  file: string,
  lines: readonly string[],
): RuleProblem {
  const words = inPlainWords(message)
  const known = words ? { id: 'yaml', ...words } : (EXPLAINED.get(code) ?? unknown(message))
  const source = lines[at.line - 1] ?? ''
  const column = Math.max(at.column, source.search(/\S|$/) + 1)
  const length = Math.max(1, source.trimEnd().length - column + 1)
  const place = { file, line: at.line, column, length, source }
  return error(known.id, place, known.message ?? small(message), known.cure)
}

function unknown(message: string): Explained {
  return { id: 'yaml', message: `this cannot be read (${small(message)})`, cure: LOOK_AROUND }
}

type Explained = { readonly id: string; readonly message?: string; readonly cure: string }

const EXPLAINED: ReadonlyMap<string, Explained> = new Map<string, Explained>([
  ['too-large', { id: 'too-large', cure: 'write several topics, or use a list' }],
  ['too-deep', { id: 'too-deep', cure: 'a rule file has no nesting but lists' }],
  ['DUPLICATE_KEY', { id: 'duplicate-key', cure: 'put both together under one of them' }],
  [
    'second-topic',
    {
      id: 'several-topics',
      message: 'a second topic begins here; a file holds one',
      cure: 'put it into a file of its own, with all that belongs to it',
    },
  ],
  ['MULTIPLE_DOCS', { id: 'several-documents', cure: 'write one file for each topic' }],
  ['alias', { id: 'yaml-sign', cure: 'write the text itself' }],
  ['anchor', { id: 'yaml-sign', cure: 'words for several lines go into lists in _shared.yaml' }],
  ['tag', { id: 'yaml-sign', cure: 'write the text without it' }],
  [
    'BAD_INDENT',
    {
      id: 'bad-indent',
      message: 'this stands in a column of its own',
      cure: 'put it below the line that it belongs to',
    },
  ],
])
