import {
  isAlias,
  isMap,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml'

export { isMap, isScalar, isSeq, Scalar, type Node, type Pair, type YAMLMap } from 'yaml'

/** A place in a file; 1-based. */
export type Position = { readonly line: number; readonly column: number }

/** `code` is stable: a code of the yaml package in capitals, or one of ours in small letters. */
export type YamlProblem = {
  readonly at: Position
  readonly message: string
  readonly code: string
}

/** A YAML file read with every scalar as text (`10`, `no`, `~` stay what they look like). */
export type YamlFile = {
  /** As it is shown to people: relative to where they stand. */
  readonly file: string
  readonly text: string
  readonly lines: readonly string[]
  readonly document: Document.Parsed
  /** Syntax errors, duplicate keys, several documents, anchors, aliases, tags, and files beyond the limits. */
  readonly problems: readonly YamlProblem[]
  /** Where an offset into `text` is. */
  at(offset: number): Position
  /** Where the value at a path of keys and indexes stands; the nearest parent where it is absent. */
  locate(path: readonly PropertyKey[]): Position
  /** Where a key of the map at a path stands. */
  locateKey(path: readonly PropertyKey[], key: string): Position
}

/** Files that people write by hand are far smaller; these keep a hostile one from costing time. */
export const YAML_LIMITS = { characters: 512 * 1024, lines: 5000, columns: 20_000, depth: 100 }

/** Never throws: what cannot be read is in `problems`. Anchors, aliases and tags are refused. */
export function readYaml(file: string, text: string): YamlFile {
  const tooMuch = beyondLimits(text)
  const counter = new LineCounter()
  const document = parseDocument(tooMuch ? '' : text, {
    schema: 'failsafe',
    lineCounter: counter,
    keepSourceTokens: true,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  })
  function at(offset: number): Position {
    const { line, col } = counter.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const problems = tooMuch
    ? [tooMuch]
    : [...problemsIn(document, text, at), ...secondDocument(text)]
  return {
    file,
    text,
    lines: text.split(/\r?\n/),
    document,
    problems,
    at,
    locate: (path) => at(offsetOf(document, path)),
    locateKey: (path, key) => at(offsetOfKey(document, path, key)),
  }
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as Node | undefined
    if (node?.range) return node.range[0]
  }
  return document.contents?.range?.[0] ?? 0
}

function offsetOfKey(document: Document.Parsed, path: readonly PropertyKey[], key: string): number {
  const map = path.length > 0 ? document.getIn(path, true) : document.contents
  const items = isMap(map) ? map.items : []
  const found = items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.key
  return (found as Node | undefined)?.range?.[0] ?? offsetOf(document, [...path, key])
}

/** Looks before parsing: the parser recurses at nesting, and its time grows with the file. */
export function beyondLimits(text: string): YamlProblem | undefined {
  const { characters, lines, columns } = YAML_LIMITS
  if (text.length > characters)
    return tooLarge(1, `the file is larger than ${characters / 1024} KB`)
  const depth = { open: 0 }
  for (const [index, line] of text.split('\n').entries()) {
    if (index >= lines) return tooLarge(index + 1, `the file has more than ${lines} lines`)
    if (line.length > columns)
      return tooLarge(index + 1, `this line has more than ${columns} characters`)
    if (isDeep(line, depth))
      return { ...tooLarge(index + 1, 'this is nested too deeply'), code: 'too-deep' }
  }
  return undefined
}

function tooLarge(line: number, message: string): YamlProblem {
  return { at: { line, column: 1 }, message, code: 'too-large' }
}

/** Brackets in texts are counted too: the bound is far from what a text holds. */
function isDeep(line: string, depth: { open: number }): boolean {
  const dashes = /^(?:\s*[-?](?=\s))*/.exec(line)![0].replaceAll(/\s/g, '').length
  if (dashes > YAML_LIMITS.depth || line.search(/\S/) > 4 * YAML_LIMITS.depth) return true
  for (const sign of line) {
    if (sign === '[' || sign === '{') depth.open++
    else if ((sign === ']' || sign === '}') && depth.open > 0) depth.open--
    if (depth.open > 4 * YAML_LIMITS.depth) return true
  }
  return false
}

/** What stands before the value that they belong to. */
const SIGNS = { alias: '*', anchor: '&', tag: '!' } as const

function* problemsIn(
  document: Document.Parsed,
  text: string,
  at: (offset: number) => Position,
): Generator<YamlProblem> {
  for (const { pos, message, code } of document.errors) yield { at: at(pos[0]), message, code }
  const found: YamlProblem[] = []
  function add(node: Node, code: keyof typeof SIGNS, message: string): void {
    const start = node.range?.[0] ?? 0
    const sign = text.lastIndexOf(SIGNS[code], start)
    found.push({ at: at(sign < 0 ? start : sign), code, message })
  }
  visit(document, {
    Map: (_, node) => void found.push(...duplicates(node, at)),
    Node: (_, node) => {
      if (isAlias(node)) return add(node, 'alias', `*${node.source} names an alias; write it out`)
      if ('anchor' in node && node.anchor)
        add(node, 'anchor', `&${String(node.anchor)} names an anchor; these are not used here`)
      if (node.tag) add(node, 'tag', `${node.tag} is a YAML tag; these are not used here`)
    },
  })
  yield* found
}

function duplicates(map: YAMLMap, at: (offset: number) => Position): readonly YamlProblem[] {
  const first = new Map<string, number>()
  const problems: YamlProblem[] = []
  for (const { key } of map.items) {
    if (!isScalar(key)) continue
    const name = String(key.value)
    const place = at(key.range?.[0] ?? 0)
    const before = first.get(name)
    if (before === undefined) first.set(name, place.line)
    else
      problems.push({
        at: place,
        code: 'DUPLICATE_KEY',
        message: `"${name}" stands here twice, first in line ${before}`,
      })
  }
  return problems
}

/** The parser reads the first document and drops the others without a word. */
function* secondDocument(text: string): Generator<YamlProblem> {
  let content = false
  for (const [index, line] of text.split('\n').entries()) {
    if (content && /^(?:---|\.\.\.)(?:\s|$)/.test(line)) {
      yield {
        at: { line: index + 1, column: 1 },
        code: 'MULTIPLE_DOCS',
        message: `"${line.slice(0, 3)}" begins a second document, which would not be read`,
      }
      return
    }
    if (/^[^#\s%]/.test(line) || /^\s+[^#\s]/.test(line)) content ||= !/^---\s*$/.test(line)
  }
}
