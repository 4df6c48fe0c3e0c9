import { fieldCure } from '../line/fields.ts'

/** A line that YAML would read as something else than is written; the column is 1-based. */
export type Trap = {
  readonly id: string
  readonly column: number
  /** To the end of the line where it is not given. */
  readonly length?: number
  readonly message: string
  readonly cure: string
}

const FIELD = /^(title|lead|body):(?:\s+|$)/

/** What is wrong with an entry of any, all, none, ignore, raise or a list, as far as YAML is concerned. */
export function entryTrap(payload: string, column: number): Trap | undefined {
  const field = FIELD.exec(payload)?.[0] ?? ''
  const rest = payload.slice(field.length)
  const start = column + field.length
  return (
    emptyTrap(payload, rest, column) ?? firstSign(rest, start, field) ?? inside(rest, start, field)
  )
}

function emptyTrap(payload: string, rest: string, column: number): Trap | undefined {
  if (rest !== '') return undefined
  const message = payload === '' ? 'this entry is empty' : 'there is no term behind the field'
  return { id: 'empty-entry', column, message, cure: 'write a term here, or remove the line' }
}

function firstSign(rest: string, column: number, field: string): Trap | undefined {
  const sign = rest[0]!
  if (sign === '"' || sign === "'") return quoted(rest, column, field)
  if (sign === '-' && /^-\s/.test(rest)) {
    const cure = `write - ${field}${bare(rest)}`
    return { id: 'two-dashes', column, length: 1, message: 'there is a second dash here', cure }
  }
  if (sign === '#')
    return {
      id: 'cut-short',
      column,
      message: 'YAML takes this for a comment, so the entry would be empty',
      cure: `a # is no part of a word: write - ${bare(rest)}`,
    }
  const meaning = sign === '?' && !/^\?(?:\s|$)/.test(rest) ? undefined : MEANINGS.get(sign)
  if (!meaning) return undefined
  const words = bare(rest)
  const plain = words === '' ? 'write the term itself behind the dash' : `write - ${field}${words}`
  const cure = CURES.get(sign)?.(rest, field) ?? plain
  return { id: 'yaml-sign', column, length: 1, message: `${sign} at the start ${meaning}`, cure }
}

const MEANINGS: ReadonlyMap<string, string> = new Map([
  ['!', 'is a tag to YAML, so the entry would be read as empty'],
  ['&', 'is an anchor to YAML, so the entry would lose its first word'],
  ['*', 'is an alias to YAML, so the entry would be read as something else'],
  ['?', 'is a key to YAML, so the entry would be read as a map'],
  ['|', 'begins a block of text'],
  ['>', 'begins a block of text'],
  ['[', 'begins a list inside the list'],
  ['{', 'begins a map'],
  ['@', 'is reserved by YAML'],
  ['`', 'is reserved by YAML'],
  ['%', 'is reserved by YAML'],
])

const CURES: ReadonlyMap<string, (rest: string, field: string) => string> = new Map([
  [
    '!',
    (rest) =>
      `to leave articles out, write - ${bare(rest)} under none; to find the word, write it alone`,
  ],
  ['*', (rest) => `the star stands last: - ${bare(rest).replaceAll('*', '')}*`],
  [
    '&',
    (rest) =>
      `write - ${bare(rest.replace(/^&\S+\s+(?=\S)/, ''))}; both words at once are - ${bare(rest).replace(/\s+/, ' + ')}`,
  ],
  ['[', roundBrackets],
])

