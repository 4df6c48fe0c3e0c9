import { LineCounter, parseDocument, type Document, type Node } from 'yaml'

/** A place in a file; 1-based. */
export type Position = { readonly line: number; readonly column: number }

/** A YAML file read with every scalar as text (`10`, `no`, `~` stay what they look like). */
export type YamlFile = {
  /** As it is shown to people: relative to where they stand. */
  readonly file: string
  readonly text: string
  readonly lines: readonly string[]
  readonly document: Document.Parsed
  /** Syntax errors, duplicate keys included. */
  readonly problems: readonly { readonly at: Position; readonly message: string }[]
  /** Where an offset into `text` is. */
  at(offset: number): Position
  /** Where the value at a path of keys and indexes stands; the nearest parent where it is absent. */
  locate(path: readonly PropertyKey[]): Position
}

/** Never throws: what cannot be read is in `problems`. Anchors and aliases are refused (`maxAliasCount` 0). */
export function readYaml(file: string, text: string): YamlFile {
  const counter = new LineCounter()
  const document = parseDocument(text, {
    schema: 'failsafe',
    lineCounter: counter,
    keepSourceTokens: true,
    uniqueKeys: true,
    prettyErrors: false,
    logLevel: 'silent',
  })
  const at = (offset: number): Position => {
    const { line, col } = counter.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  return {
    file,
    text,
    lines: text.split(/\r?\n/),
    document,
    problems: document.errors.map((error) => ({ at: at(error.pos[0]), message: error.message })),
    at,
    locate: (path) => at(offsetOf(document, path)),
  }
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as Node | undefined
    if (node?.range) return node.range[0]
  }
  return document.contents?.range?.[0] ?? 0
}