function roundBrackets(rest: string, field: string): string {
  const round = rest
    .replace(/\s#\s.*$/, '')
    .replaceAll(/["']/g, '')
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replaceAll(/\s*,\s*/g, ' | ')
  const line = `- ${field}${round}${round.includes(')') ? '' : ')'}`
  const isList = /^\([^()]*\)?$/.test(round)
  return isList
    ? `write each on a line of its own, or in round brackets: ${line}`
    : `write round brackets: ${line}`
}

function quoted(rest: string, column: number, field: string): Trap {
  const more = /^(["']).*?\1\s*[^\s#]/.test(rest)
  const message = more
    ? 'a quoted word cannot be followed by more'
    : 'a phrase needs no quotes: words in a row are a phrase'
  const plain = rest
    .replace(/\s#\s.*$/, '')
    .replaceAll(/["']/g, '')
    .trim()
  return { id: 'quoted', column, message, cure: `write - ${field}${plain}` }
}

function inside(rest: string, column: number, field: string): Trap | undefined {
  const comment = /\s#(?=\s|$)/.exec(rest)?.index ?? rest.length
  const cut = /\s#(?=\S)/.exec(rest)
  const colon = /:(?=\s|$)/.exec(rest.slice(0, comment).trimEnd())
  if (rest.startsWith('/')) return insideRegex(rest, column, colon?.index, cut?.index)
  if (cut && cut.index < comment) return cutShort(rest, column, field, cut.index)
  if (!colon) return undefined
  const said = rest.slice(0, comment).trimEnd()
  const second = secondField(said, column, field)
  if (second) return second
  const line = said.replaceAll(/\s*:(?=\s|$)/g, '')
  const meant = fieldCure(said.slice(0, colon.index), said.slice(colon.index + 1).trim())
  return {
    id: 'read-as-map',
    column,
    length: said.length,
    message: 'a colon with a space behind it makes a map of this line',
    cure: (!field && meant) || `write - ${field}${line}`,
  }
}

const SECOND_FIELD = /(?<=[\s|(+])(?:title|lead|body):(?=\s|$)/

function secondField(said: string, column: number, field: string): Trap | undefined {
  const second = SECOND_FIELD.exec(said)
  if (!second) return undefined
  const lines = (field + said).split(/\s*\|\s*(?=(?:title|lead|body):\s)/)
  const areWhole = lines.every(
    (line) => !SECOND_FIELD.test(line) && !/^[^(]*\)|\([^)]*$/.test(line),
  )
  return {
    id: 'field-inside',
    column: column + second.index,
    length: second[0].length,
    message: 'a field stands at the start of a line and holds for all of it',
    cure: areWhole
      ? `write each on a line of its own\n${lines.map((line) => `- ${line}`).join('\n')}`
      : 'write one field in a line; what must stand in another field too goes below all:',
  }
}

function insideRegex(
  rest: string,
  column: number,
  colon: number | undefined,
  cut: number | undefined,
): Trap | undefined {
  const close = rest.lastIndexOf('/')
  const at = Math.min(colon ?? close, cut ?? close)
  if (at >= close) return undefined
  const safe = rest
    .slice(0, close + 1)
    .replaceAll(/: /g, String.raw`:\s`)
    .replaceAll(/ #/g, String.raw`\s#`)
  return {
    id: colon === at ? 'read-as-map' : 'cut-short',
    column: column + at,
    length: 2,
    message:
      colon === at
        ? 'a colon with a space behind it makes a map of this line'
        : 'YAML takes what follows # for a comment, so the expression would be cut here',
    cure: `write the space as \\s: - ${safe}`,
  }
}

function cutShort(rest: string, column: number, field: string, at: number): Trap {
  const kept = rest.slice(0, at).trimEnd()
  return {
    id: 'cut-short',
    column: column + at + 1,
    message: `YAML takes what follows # for a comment, so the line would be "${kept}"`,
    cure: `write - ${field}${bare(rest)}; for a comment leave a space after the #`,
  }
}

/** The words without the signs that YAML would take for its own. */
function bare(rest: string): string {
  return rest
    .replace(/\s#\s.*$/, '')
    .replaceAll(/^[!&*?|>@`%#[{\s-]+|[\]}`\s]+$/g, '')
    .replaceAll(/\s#/g, ' ')
    .trim()
}
